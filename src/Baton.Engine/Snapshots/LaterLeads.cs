using System.Collections;
using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Routing;

namespace Baton.Engine.Snapshots;

/// <summary>
/// The leads of a snapshot, each written down when it is asked for and not kept: a hundred thousand of them at once would
/// be more than the state itself. What they refer to is as it was when the snapshot was taken, names of reps too.
/// </summary>
internal sealed class LaterLeads : IReadOnlyList<LeadSnapshot>
{
    private readonly SavedLeads _leads;
    private readonly Policy _policy;
    private readonly Dictionary<int, MapNode> _documents;
    private readonly Dictionary<RepState, string> _reps;
    private readonly Lazy<Sets> _sets;

    public LaterLeads(SavedLeads leads, Policy policy, Dictionary<int, MapNode> documents, IEnumerable<RepState> reps)
    {
        (_leads, _policy, _documents) = (leads, policy, documents);
        _reps = reps.ToDictionary(r => r, r => r.Id);
        _sets = new Lazy<Sets>(SetsOfAll);
    }

    public int Count => _leads.Count;

    public ImmutableArray<VersionSnapshot> Versions =>
        [.. _sets.Value.Versions.Select(v => new VersionSnapshot(v, _documents[v]))];

    public ImmutableArray<EarnersSnapshot> Earners =>
        [.. _sets.Value.Earners.Keys.Select(e => new EarnersSnapshot([.. e.Members], [.. e.Weights]))];

    /// <summary>All packed, and the earlier versions of the policy that they need.</summary>
    public (ImmutableArray<VersionSnapshot> Versions, ReadOnlyMemory<byte> Leads) Pack()
    {
        var to = new PackedWriter();
        var rules = PackedLeads.Write(_leads, _policy.Schema, rep => _reps[rep], to);
        var versions = rules.Select(r => r.Version).Distinct().Where(v => v != _policy.Version).Order();
        return ([.. versions.Select(v => new VersionSnapshot(v, _documents[v]))], to.Written);
    }

    public LeadSnapshot this[int index] => LeadOf(_leads[index]);

    public IEnumerator<LeadSnapshot> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private LeadSnapshot LeadOf(LeadState lead) =>
        new()
        {
            Number = lead.Number,
            Status = lead.Status.ToString(),
            Stage = lead.Stage,
            Fields = _policy.Schema.Named(lead.Look()),
            CreatedAt = lead.CreatedAt,
            AssignedAt = lead.AssignedAt,
            Rule = lead.Rule?.Config.Name,
            RuleVersion = lead.Rule?.Version ?? 0,
            Territory = lead.Territory,
            AccountMatch = lead.AccountMatch,
            LastOwner = lead.LastOwner,
            Owner = lead.Owner is { } owner ? _reps[owner] : null,
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
                ? [.. offers.Select(o => new OfferSnapshot(_reps[o.Rep], o.MadeAt, o.ExpiresAt))]
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

    private ChargeSnapshot ChargeOf(LedgerEntry entry) =>
        new(entry.Ledger, entry.Period, entry.Winner, entry.Cost, _sets.Value.Earners[entry.Earners], entry.Picked)
        {
            Owed = [.. entry.Owed.Select(o => new MemberAmount(o.Member, o.Amount))],
        };

    // What leads refer to is counted once before, in their order.
    private Sets SetsOfAll()
    {
        var earners = new OrderedDictionary<EarnerSet, int>();
        var versions = new SortedSet<int>();
        for (var i = 0; i < _leads.Count; i++)
        {
            var lead = _leads[i];
            foreach (var entry in lead.Charges)
            {
                earners.TryAdd(entry.Earners, earners.Count);
            }

            if (lead.Rule is { } rule && rule.Version != _policy.Version)
            {
                versions.Add(rule.Version);
            }
        }

        return new Sets(earners, [.. versions]);
    }

    private sealed record Sets(OrderedDictionary<EarnerSet, int> Earners, ImmutableArray<int> Versions);
}
