using System.Collections.Immutable;
using Baton.Engine.Conditions;
using NodaTime;

namespace Baton.Engine.Commands;

/// <summary>
/// What the store knows and the state does not keep, fetched by the shell before a command: the same id, the same
/// person, the fields of leads that are not in the state. What decided is written into the event.
/// </summary>
public sealed record Facts
{
    public static Facts None { get; } = new();

    /// <summary>The lead that already bears the client's id, if any.</summary>
    public KnownLead? SameId { get; init; }

    /// <summary>Earlier leads with the same e-mail or phone, newest arrival first.</summary>
    public ImmutableArray<KnownLead> SamePerson { get; init; } = [];

    /// <summary>Earlier leads that may be the same person: they share a blocking key. No merged ones, in no order.</summary>
    public ImmutableArray<SimilarLead> SimilarPeople { get; init; } = [];

    /// <summary>Who owned this person (or, failing that, somebody of this account) last.</summary>
    public string? LastOwner { get; init; }

    /// <summary>The suspicion that a lead is under or was; null = none.</summary>
    public SuspectedPair? Suspicion { get; init; }

    /// <summary>What a duplicate was merged into last; null = nothing.</summary>
    public KnownMerge? Merge { get; init; }

    /// <summary>The leads of the person who is sought that are not erased yet, in their order.</summary>
    public ImmutableArray<long> Person { get; init; } = [];

    /// <summary>Leads asked for by <see cref="Workspace.FactsNeeded"/>.</summary>
    public ImmutableDictionary<long, StoredLead> Stored { get; init; } = ImmutableDictionary<long, StoredLead>.Empty;
}

/// <summary>An earlier lead, in brief. <see cref="MatchedBy"/> is email or phone.</summary>
public sealed record KnownLead(
    long Number,
    long ContentHash,
    string Status,
    string? Owner,
    Instant LastArrival,
    string MatchedBy
);

/// <summary>A lead as stored. <see cref="Fields"/> holds every field that has a value, personal ones too.</summary>
public sealed record StoredLead(
    long Number,
    string Status,
    string? Owner,
    ImmutableArray<KeyValuePair<string, Value>> Fields
)
{
    public Instant CreatedAt { get; init; }
    public string? LastOwner { get; init; }

    /// <summary>Its personal data was erased: it does not come back.</summary>
    public bool IsErased { get; init; }
}
