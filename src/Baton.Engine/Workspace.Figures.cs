using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Events;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine;

/// <summary>What people look at: reps and pools with their figures. Answers are computed, nothing changes.</summary>
public sealed partial class Workspace
{
    /// <summary>Every rep in the order of the file, as of <paramref name="now"/>; empty before the first policy.</summary>
    public IReadOnlyList<RepView> RepViews(Instant now) =>
        [
            .. _state
                .RepsInOrder.OrderBy(r => r.Order)
                .Select(rep =>
                {
                    var availability = rep.AvailabilityAt(now);
                    return new RepView
                    {
                        Id = rep.Id,
                        Name = rep.Config.Name,
                        Status = EventTypes.SnakeCase(rep.Status.ToString()),
                        StatusUntil = rep.StatusUntil,
                        StatusReason = rep.Config.StatusReason is { } reason ? Choice.Word(reason) : null,
                        Active = rep.Active,
                        Absent = availability.Absent,
                        InHours = availability.Open,
                        Open = rep.Open,
                        Capacity = rep.Config.Capacity,
                        Owned = rep.Owned.Count,
                        Offered = rep.OfferedLeads.Count,
                        ReceivedToday = rep.Received.InDay(now, rep.Zone),
                        Weight = rep.Config.Weight,
                        Stats = rep.Stats,
                    };
                }),
        ];

    /// <summary>Every pool with its ledger, the teams inside split pools included; empty before the first policy.</summary>
    public IReadOnlyList<PoolView> PoolViews() =>
        _state.Policy is null ? [] : [.. _state.AllPools().Select(p => ViewOf(p.Config, p.Ledger))];

    /// <summary>What the rep holds now; null = there was never such a rep.</summary>
    public RepHolding? HoldingOf(string rep) =>
        _state.Reps.TryGetValue(rep, out var known)
            ? new RepHolding(EventTypes.SnakeCase(known.Status.ToString()), known.Owned.Count, known.OfferedLeads.Count)
            : null;

    /// <summary>How many leads lie in the queue. Looks at every lead without an owner.</summary>
    public int LeadsIn(string queue) =>
        _state.Leads.Whole.Count(l => l.Status == LeadStatus.Queued && l.Queue == queue);

    /// <summary>Sizes that are known without counting: for metrics.</summary>
    public WorkspaceSizes Sizes => new(_state.Leads.Count, _state.Waiting.Count, _state.Timers.Count);

    private static PoolView ViewOf(PoolConfig config, Ledger ledger) =>
        new(
            ledger.Id,
            EventTypes.SnakeCase(config.Method.ToString()),
            EventTypes.SnakeCase(config.Fairness.Unit.ToString()),
            [
                .. ledger.Members.Select(m => new PoolMember(
                    m.Id,
                    m.Weight,
                    m.IsActive,
                    Nano.ToUnits(m.Balance),
                    Nano.ToUnits(m.Received)
                )),
            ]
        );
}

/// <summary>
/// How many leads are open, how many of them wait for somebody eligible, and how many timers are set, those included whose
/// cause has gone.
/// </summary>
public readonly record struct WorkspaceSizes(int Open, int Waiting, int Timers);

/// <summary>A rep's presence (available, away or offline), and how many open leads he owns and is offered.</summary>
public readonly record struct RepHolding(string Status, int Owned, int Offered);

/// <summary>A rep and what he holds. <see cref="Open"/> counts effort units, the rest leads; null capacity = unlimited.</summary>
public sealed record RepView
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>available, away or offline.</summary>
    public required string Status { get; init; }

    /// <summary>When he is available again by itself; null = when somebody says so, or he is.</summary>
    public Instant? StatusUntil { get; init; }
    public string? StatusReason { get; init; }
    public bool Active { get; init; }
    public bool Absent { get; init; }
    public bool InHours { get; init; }
    public long Open { get; init; }
    public int? Capacity { get; init; }
    public int Owned { get; init; }
    public int Offered { get; init; }

    /// <summary>Leads assigned or claimed this calendar day of the rep's zone.</summary>
    public int ReceivedToday { get; init; }
    public int Weight { get; init; }

    /// <summary>As of the last refresh; null where the policy reads none, or before the first.</summary>
    public People.RepStats? Stats { get; init; }
}

/// <summary>A pool's ledger: its id, the method, what is counted (count, value, effort), and the members in order.</summary>
public sealed record PoolView(string Id, string Method, string Unit, ImmutableArray<PoolMember> Members);

/// <summary>
/// A member of a ledger: a rep, or a unit of a split pool. <see cref="Balance"/> in the ledger's unit, positive = owed;
/// <see cref="Received"/> in leads, since the last reset.
/// </summary>
public sealed record PoolMember(string Id, int Weight, bool Active, decimal Balance, decimal Received);
