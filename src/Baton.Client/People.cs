using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Baton.Client;

/// <summary>A rep and what he holds now.</summary>
public sealed record Rep
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>available, away or offline.</summary>
    public string Status { get; set; } = "";
    public bool Active { get; init; }
    public bool Absent { get; init; }
    public bool InHours { get; init; }
    public int Open { get; init; }

    /// <summary>Null = no limit.</summary>
    public int? Capacity { get; init; }
    public int Owned { get; init; }
    public int Offered { get; init; }
    public int ReceivedToday { get; init; }
    public int Weight { get; init; }

    /// <summary>Null before the first day.</summary>
    public RepStats? Stats { get; init; }
}

/// <summary>How a rep did, shrunk to the team's mean.</summary>
public sealed record RepStats
{
    /// <summary>Of 90 days, 0 to 1.</summary>
    [JsonPropertyName("win_rate_90d")]
    public decimal? WinRate { get; init; }

    /// <summary>Of 90 days, for each lead that was closed.</summary>
    [JsonPropertyName("value_90d")]
    public decimal? Value { get; init; }

    /// <summary>Of 90 days, the median of the seconds to the first contact.</summary>
    [JsonPropertyName("response_p50_90d")]
    public decimal? Response { get; init; }

    /// <summary>Leads of 30 days.</summary>
    [JsonPropertyName("received_30d")]
    public int Received { get; init; }
    public int Open { get; init; }
}

/// <summary>Who is in a pool and what each got against what was due.</summary>
public sealed record Pool
{
    public required string Id { get; init; }
    public string Method { get; set; } = "";
    public string Unit { get; set; } = "";
    public ImmutableArray<PoolMember> Members { get; set; } = [];
}

/// <summary>A member's share.</summary>
/// <param name="TargetShare">0 to 1.</param>
/// <param name="Share">0 to 1.</param>
/// <param name="Balance">Above 0 = leads are owed to the member.</param>
public sealed record PoolMember(
    string Id,
    bool Active,
    long Weight,
    decimal TargetShare,
    decimal Received,
    decimal Share,
    decimal Balance
);

/// <summary>One movement of a pool's ledger.</summary>
public sealed record LedgerLine
{
    /// <summary>The journal's record.</summary>
    public long Seq { get; init; }
    public DateTimeOffset At { get; init; }
    public string Type { get; set; } = "";
    public string? Reason { get; init; }

    /// <summary>The lead's opaque id.</summary>
    public string? Lead { get; init; }

    /// <summary>Who paid.</summary>
    public string? Winner { get; init; }
    public decimal? Cost { get; init; }
    public ImmutableDictionary<string, decimal>? Earned { get; init; }

    /// <summary>What was added to each balance.</summary>
    public ImmutableDictionary<string, decimal> Moves { get; set; } = ImmutableDictionary<string, decimal>.Empty;
    public string? By { get; init; }
    public string? Note { get; init; }
}
