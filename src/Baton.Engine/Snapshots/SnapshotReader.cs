using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Applying;
using Baton.Engine.Assignment;
using Baton.Engine.Eligibility;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using Baton.Engine.Screening;
using NodaTime;

namespace Baton.Engine.Snapshots;

/// <summary>Builds the state from a snapshot; what a snapshot leaves out is derived here.</summary>
/// <param name="packed">Its leads, where they are not in it.</param>
internal sealed class SnapshotReader(
    WorkspaceState state,
    Applier applier,
    WorkspaceSnapshot snapshot,
    ReadOnlyMemory<byte>? packed = null
)
{
    private static readonly FrozenDictionary<string, Gate> s_gates = Enum.GetValues<Gate>()
        .ToFrozenDictionary(ReasonCodes.Of, g => g);
    private readonly List<EarnerSet> _earners =
    [
        .. snapshot.Earners.Select(e => new EarnerSet([.. e.Members], [.. e.Weights])),
    ];
    private readonly Dictionary<int, FrozenDictionary<string, Rule>> _rules = [];

    public void Read()
    {
        foreach (var rep in snapshot.Reps)
        {
            // Who is in the snapshot but in no file any more has left; the file's reps are configured just below.
            var known = state.Reps[rep.Id] = new RepState { Id = rep.Id, Received = new CapCounter(rep.Received) };
            known.Preset(
                new Presence(
                    Choice.TryParse<RepStatus>(rep.Status, out var status) ? status : default,
                    rep.StatusUntil,
                    rep.StatusReason is { } said && Choice.TryParse<StatusReason>(said, out var reason) ? reason : null
                ),
                rep.Absences,
                rep.Order
            );
            ReadTally(known, rep);
        }

        foreach (var ledger in snapshot.Ledgers)
        {
            state.Ledgers[ledger.Id] = LedgerOf(ledger);
        }

        foreach (var version in snapshot.Versions)
        {
            state.Documents[version.Version] = version.Document;
            _rules[version.Version] = Compiled(version.Document, version.Version).RulesByName;
        }

        var policy = Compiled(snapshot.Document, snapshot.Version);
        applier.Restore(policy, snapshot.Document, snapshot.At);
        _rules[snapshot.Version] = policy.RulesByName;
        state.LastLead = snapshot.LastLead;
        foreach (var ledger in snapshot.Ledgers)
        {
            Settle(state.Ledgers[ledger.Id], ledger);
        }

        applier.RestoreAging(snapshot.AgesAt, snapshot.AgedAfter);
        foreach (var lead in snapshot.Leads)
        {
            applier.Restore(LeadOf(lead));
        }

        if (packed is { } leads)
        {
            PackedLeads.Read(leads.Span, state, applier, (version, rule) => _rules[version][rule]);
        }

        foreach (var claims in snapshot.Claims)
        {
            state.Claims[(claims.Queue, claims.Rep)] = new CapCounter(claims.Made);
        }

        // An older snapshot knows of none.
        foreach (var renamed in snapshot.Renamed.IsDefault ? [] : snapshot.Renamed)
        {
            state.Renamed[(renamed.Kind, renamed.From)] = renamed.To;
        }

        state.Paused.UnionWith(snapshot.Paused.Select(p => (p.Kind, p.Id)));
        state.Stirred = false;
    }

    private static void ReadTally(RepState known, RepSnapshot rep)
    {
        known.SetStats(rep.Stats);
        foreach (var saved in rep.Tallies)
        {
            var day = new DayTally(saved.Day)
            {
                Received = saved.Received,
                Won = saved.Won,
                Lost = saved.Lost,
                Value = saved.Value,
            };
            foreach (var (bucket, count) in saved.Responses)
            {
                day.Responses[bucket] = count;
            }

            known.Tally.Restore(day);
        }
    }

    private static Policy Compiled(MapNode document, int version)
    {
        var faults = new List<Fault>();
        return PolicyCompiler.Compile(document, version, faults)
            ?? throw new InvalidOperationException($"version {version} of the policy does not compile: {faults[0]}");
    }

    // Balances are set after the members have been wired to their reps: wiring starts everybody at zero.
    private static Ledger LedgerOf(LedgerSnapshot from) =>
        new()
        {
            Id = from.Id,
            Method = from.Method,
            Unit = from.Unit,
            Period = from.Period,
            Picks = from.Picks,
            Received = new CapCounter(from.Received),
            Recent = [.. from.Recent],
        };

    private void Settle(Ledger ledger, LedgerSnapshot from)
    {
        ledger.ResetAt = from.ResetAt;
        if (from.ResetAt is { } at)
        {
            state.Timers.Set(at, TimerKind.LedgerReset, 0, ledger.Id);
        }

        // An older snapshot knows of none.
        foreach (var (rep, received) in from.Inflows.IsDefault ? [] : from.Inflows)
        {
            ledger.Inflows[state.Reps[rep]] = new Inflow(new CapCounter(received));
        }

        foreach (var saved in from.Members)
        {
            if (ledger.Member(saved.Id) is not { } member)
            {
                member = new LedgerMember { Id = saved.Id, Rep = state.Reps.GetValueOrDefault(saved.Id) };
                ledger.Join(member);
            }

            member.Balance = saved.Balance;
            member.LastAssigned = saved.LastAssigned;
            member.Received = saved.Received;
            member.Flow = new CapCounter(saved.Flow);
            member.OwedInAbsence = saved.OwedInAbsence;
            member.OweSince = saved.OweSince ?? Instant.MinValue;
            foreach (var ramp in saved.Ramp)
            {
                member.Ramp.Enqueue(ramp);
            }

            if (saved.OweSince is { } since && ledger.Pool?.Config.Fairness.OweFor is { } within)
            {
                state.Timers.Set(since + within, TimerKind.OweLapse, 0, $"{ledger.Id}\n{member.Id}");
            }
        }
    }

    private LeadState LeadOf(LeadSnapshot from)
    {
        var lead = new LeadState
        {
            Number = from.Number,
            CreatedAt = from.CreatedAt,
            Status = Enum.Parse<LeadStatus>(from.Status),
            Stage = from.Stage,
            Fields = new Conditions.Value[state.Policy!.Schema.Count],
            AssignedAt = from.AssignedAt,
            Rule = from.Rule is { } rule ? _rules[from.RuleVersion][rule] : null,
            Territory = from.Territory,
            AccountMatch = from.AccountMatch ?? (from.Account is { } id ? new AccountMatch(id) : null),
            LastOwner = from.LastOwner,
            Owner = from.Owner is { } owner ? state.Reps[owner] : null,
            Pool = from.Pool,
            Queue = from.Queue,
            Reason = from.Reason,
            Step = from.Step,
            NextAt = from.NextAt,
            WarnAt = from.WarnAt,
            Score = from.Score,
            Grade = from.Grade,
            Points = from.Points,
            Activities = from.Activities.IsEmpty
                ? null
                : from.Activities.ToImmutableSortedDictionary(a => a.Type, a => a.Times, StringComparer.Ordinal),
            Contacted = from.Contacted,
            Touches = from.Touches,
            Track = from.Track,
            RevisitAt = from.RevisitAt,
            GiveUpAt = from.GiveUpAt,
            ClaimedFrom = from.ClaimedFrom,
            Charges = [.. from.Charges.Select(EntryOf)],
        };
        foreach (var (name, value) in from.Fields)
        {
            var slot = state.Policy.Schema.SlotOf(name);
            if (slot >= 0)
            {
                lead.Fields[slot] = value;
            }
        }

        ReadStanding(lead, from);
        return lead;
    }

    private void ReadStanding(LeadState lead, LeadSnapshot from)
    {
        lead.Deadlines = from.Deadlines.IsEmpty ? null : from.Deadlines.ToDictionary(d => d.Step, d => d.At);
        lead.Attempts = from.Attempts.IsEmpty ? null : from.Attempts.ToDictionary(a => a.Step, a => a.Count);
        lead.Carried = from.CarriedTarget is { } target ? (target, from.CarriedUntil!.Value) : null;
        lead.Asked = from.Asked.IsEmpty ? null : from.Asked.ToHashSet(StringComparer.Ordinal);
        lead.Marks = from.Marks.IsEmpty ? null : from.Marks.ToDictionary(m => m.Rep, m => s_gates[m.Code]);
        lead.Offers = from.Offers.IsEmpty
            ? null
            : [.. from.Offers.Select(o => new Offer(state.Reps[o.Rep], o.MadeAt, o.ExpiresAt))];
        lead.Sla = from.Sla is { } sla
            ? new SlaClocks
            {
                SinceQueued = sla.SinceQueued,
                AcceptWarn = sla.AcceptWarn,
                AcceptBreach = sla.AcceptBreach,
                RespondWarn = sla.RespondWarn,
                RespondBreach = sla.RespondBreach,
                FollowUp = sla.FollowUp,
                Recycle = sla.Recycle,
                Missed = sla.Missed is { } missed ? (missed.Sla, missed.Due) : null,
            }
            : null;
    }

    private LedgerEntry EntryOf(ChargeSnapshot from) =>
        new(from.Ledger, from.Period, from.Winner, from.Cost, _earners[from.Earners])
        {
            Picked = from.Picked,
            Owed = [.. from.Owed.Select(o => (o.Member, o.Amount))],
        };
}
