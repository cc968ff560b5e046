using Baton.Engine.Assignment;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Eligibility;

/// <summary>
/// The gates of one pool for one decision: what is the same for every member is worked out once. <see cref="Outer"/> are
/// the pools that this one is nested in: their requirements and caps hold too.
/// </summary>
internal readonly ref struct PoolGates
{
    private readonly Pool _pool;
    private readonly ReadOnlySpan<Pool> _outer;
    private readonly Demand _demand;
    private readonly Skip _skip;
    private readonly Requirements.Answers? _answers;
    private readonly Verdict _poolFull;
    private readonly Ahead _ahead;
    private readonly long _ticks;

    // Neither the lead nor the pool asks anything of a member but to be there, to have room, and to meet requirements
    // whose answers are kept.
    private readonly bool _isPlain;

    public PoolGates(Pool pool, ReadOnlySpan<Pool> outer, Demand demand)
    {
        _pool = pool;
        _outer = outer;
        _demand = demand;
        _skip =
            (pool.Config.Hours == GateUse.Ignored ? Skip.Hours : Skip.None)
            | (pool.Config.Presence == GateUse.Ignored ? Skip.Presence : Skip.None);
        _answers = pool.Requires.For(pool.Ledger.Members, demand);
        _poolFull = demand.IgnoreCaps ? default : FullPool(pool, outer, demand.Now);
        _ahead = Ahead.Of(pool);
        _ticks = demand.Now.ToUnixTimeTicks();
        _isPlain =
            outer.IsEmpty
            && (pool.Requires.IsEmpty || _answers is not null)
            && demand.Lead.Marks is null
            && (demand.IgnoreCaps || (pool.Config.MemberCaps.IsEmpty && _poolFull.Passes))
            && pool.Config.Ramp is null
            && pool.MaxAhead is null;
    }

    /// <summary>
    /// Whether <see cref="Check"/> is sure to let a member pass, found out without asking each gate for its figures. False
    /// says nothing.
    /// </summary>
    public bool PassesPlainly(LedgerMember member, int position) =>
        _isPlain
        && member.Weight != 0
        && member.Rep is { } rep
        && (rep.IsSurelyFree(_ticks, _demand.Effort) || IsFree(rep))
        && (_answers is null || _answers.Of(position, rep.Record) is true)
        && (!rep.IsCapped || _demand.IgnoreCaps || Gates.Flow(rep, null, Caps.None, _demand.Now).Passes);

    // Of a pool that ignores hours or presence.
    private bool IsFree(RepState rep) =>
        _skip != Skip.None && Gates.IsThere(rep, _demand.Now, _skip) && Gates.HasRoom(rep, _demand.Effort);

    /// <param name="position">Of a rep of the leaf, in its ledger.</param>
    /// <param name="besides">Gates to leave out besides those that the pool ignores.</param>
    public Verdict Check(int position, Skip besides = default)
    {
        var member = _pool.Ledger.Members[position];
        var rep = member.Rep!;
        var person = Gates.Person(rep, _demand.Now, _skip | besides);
        if (!person.Passes)
        {
            return person;
        }

        if (member.Weight == 0)
        {
            return new(Gate.WeightZero);
        }

        if (!Required(member, position))
        {
            return new(Gate.Requirement);
        }

        var marks = Gates.Marks(_demand.Lead, rep.Id);
        if (!marks.Passes)
        {
            return marks;
        }

        var capacity = Gates.Capacity(rep, _demand.Effort);
        return capacity.Passes ? Flows(member, rep) : capacity;
    }

    /// <summary>Whether the rep would earn beside the eligible ones, were the absence not there.</summary>
    public bool EarnsInAbsence(int position) =>
        _pool.Ledger.Members[position] is { Weight: > 0 } member
        && Required(member, position)
        && Gates.Marks(_demand.Lead, member.Id).Passes;

    private Verdict Flows(LedgerMember member, RepState rep)
    {
        if (!_demand.IgnoreCaps)
        {
            var flow = Gates.Of(FullFlow(member, rep));
            if (!flow.Passes)
            {
                return flow;
            }

            if (!_poolFull.Passes)
            {
                return _poolFull;
            }
        }

        var ramp = Gates.Ramp(_pool.Config.Ramp, member, rep, _demand.Now);
        return ramp.Passes ? _ahead.Check(member) : ramp;
    }

    // What came through the pools around comes before what came through the leaf, which may be a team of one of them.
    private CapCode? FullFlow(LedgerMember member, RepState rep)
    {
        var full = Gates.Full(rep, _demand.Now);
        foreach (var outer in _outer)
        {
            full = Gates.Shorter(full, Gates.Full(outer, rep, _demand.Now));
        }

        return Gates.Shorter(full, Gates.Full(member, rep, _pool.Config.MemberCaps, _demand.Now));
    }

    private bool Required(LedgerMember member, int position)
    {
        foreach (var outer in _outer)
        {
            if (!Gates.All(outer.Require, _demand.ForRep(member.Rep!.Record)))
            {
                return false;
            }
        }

        return _pool.Requires.Hold(member, position, _answers, _demand);
    }

    private static Verdict FullPool(Pool pool, ReadOnlySpan<Pool> outer, Instant now)
    {
        var full = Full(pool, now);
        for (var i = 0; full.Passes && i < outer.Length; i++)
        {
            full = Full(outer[i], now);
        }

        return full;
    }

    /// <param name="given">Leads that the pool is taken to have given out besides.</param>
    public static Verdict Full(Pool pool, Instant now, int given = 0) =>
        !pool.Config.Caps.IsEmpty
        && pool.Ledger.Received.FirstFull(pool.Config.Caps, now, pool.Zone, pool.Ledger.Reserved + given) is { } full
            ? new(Gate.PoolCap, full.Actual, full.Needed)
            : default;
}
