using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Screening;
using Baton.Engine.Screening.Fuzzy;
using NodaTime;

namespace Baton.Storage;

/// <summary>A lead as stored: the row of the read model, with contact data and other personal fields apart.</summary>
public sealed record LeadRecord
{
    /// <summary>The internal number: 1, 2, 3 in order of arrival.</summary>
    public required long Number { get; init; }

    /// <summary>The id clients know: their own where they gave one, else the opaque one.</summary>
    public required string PublicId { get; init; }
    public required string Status { get; init; }
    public required string Stage { get; init; }
    public string? Owner { get; init; }
    public ImmutableArray<string> OfferedTo { get; init; } = [];
    public string? Rule { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public string? Reason { get; init; }
    public decimal? Score { get; init; }
    public string? Grade { get; init; }
    public string? Territory { get; init; }
    public AccountMatch? AccountMatch { get; init; }

    /// <summary>The matched account's name.</summary>
    public string? Account => AccountMatch?.Id;

    /// <summary>The policy version that routed the lead.</summary>
    public int Version { get; init; }
    public int Priority { get; init; }
    public int Effort { get; init; } = 1;
    public required Instant CreatedAt { get; init; }
    public Instant? AssignedAt { get; init; }

    /// <summary>When it, or a duplicate of it, arrived last.</summary>
    public Instant LastArrival { get; init; }
    public long ContentHash { get; init; }
    public FieldSet Fields { get; init; } = FieldSet.Empty;
    public FieldSet Personal { get; init; } = FieldSet.Empty;

    /// <summary>The personal data was erased; the lead cannot be replayed.</summary>
    public bool Erased { get; init; }
}

/// <summary>A page of leads, newest first, and where the next begins; null = this was the last.</summary>
public sealed record LeadPage(ImmutableArray<LeadRecord> Items, string? NextCursor);

/// <summary>That a lead may be the same person as an earlier one, with what speaks for it.</summary>
public sealed record SuspicionRecord(
    Instant At,
    LeadRecord Lead,
    LeadRecord Of,
    decimal Score,
    ImmutableArray<FieldEvidence> Evidence
);

public sealed record SuspicionPage(ImmutableArray<SuspicionRecord> Items, string? NextCursor);

/// <summary>Which leads to list; all that is set must hold. Instants are half-open.</summary>
public sealed record LeadFilter
{
    public static LeadFilter All { get; } = new();

    /// <summary>Any of these.</summary>
    public ImmutableArray<string> Statuses { get; init; } = [];
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
    public Instant? CreatedFrom { get; init; }
    public Instant? CreatedBefore { get; init; }

    /// <summary>Only leads that may concern somebody. A sieve that spares reading the rest: it is not what decides.</summary>
    public Concern? Concerning { get; init; }

    /// <summary>
    /// What columns cannot say, such as a CEL condition or what the reader may see. Rows are read on until the page is full.
    /// </summary>
    public Func<LeadRecord, bool>? Where { get; init; }
}

/// <summary>Leads that a rep owns or is offered, and those that lie in these queues.</summary>
public sealed record Concern(string Rep, ImmutableArray<string> Queues);
