using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Engine.Screening;
using Baton.Engine.Screening.Fuzzy;
using NodaTime;

namespace Baton.Engine.Events;

/// <summary>
/// Something that happened: the only thing that changes a workspace. One command appends one journal record that holds
/// its events in order. An event carries all that <see cref="Workspace"/> needs to apply it again without deciding anew.
/// The name in the journal is the type's name in snake case.
/// </summary>
public abstract record Event;

/// <summary>An event about one lead. <see cref="Lead"/> is the internal number: 1, 2, 3 in order of arrival.</summary>
public abstract record LeadEvent : Event
{
    public required long Lead { get; init; }
}

/// <summary>
/// Fields by name, in the order of the schema. Which of them are personal decides the column they are stored in: an
/// event keeps personal fields apart, so that they can be erased.
/// </summary>
public sealed record FieldSet(ImmutableArray<KeyValuePair<string, Value>> Items)
{
    public static FieldSet Empty { get; } = new(ImmutableArray<KeyValuePair<string, Value>>.Empty);

    public bool Equals(FieldSet? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    public override int GetHashCode() => Items.Length;
}

/// <summary>A lead arrived. <see cref="Personal"/> and <see cref="Original"/> are stored apart from the rest.</summary>
public sealed record LeadCaptured : LeadEvent
{
    public required Instant CreatedAt { get; init; }

    /// <summary>Of what was sent, to tell a repetition from another lead under the same id.</summary>
    public required long ContentHash { get; init; }
    public FieldSet Fields { get; init; } = FieldSet.Empty;
    public FieldSet Personal { get; init; } = FieldSet.Empty;

    /// <summary>What was sent, where normalisation changed it. Personal.</summary>
    public FieldSet Original { get; init; } = FieldSet.Empty;
    public string? Territory { get; init; }
    public AccountMatch? AccountMatch { get; init; }

    /// <summary>The matched account's name.</summary>
    public string? Account => AccountMatch?.Id;
    public ImmutableArray<string> Segments { get; init; } = [];

    /// <summary>The last owner of this person or company when the lead arrived: the fact that an owner step uses.</summary>
    public string? LastOwner { get; init; }
    public decimal? Score { get; init; }
    public string? Grade { get; init; }
}

/// <summary>Fields were changed by a person or an enrichment; a null value cleared one.</summary>
public sealed record LeadUpdated : LeadEvent
{
    public FieldSet Fields { get; init; } = FieldSet.Empty;
    public FieldSet Personal { get; init; } = FieldSet.Empty;
    public string? Territory { get; init; }
    public AccountMatch? AccountMatch { get; init; }
    public string? Account => AccountMatch?.Id;
    public ImmutableArray<string> Segments { get; init; } = [];
    public string? By { get; init; }
}

/// <summary>The lead is the same person as an earlier one: it ends as a duplicate, and the first keeps its owner.</summary>
public sealed record LeadMerged : LeadEvent
{
    public required long Into { get; init; }

    /// <summary>email, phone or fuzzy; person where somebody decided it.</summary>
    public required string On { get; init; }

    /// <summary>How probable it was, 0 to 1, and what spoke for it, where <see cref="On"/> is fuzzy or person.</summary>
    public decimal? Score { get; init; }
    public ImmutableArray<FieldEvidence> Evidence { get; init; } = [];

    /// <summary>Fields that were empty in the first record and now are filled.</summary>
    public FieldSet Fields { get; init; } = FieldSet.Empty;
    public FieldSet Personal { get; init; } = FieldSet.Empty;

    /// <summary>Where the first record belongs now; null = where it did, or this is of before it was found anew.</summary>
    public LeadPlace? Place { get; init; }
    public string? By { get; init; }
}

public sealed record LeadLinked : LeadEvent
{
    public required long To { get; init; }
    public required string On { get; init; }
    public decimal? Score { get; init; }
    public ImmutableArray<FieldEvidence> Evidence { get; init; } = [];
}

/// <summary>The lead may be the same person as an earlier one: a person must look. It is routed as any other.</summary>
public sealed record LeadSuspected : LeadEvent
{
    public required long Of { get; init; }
    public required decimal Score { get; init; }
    public ImmutableArray<FieldEvidence> Evidence { get; init; } = [];
}

/// <summary>Junk at screening, or found invalid later by a person; its charges are refunded by a following event.</summary>
public sealed record LeadRejected : LeadEvent
{
    public required string Reason { get; init; }
    public string? By { get; init; }

    /// <summary>Free words beside the reason. Personal: stored apart.</summary>
    public string? Note { get; init; }
}

public sealed record LeadScored : LeadEvent
{
    public required decimal Score { get; init; }
    public string? Grade { get; init; }
    public ImmutableArray<ScorePart> Parts { get; init; } = [];
}

/// <summary>What one scoring rule or activity gave.</summary>
/// <param name="Since">The time of the activity; null = the rule gave the points for the lead itself.</param>
public readonly record struct ScorePart(string Rule, decimal Points, Instant? Since = null);

/// <summary>
/// Time went by: the scores that are others now, in two decimals, than they were. Journaled on the hour while any open
/// lead has points with a half-life; it stands in no lead's history, because it says nothing that the parts do not.
/// </summary>
public sealed record ScoresAged : Event
{
    public ImmutableArray<AgedScore> Scores { get; init; } = [];

    /// <summary>The last lead that was looked at, where the others follow a second later; null = all of them were.</summary>
    public long? After { get; init; }
}

/// <summary>A lead's score and grade from now on.</summary>
public readonly record struct AgedScore(long Lead, decimal Score, string? Grade);

/// <summary>The person did something: opened an e-mail, called, came to a meeting. It may be scored.</summary>
public sealed record LeadActivity : LeadEvent
{
    public required string Activity { get; init; }

    /// <summary>When it happened, which may be long before it was recorded.</summary>
    public required Instant At { get; init; }

    /// <summary>What was sent as <c>value</c>. It is free, so it may be contact data: personal.</summary>
    public FieldSet Personal { get; init; } = FieldSet.Empty;
    public string? By { get; init; }
}

public sealed record LeadQualified : LeadEvent
{
    public FieldSet Answers { get; init; } = FieldSet.Empty;
    public bool Qualifies { get; init; }

    /// <summary>sql, where the lead has become that by it; null = it keeps its stage.</summary>
    public string? Stage { get; init; }
    public string? By { get; init; }
}

public sealed record LeadNurtured : LeadEvent
{
    public string? Track { get; init; }
    public Instant? RevisitAt { get; init; }
    public Instant? GiveUpAt { get; init; }
}

public sealed record LeadDisqualified : LeadEvent
{
    /// <summary>not_qualified, gave_up, or what a person gave as the reason.</summary>
    public required string Reason { get; init; }
    public string? By { get; init; }
}
