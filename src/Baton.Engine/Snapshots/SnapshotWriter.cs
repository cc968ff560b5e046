using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Eligibility;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Snapshots;

/// <summary>
/// Writes the state down. Everything is in a fixed order, so that equal states give equal snapshots. What leads hold is
/// read and put in order where the snapshot is used, perhaps on another thread: the writer's own need not wait for it.
/// </summary>
internal sealed class SnapshotWriter(WorkspaceState state)
{
    public WorkspaceSnapshot Write() => Write(state.Leads.Copy());

    /// <summary>The same with these leads alone.</summary>
    public WorkspaceSnapshot Write(SavedLeads leads)
    {
        var policy =
            state.Policy ?? throw new InvalidOperationException("a workspace without a policy has no snapshot");
        return new WorkspaceSnapshot
        {
            At = state.Now,
            Version = policy.Version,
            Document = state.Document,
            LastLead = state.LastLead,
            Later = new LaterLeads(leads, policy, new(state.Documents), state.Reps.Values),
            Reps = [.. state.RepsInOrder.Select(RepOf)],
            Ledgers = [.. state.Ledgers.Values.OrderBy(l => l.Id, StringComparer.Ordinal).Select(LedgerOf)],
            AgesAt = state.Aging.Due,
            AgedAfter = state.Aging.After,
            Paused = [.. state.Paused.Select(p => new PauseSnapshot(p.Kind, p.Id))],
            Renamed =
            [
                .. state
                    .Renamed.Select(r => new RenameSnapshot(r.Key.Kind, r.Key.From, r.Value))
                    .OrderBy(r => r.Kind, StringComparer.Ordinal)
                    .ThenBy(r => r.From, StringComparer.Ordinal),
            ],
            Claims =
            [
                .. state
                    .Claims.OrderBy(c => c.Key.Queue, StringComparer.Ordinal)
                    .ThenBy(c => c.Key.Rep, StringComparer.Ordinal)
                    .Select(c => new ClaimsSnapshot(c.Key.Queue, c.Key.Rep, c.Value.Snapshot())),
            ],
        };
    }

    private static RepSnapshot RepOf(People.RepState rep) =>
        new()
        {
            Id = rep.Id,
            Order = rep.Order,
            Status = Choice.Word(rep.Status),
            StatusUntil = rep.Config.StatusUntil,
            StatusReason = rep.Config.StatusReason is { } reason ? Choice.Word(reason) : null,
            Absences = rep.Config.Absences,
            Received = rep.Received.Snapshot(),
            Stats = rep.Stats,
            Tallies =
            [
                .. rep.Tally.All.Select(d => new TallySnapshot(d.Day, d.Received, d.Won, d.Lost, d.Value)
                {
                    Responses = [.. d.Responses.Select(r => new StepCount(r.Key, r.Value))],
                }),
            ],
        };

    private static LedgerSnapshot LedgerOf(Ledger ledger) =>
        new()
        {
            Id = ledger.Id,
            Method = ledger.Method,
            Unit = ledger.Unit,
            Period = ledger.Period,
            Picks = ledger.Picks,
            ResetAt = ledger.ResetAt,
            Received = ledger.Received.Snapshot(),
            Recent = [.. ledger.Recent],
            Members = [.. ledger.Members.Select(MemberOf)],
            Inflows =
            [
                .. ledger
                    .Inflows.Select(i => new InflowSnapshot(i.Key.Id, i.Value.Received.Snapshot()))
                    .Where(i => !i.Received.Equals(CapSnapshot.Empty))
                    .OrderBy(i => i.Rep, StringComparer.Ordinal),
            ],
        };

    private static MemberSnapshot MemberOf(LedgerMember member) =>
        new()
        {
            Id = member.Id,
            Balance = member.Balance,
            LastAssigned = member.LastAssigned,
            Received = member.Received,
            Flow = member.Flow.Snapshot(),
            OwedInAbsence = member.OwedInAbsence,
            OweSince = member.OweSince == Instant.MinValue ? null : member.OweSince,
            Ramp = [.. member.Ramp],
        };
}
