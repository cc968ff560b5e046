using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Explain;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Snapshots;

/// <summary>Writes the state down. Everything is in a fixed order, so that equal states give equal snapshots.</summary>
internal sealed class SnapshotWriter(WorkspaceState state)
{
    private readonly Dictionary<EarnerSet, int> _earners = [];
    private readonly ImmutableArray<EarnersSnapshot>.Builder _earnerSets =
        ImmutableArray.CreateBuilder<EarnersSnapshot>();

    public WorkspaceSnapshot Write() => Write(state.Leads.Values);

    /// <summary>The same with these leads alone.</summary>
    public WorkspaceSnapshot Write(IEnumerable<LeadState> kept)
    {
        var policy =
            state.Policy ?? throw new InvalidOperationException("a workspace without a policy has no snapshot");
        var leads = kept.OrderBy(l => l.Number).Select(LeadOf).ToImmutableArray();
        var versions = leads
            .Where(l => l.Rule is not null && l.RuleVersion != policy.Version)
            .Select(l => l.RuleVersion);
        return new WorkspaceSnapshot
        {
            At = state.Now,
            Version = policy.Version,
            Document = state.Document,
            LastLead = state.LastLead,
            Versions = [.. versions.Distinct().Order().Select(v => new VersionSnapshot(v, state.Documents[v]))],
            Reps = [.. state.RepsInOrder.Select(RepOf)],
            Ledgers = [.. state.Ledgers.Values.OrderBy(l => l.Id, StringComparer.Ordinal).Select(LedgerOf)],
            Earners = _earnerSets.ToImmutable(),
            Leads = leads,
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

    private LeadSnapshot LeadOf(LeadState lead) =>
        new()
        {
            Number = lead.Number,
            Status = lead.Status.ToString(),
            Stage = lead.Stage,
            FieldsLater = FieldsOf(lead),
            CreatedAt = lead.CreatedAt,
            AssignedAt = lead.AssignedAt,
            Rule = lead.Rule?.Config.Name,
            RuleVersion = lead.Rule?.Version ?? 0,
            Territory = lead.Territory,
            AccountMatch = lead.AccountMatch,
            LastOwner = lead.LastOwner,
            Owner = lead.Owner?.Id,
            Pool = lead.Pool,
            Queue = lead.Queue,
            Reason = lead.Reason,
            Step = lead.Step,
            Deadlines = lead.Deadlines is { } deadlines
                ? [.. deadlines.OrderBy(d => d.Key).Select(d => new StepTime(d.Key, d.Value))]
                : [],
            Attempts = lead.Attempts is { } attempts
                ? [.. attempts.OrderBy(a => a.Key).Select(a => new StepCount(a.Key, a.Value))]
                : [],
            NextAt = lead.NextAt,
            WarnAt = lead.WarnAt,
            CarriedTarget = lead.Carried?.Target,
            CarriedUntil = lead.Carried?.Until,
            Asked = lead.Asked is { } asked ? [.. asked.Order(StringComparer.Ordinal)] : [],
            Marks = lead.Marks is { } marks
                ?
                [
                    .. marks
                        .OrderBy(m => m.Key, StringComparer.Ordinal)
                        .Select(m => new MarkSnapshot(m.Key, ReasonCodes.Of(m.Value))),
                ]
                : [],
            Offers = lead.Offers is { } offers
                ? [.. offers.Select(o => new OfferSnapshot(o.Rep.Id, o.MadeAt, o.ExpiresAt))]
                : [],
            Charges = [.. lead.Charges.Select(ChargeOf)],
            Score = lead.Score,
            Grade = lead.Grade,
            Points = lead.Points,
            Activities = [.. lead.Activities?.Select(a => new ActivitiesSnapshot(a.Key, a.Value)) ?? []],
            Contacted = lead.Contacted,
            Touches = lead.Touches,
            Sla = lead.Sla is { } sla
                ? new SlaSnapshot(
                    sla.AcceptWarn,
                    sla.AcceptBreach,
                    sla.RespondWarn,
                    sla.RespondBreach,
                    sla.FollowUp,
                    sla.Recycle
                )
                {
                    SinceQueued = sla.SinceQueued,
                    Missed = sla.Missed is var (missed, due) ? new MissedSnapshot(missed, due) : null,
                }
                : null,
            Track = lead.Track,
            RevisitAt = lead.RevisitAt,
            GiveUpAt = lead.GiveUpAt,
            ClaimedFrom = lead.ClaimedFrom,
        };

    // What is packed never changes, and is read where the snapshot is written out: the writer's thread need not wait.
    private Func<ImmutableArray<KeyValuePair<string, Value>>> FieldsOf(LeadState lead)
    {
        var schema = state.Policy!.Schema;
        if (lead.Packed is var (packed, width))
        {
            return () => schema.Named(PackedFields.Unpack(packed, width));
        }

        var fields = schema.Named(lead.Fields);
        return () => fields;
    }

    private ChargeSnapshot ChargeOf(LedgerEntry entry)
    {
        if (!_earners.TryGetValue(entry.Earners, out var index))
        {
            _earners[entry.Earners] = index = _earnerSets.Count;
            _earnerSets.Add(new EarnersSnapshot([.. entry.Earners.Members], [.. entry.Earners.Weights]));
        }

        return new ChargeSnapshot(entry.Ledger, entry.Period, entry.Winner, entry.Cost, index, entry.Picked)
        {
            Owed = [.. entry.Owed.Select(o => new MemberAmount(o.Member, o.Amount))],
        };
    }
}
