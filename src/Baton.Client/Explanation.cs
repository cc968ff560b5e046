using System.Collections.Immutable;
using System.Text.Json;

namespace Baton.Client;

/// <summary>Why the last decision on a lead fell as it did.</summary>
public sealed record Explanation
{
    public required string Lead { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The deciding event's type.</summary>
    public required string Event { get; init; }
    public ImmutableArray<string> Winners { get; set; } = [];
    public string? Rule { get; init; }

    /// <summary>Of the policy.</summary>
    public int Version { get; init; }
    public string? Guidance { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public string? Reason { get; init; }
    public AccountMatch? Account { get; init; }
    public ImmutableArray<ConsideredRep> Considered { get; set; } = [];

    /// <summary>Part by part, as the API has it; null where the policy does not score.</summary>
    public JsonElement? Score { get; init; }

    /// <summary>The condition and the answers, as the API has them; null where the policy does not qualify.</summary>
    public JsonElement? Qualification { get; init; }

    /// <summary>The same in words.</summary>
    public ImmutableArray<string> Sentences { get; set; } = [];
}

/// <summary>One member of the pool at that time.</summary>
/// <param name="Code">The first gate that failed; null = eligible.</param>
/// <param name="Balance">With this lead's share earned, in the ledger's unit.</param>
public sealed record ConsideredRep(
    string Rep,
    string? Pool,
    string? Code,
    long? Actual,
    long? Needed,
    decimal? Balance,
    int? Weight,
    bool Won
);

/// <summary>Why a rep did not get a lead.</summary>
/// <param name="Flip">The smallest change that would have won; null = there is none.</param>
public sealed record WhyNot(
    string Lead,
    string Rep,
    bool Won,
    string? Code,
    long? Actual,
    long? Needed,
    string Sentence,
    Flip? Flip
);

/// <summary>The smallest change that would have won.</summary>
public sealed record Flip(string What, decimal From, decimal To);
