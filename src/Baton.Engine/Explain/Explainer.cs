using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Explain;

/// <summary>
/// Explains one decision by making it again: on the state as it was just before, so that every figure is the one that
/// counted. The workspace given is a private replay of the journal up to the record before the deciding one; it must not
/// be used for anything else afterwards.
/// </summary>
internal sealed class Explainer
{
    private readonly WorkspaceState _state;
    private readonly Router _router;
    private readonly LeadState _lead;
    private readonly LeadEvent _event;
    private readonly Instant _at;
    private readonly Demand _demand;
    private readonly List<RankedPool> _ranked = [];

    public Explainer(WorkspaceState state, Router router, LeadState lead, LeadEvent @event, Instant at)
    {
        (_state, _router, _event, _at) = (state, router, @event, at);
        _lead = @event is LeadReassigned ? lead.AsIfTakenBack() : lead;
        _demand = state.DemandOf(_lead, at, _ranked);
        Decision = router.Decide(_lead, _demand);
    }

    public Decision Decision { get; }

    public Explanation Why() =>
        new()
        {
            Lead = _lead.Number,
            At = _at,
            Event = EventTypes.NameOf(_event),
            Winners = Winners,
            Rule = _lead.Rule?.Config.Name,
            Version = _lead.Rule?.Version ?? 0,
            Guidance = _lead.Rule?.Config.Guidance,
            Pool = Decision is ToOwner { Pool: { } pool } ? pool : (Decision as ToOffer)?.Pool,
            Queue = (Decision as ToQueue)?.Queue.Id ?? (Decision as ToOffer)?.Queue,
            Reason = (Decision as ToWaiting)?.Reason,
            Account = _lead.AccountMatch,
            Considered = Considered(),
            Score = LeadStanding.ScoreOf(_state, _lead, _at),
            Qualification = LeadStanding.VerdictOf(_state, _lead, _at),
            Sentences = [.. LeadStanding.Sentences(_state, _lead, _at), .. Sentences()],
        };

    public WhyNot WhyNot(string id)
    {
        if (!_state.Reps.TryGetValue(id, out var rep))
        {
            return Not(id, ReasonCodes.UnknownRep, $"there is no rep '{id}'");
        }

        if (Winners.Contains(id))
        {
            return Not(id, null, $"{id} did get it") with { Won = true };
        }

        if (IsByHand)
        {
            return Not(id, "by_hand", Words.ByHand(_event));
        }

        var whatIf = new WhatIf(_state, _router, _lead, rep, _at);
        if (_demand.PassedOver.FindLast(p => p.Rep == id) is { Rep: not null } passed)
        {
            var pool = passed.Pool is { } name ? LeafOf(name, id) : null;
            return Not(id, passed.Code, Words.Of(passed)) with
            {
                Actual = passed.Actual,
                Needed = passed.Needed,
                Flip = whatIf.ForGate(passed.Code, passed.Actual, pool),
            };
        }

        var ranked = _ranked.FindLast(r => !r.Pool.IsSplit && r.Positions.Any(p => r.Pool.Ledger.Members[p].Id == id));
        return ranked is null ? Elsewhere(id) : Outranked(id, ranked, whatIf);
    }

    private ImmutableArray<string> Winners =>
        _event switch
        {
            LeadAssigned e => [e.Rep],
            LeadClaimed e => [e.Rep],
            LeadOffered e => e.Reps,
            LeadReassigned { To: { } to } => [to],
            _ => [],
        };

    private bool IsByHand => _event is LeadAssigned { How: "manual" or "offer" } or LeadClaimed;

    private WhyNot Outranked(string id, RankedPool ranked, WhatIf whatIf)
    {
        var at = Array.FindIndex(ranked.Positions, p => ranked.Pool.Ledger.Members[p].Id == id);
        var winner = ranked.Pool.Ledger.Members[ranked.Winner];
        var won = Array.IndexOf(ranked.Positions, ranked.Winner);
        var sentence = Words.Outranked(ranked, _demand, id, at, winner, won);
        return Not(id, "outranked", sentence) with { Flip = whatIf.ForRank(ranked.Pool) };
    }

    private WhyNot Elsewhere(string id)
    {
        var pools = _state.AllPools().Where(p => !p.IsSplit && p.Ledger.Member(id) is not null).ToArray();
        var route =
            _lead.Rule?.Route.Select(s => _router.Resolved(_lead, s)).OfType<PoolStep>().Select(s => s.Pool).ToArray()
            ?? [];
        var considered = _ranked.FindLast(r => r.Pool.Ledger.Member(id) is not null);
        if (considered is not null)
        {
            return Not(
                id,
                "not_preferred",
                $"{id} was eligible, but others met a preference of pool '{considered.Pool.ReportedAs}'"
            );
        }

        return pools.Any(p => route.Contains(p.ReportedAs))
            ? Not(id, "not_reached", $"the lead was taken at an earlier step of rule '{_lead.Rule!.Config.Name}'")
            : Not(id, ReasonCodes.NotAMember, $"{id} is in no pool of the route of rule '{_lead.Rule?.Config.Name}'");
    }

    private WhyNot Not(string rep, string? code, string sentence) =>
        new()
        {
            Lead = _lead.Number,
            Rep = rep,
            Code = code,
            Sentence = sentence,
        };

    private Pool? LeafOf(string reportedAs, string rep) =>
        _state
            .AllPools()
            .FirstOrDefault(p => !p.IsSplit && p.ReportedAs == reportedAs && p.Ledger.Member(rep) is not null);

    private ImmutableArray<ConsideredRep> Considered()
    {
        var all = _demand
            .PassedOver.Select(p => new ConsideredRep
            {
                Rep = p.Rep,
                Pool = p.Pool,
                Code = p.Code,
                Actual = p.Actual,
                Needed = p.Needed,
            })
            .ToList();
        foreach (var ranked in _ranked.Where(r => !r.Pool.IsSplit))
        {
            all.AddRange(
                ranked.Positions.Select((position, i) => Standing(ranked, ranked.Pool.Ledger.Members[position], i))
            );
        }

        return [.. all];
    }

    private ConsideredRep Standing(RankedPool ranked, LedgerMember member, int i) =>
        new()
        {
            Rep = member.Id,
            Pool = ranked.Pool.ReportedAs,
            Balance = Nano.ToUnits(ranked.Balances[i]),
            Weight = member.Weight,
            Won = Winners.Contains(member.Id),
        };

    private IEnumerable<string> Sentences()
    {
        if (_lead.Rule is not { } rule)
        {
            yield return "no rule of the policy matches this lead";
            yield break;
        }

        yield return rule.Config.When is { } when
            ? $"rule '{rule.Config.Name}' of version {rule.Version} matched: {when.Text}"
            : $"rule '{rule.Config.Name}' of version {rule.Version} matches every lead";
        if (IsByHand)
        {
            yield return Words.ByHand(_event);
            yield break;
        }

        foreach (var group in _demand.PassedOver.GroupBy(p => p.Pool))
        {
            var reps = string.Join("; ", group.Take(20).Select(Words.Of));
            var more = group.Count() > 20 ? $"; and {group.Count() - 20} more" : "";
            yield return group.Key is { } pool
                ? $"passed over in '{pool}': {reps}{more}"
                : $"passed over as owner: {reps}";
        }

        foreach (var ranked in _ranked)
        {
            yield return Words.Ranked(ranked, _demand);
        }

        yield return Words.Of(Decision);
    }
}
