using Baton.Engine.Eligibility;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Assignment;

/// <summary>
/// Plays a pool's next turns on a copy of its ledgers: anonymous leads of cost 1, one after another, all at one instant.
/// Requirements that look at the lead cannot be judged and are left out; room and caps shrink as the turns are taken.
/// </summary>
internal sealed class Preview(WorkspaceState state, Pool pool)
{
    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<Ledger, TurnLedger> _turns = [];

    public List<string> Next(int count, Instant now)
    {
        var turns = new List<string>(count);
        while (turns.Count < count && Take(pool, now) is { } rep)
        {
            turns.Add(rep);
            _given[rep] = _given.GetValueOrDefault(rep) + 1;
        }

        return turns;
    }

    private string? Take(Pool from, Instant now)
    {
        var eligible = new List<int>();
        for (var i = 0; i < from.Ledger.Members.Count; i++)
        {
            if (from.IsSplit ? IsOpen(from.Units[i].Pool, now) : IsEligible(from, from.Ledger.Members[i], now))
            {
                eligible.Add(i);
            }
        }

        if (eligible.Count == 0)
        {
            return null;
        }

        var winner = TurnsOf(from.Ledger).Pick(eligible, from, Anybody(), Nano.One);
        return from.IsSplit ? Take(from.Units[winner].Pool, now) : from.Ledger.Members[winner].Id;
    }

    private bool IsOpen(Pool unit, Instant now) =>
        unit.IsSplit
            ? unit.Units.Any(u => IsOpen(u.Pool, now))
            : unit.Ledger.Members.Exists(m => IsEligible(unit, m, now));

    private bool IsEligible(Pool leaf, LedgerMember member, Instant now)
    {
        var rep = member.Rep!;
        var skip =
            (leaf.Config.Hours == GateUse.Ignored ? Skip.Hours : Skip.None)
            | (leaf.Config.Presence == GateUse.Ignored ? Skip.Presence : Skip.None);
        var given = _given.GetValueOrDefault(rep.Id);
        var ofRep = leaf.Require.Where(r => r.LeadSlots.Count == 0 && !r.ReadsAccount).ToArray();
        var input = state.InputOf([], null, now);
        return Gates.Person(rep, now, skip).Passes
            && member.Weight > 0
            && Gates.All(
                ofRep,
                new Conditions.ConditionInput
                {
                    Lead = [],
                    Rep = rep.Record,
                    Now = now,
                    IsOpen = input.IsOpen,
                }
            )
            && Gates.Capacity(rep, given + 1).Passes
            && (
                rep.Config.Caps.IsEmpty
                || rep.Received.FirstFull(rep.Config.Caps, now, rep.Zone, rep.Reserved + given) is null
            );
    }

    private TurnLedger TurnsOf(Ledger ledger)
    {
        if (!_turns.TryGetValue(ledger, out var turns))
        {
            _turns[ledger] = turns = new TurnLedger(ledger);
        }

        return turns;
    }

    private Demand Anybody() =>
        new()
        {
            Lead = new LeadState { Number = 0, CreatedAt = state.Now },
            Input = state.InputOf([], null, state.Now),
            Now = state.Now,
            Effort = 1,
            Taken = _given,
        };
}
