using System.Collections.Immutable;
using Baton.Engine.Screening;
using NodaTime;

namespace Baton.Engine.Events;

/// <summary>A lead that had ended is open again, with all that is needed of it: scoring, qualification and its route follow.</summary>
public abstract record LeadRevived : LeadEvent
{
    public required Instant CreatedAt { get; init; }

    /// <summary>All its fields, answers to questions among them.</summary>
    public FieldSet Fields { get; init; } = FieldSet.Empty;
    public FieldSet Personal { get; init; } = FieldSet.Empty;
    public string? Territory { get; init; }
    public AccountMatch? AccountMatch { get; init; }
    public string? Account => AccountMatch?.Id;
    public ImmutableArray<string> Segments { get; init; } = [];
    public string? LastOwner { get; init; }
    public string? By { get; init; }
}

/// <summary>A merge was undone: the two are different people and are not taken for one again.</summary>
public sealed record LeadUnmerged : LeadRevived
{
    /// <summary>The lead that it had been merged into.</summary>
    public required long Of { get; init; }

    /// <summary>Fields of that one that the merge had filled and that are empty again.</summary>
    public ImmutableArray<string> Emptied { get; init; } = [];

    /// <summary>Where that one belongs now; null = where it did, or this is of before it was found anew.</summary>
    public LeadPlace? PlaceOfFirst { get; init; }
}

/// <summary>A rejected lead was no junk after all.</summary>
public sealed record LeadRestored : LeadRevived;

/// <summary>A person found that a suspected lead is somebody else than the earlier one.</summary>
public sealed record DuplicateDismissed : LeadEvent
{
    public required long Of { get; init; }
    public string? By { get; init; }
}
