using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Baton.Client;

/// <summary>A lead and where it stands. Of a blind one all but <see cref="Id"/>, <see cref="Age"/> and <see cref="Grade"/> is empty.</summary>
public sealed record Lead
{
    /// <summary>Its sender's id, or the opaque one.</summary>
    public required string Id { get; init; }

    /// <summary>new, waiting, queued, offered, assigned, working, nurture, disqualified, rejected, duplicate, won or lost.</summary>
    public string Status { get; set; } = "";
    public string Stage { get; set; } = "";

    /// <summary>The rep who has it; null = nobody.</summary>
    public string? Owner { get; init; }
    public ImmutableArray<string> OfferedTo { get; set; } = [];
    public string? Rule { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }

    /// <summary>A reason code.</summary>
    public string? Reason { get; init; }
    public decimal? Score { get; init; }
    public string? Grade { get; init; }
    public string? Territory { get; init; }
    public string? Account { get; init; }
    public AccountMatch? AccountMatch { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }
    public LeadFields Fields { get; set; } = new();

    /// <summary>Of a blind lead, in minutes; else null.</summary>
    public long? Age { get; init; }

    /// <summary>Whether nothing more is shown of it until somebody claims it.</summary>
    [JsonIgnore]
    public bool IsBlind => Age is not null;
}

/// <summary>The account of a lead and how it was found.</summary>
public sealed record AccountMatch(
    string Id,
    string? MatchedBy,
    decimal? Score,
    string? Evidence,
    AccountRunnerUp? RunnerUp
);

/// <summary>The account that came next.</summary>
public sealed record AccountRunnerUp(string Id, decimal Score, string? Evidence);

/// <summary>What was decided about a lead.</summary>
public sealed record Decision
{
    public required string Status { get; init; }
    public string? Owner { get; init; }
    public ImmutableArray<string> OfferedTo { get; set; } = [];
    public string? Rule { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? At { get; init; }

    /// <summary>The path of its explanation; null in an import.</summary>
    public string? Explain { get; init; }
}

/// <summary>A lead with what was decided about it; null where the asker no longer sees the lead.</summary>
public sealed record LeadDecided(Lead Lead, Decision? Decision);

/// <summary>Which leads to list; null = all.</summary>
public sealed record LeadQuery
{
    /// <summary>One status, or several with commas between.</summary>
    public string? Status { get; init; }
    public string? Stage { get; init; }
    public string? Owner { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public string? Rule { get; init; }
    public string? Reason { get; init; }
    public string? Grade { get; init; }
    public string? Source { get; init; }
    public string? Territory { get; init; }
    public string? Account { get; init; }

    /// <summary>Created at this instant or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A condition such as <c>lead.employees > 500</c>, in the words of policies.</summary>
    public string? Filter { get; init; }

    /// <summary>What they are sorted by, such as <c>-score</c>; null = the newest first.</summary>
    public string? Sort { get; init; }

    /// <summary>How many are fetched at once, 1 to 1000; null = 50.</summary>
    public int? PageSize { get; init; }
}
