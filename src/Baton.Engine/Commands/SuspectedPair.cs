using System.Collections.Immutable;
using Baton.Engine.Screening.Fuzzy;

namespace Baton.Engine.Commands;

/// <summary>That a lead may be the same person as the earlier lead <see cref="Of"/>, and what was decided about it.</summary>
public sealed record SuspectedPair(
    long Lead,
    long Of,
    string State,
    decimal Score,
    ImmutableArray<FieldEvidence> Evidence
)
{
    public const string Open = "open";
    public const string Merged = "merged";
    public const string Dismissed = "dismissed";

    /// <summary>The earlier lead's status.</summary>
    public string? OfStatus { get; init; }
}

/// <summary>What a lead was merged into, and the names of the fields that it filled there.</summary>
public sealed record KnownMerge(long Into, ImmutableArray<string> Filled);
