using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Assignment;

/// <summary>
/// Plays a pool's next turns on a copy of its ledgers: anonymous leads of cost 1, one after another, all at one instant.
/// Requirements and preferences that look at the lead cannot be judged and are left out; room and caps shrink as the turns
/// are taken.
/// </summary>
/// <param name="outer">The pools that this one is nested in.</param>
/// <param name="presence">One rep taken to be as present as this; null = all as they are.</param>
internal sealed class Preview(
    WorkspaceState state,
    Pool pool,
    Instant now,
    Pool[]? outer = null,
    (string Rep, RepStatus Status)? presence = null
)
{
    private readonly Pool[] _outer = outer ?? [];
    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<LedgerMember, int> _from = [];
    private readonly Dictionary<Ledger, int> _passed = [];
    private readonly Dictionary<(Ledger, string), int> _through = [];
    private readonly Dictionary<LedgerMember, bool> _fit = [];
    private readonly Dictionary<Ledger, TurnLedger> _turns = [];

    /// <summary>Who gets the next leads; fewer than asked for where nobody is eligible any more.</summary>
    public List<string> Next(int count)
    {
        var turns = new List<string>(count);
        while (turns.Count < count && Take() is { } rep)
        {
            turns.Add(rep);
        }

        return turns;
    }

    /// <summary>How many leads others get before this rep; null = he is not among the next <paramref name="most"/>.</summary>
    public int? Before(string rep, int most)
    {
        for (var i = 0; i < most && Take() is { } next; i++)
        {
            if (next == rep)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The first gate that bars a member of a leaf from the next lead of this pool.</summary>
    public Verdict Check(Pool leaf, LedgerMember member) => Check(leaf, _outer, Ahead.Of(leaf, _from), member);

    private string? Take() => Take(pool, _outer, []);

    private string? Take(Pool from, Pool[] around, Condition[] preferred)
    {
        foreach (var prefer in from.Prefer.Where(IsOfReps))
        {
            Condition[] narrower = [.. preferred, prefer];
            preferred = IsOpen(from, around, narrower) ? narrower : preferred;
        }

        var eligible = from.IsSplit ? OpenUnits(from, around, preferred) : EligibleReps(from, around, preferred);
        if (eligible.Count == 0)
        {
            return null;
        }

        var winner = TurnsOf(from.Ledger).Pick(eligible, from, Anybody(), Nano.One);
        var member = from.Ledger.Members[winner];
        _from[member] = _from.GetValueOrDefault(member) + 1;
        _passed[from.Ledger] = _passed.GetValueOrDefault(from.Ledger) + 1;
        if (from.IsSplit)
        {
            return Take(from.Units[winner].Pool, [.. around, from], preferred);
        }

        foreach (var split in around)
        {
            _through[(split.Ledger, member.Id)] = _through.GetValueOrDefault((split.Ledger, member.Id)) + 1;
        }

        _given[member.Id] = _given.GetValueOrDefault(member.Id) + 1;
        return member.Id;
    }

    private List<int> OpenUnits(Pool from, Pool[] around, Condition[] preferred)
    {
        Pool[] nesting = [.. around, from];
        var open = new List<int>();
        for (var i = 0; i < from.Units.Length; i++)
        {
            if (from.Ledger.Members[i].Weight > 0 && IsOpen(from.Units[i].Pool, nesting, preferred))
            {
                open.Add(i);
            }
        }

        return open;
    }

    private bool IsOpen(Pool unit, Pool[] around, Condition[] preferred) =>
        (unit.IsSplit ? OpenUnits(unit, around, preferred) : EligibleReps(unit, around, preferred)).Count > 0;

    private List<int> EligibleReps(Pool leaf, Pool[] around, Condition[] preferred)
    {
        var ahead = Ahead.Of(leaf, _from);
        var eligible = new List<int>();
        for (var i = 0; i < leaf.Ledger.Members.Count; i++)
        {
            var member = leaf.Ledger.Members[i];
            if (Check(leaf, around, ahead, member).Passes && Gates.All(preferred, InputOf(member)))
            {
                eligible.Add(i);
            }
        }

        return eligible;
    }

    // In the order of the gates of a real decision.
    private Verdict Check(Pool leaf, Pool[] around, Ahead ahead, LedgerMember member)
    {
        var rep = member.Rep!;
        var person = Person(leaf, rep);
        if (!person.Passes)
        {
            return person;
        }

        if (member.Weight == 0)
        {
            return new(Gate.WeightZero);
        }

        if (!IsFit(leaf, around, member))
        {
            return new(Gate.Requirement);
        }

        var (inAll, fromPool) = (_given.GetValueOrDefault(rep.Id), _from.GetValueOrDefault(member));
        var verdict = Gates.Capacity(rep, inAll + 1);
        verdict = verdict.Passes ? Gates.Of(FullFlow(leaf, around, member, fromPool)) : verdict;
        verdict = verdict.Passes ? FullPool(leaf, around) : verdict;
        verdict = verdict.Passes ? Gates.Ramp(leaf.Config.Ramp, member, rep, now, fromPool) : verdict;
        return verdict.Passes ? ahead.Check(member) : verdict;
    }

    private Verdict Person(Pool leaf, RepState rep)
    {
        var hours = leaf.Config.Hours == GateUse.Ignored ? Skip.Hours : Skip.None;
        var verdict = Gates.Person(rep, now, hours | Skip.Presence);
        return !verdict.Passes || leaf.Config.Presence == GateUse.Ignored
            ? verdict
            : Gates.Presence(presence is var (who, status) && who == rep.Id ? status : rep.Status);
    }

    private CapCode? FullFlow(Pool leaf, Pool[] around, LedgerMember member, int fromPool)
    {
        var rep = member.Rep!;
        var full = Gates.Full(rep, now, _given.GetValueOrDefault(rep.Id));
        foreach (var split in around)
        {
            full = Gates.Shorter(full, Gates.Full(split, rep, now, _through.GetValueOrDefault((split.Ledger, rep.Id))));
        }

        return Gates.Shorter(full, Gates.Full(member, rep, leaf.Config.MemberCaps, now, fromPool));
    }

    private Verdict FullPool(Pool leaf, Pool[] around)
    {
        var full = PoolGates.Full(leaf, now, _passed.GetValueOrDefault(leaf.Ledger));
        for (var i = 0; full.Passes && i < around.Length; i++)
        {
            full = PoolGates.Full(around[i], now, _passed.GetValueOrDefault(around[i].Ledger));
        }

        return full;
    }

    // Nothing of it changes while turns are played.
    private bool IsFit(Pool leaf, Pool[] around, LedgerMember member)
    {
        if (_fit.TryGetValue(member, out var known))
        {
            return known;
        }

        var input = InputOf(member);
        return _fit[member] = around.Append(leaf).SelectMany(p => p.Require).Where(IsOfReps).All(r => r.Holds(input));
    }

    private static bool IsOfReps(Condition condition) => condition.LeadSlots.Count == 0 && !condition.ReadsAccount;

    private ConditionInput InputOf(LedgerMember member) =>
        new()
        {
            Lead = [],
            Rep = member.Rep!.Record,
            Now = now,
            IsOpen = state.InputOf([], null, now).IsOpen,
        };

    private TurnLedger TurnsOf(Ledger ledger)
    {
        if (!_turns.TryGetValue(ledger, out var turns))
        {
            _turns[ledger] = turns = new TurnLedger(ledger);
        }

        return turns;
    }

    private Demand Anybody() =>
        new Demand { Taken = _given }.Begin(
            new LeadState { Number = 0, CreatedAt = now },
            state.InputOf([], null, now)
        );
}
