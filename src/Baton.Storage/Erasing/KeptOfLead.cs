using System.Collections.Immutable;
using NodaTime;

namespace Baton.Storage.Erasing;

/// <summary>What is stored of a lead beside its row and its history.</summary>
public sealed record KeptOfLead
{
    public ImmutableArray<PastAssignment> Assignments { get; init; } = [];

    /// <summary>E-mails and phones of others that were merged into it, by which it is found too.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>The keys by which it is compared with leads that may be the same person.</summary>
    public ImmutableArray<string> Blocks { get; init; } = [];

    /// <summary>Leads that it was suspected to be the same as.</summary>
    public ImmutableArray<long> Suspects { get; init; } = [];

    /// <summary>The Idempotency-Keys under which answers about it are kept, and since when.</summary>
    public ImmutableArray<(string Key, Instant At)> Answers { get; init; } = [];
}

/// <summary>Who had a lead from when to when; <see cref="EndedAt"/> null = still.</summary>
public sealed record PastAssignment(
    string Rep,
    string? Pool,
    string? Queue,
    string? Rule,
    string How,
    Instant At,
    Instant? EndedAt,
    string? EndReason
);
