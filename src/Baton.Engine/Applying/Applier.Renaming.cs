using Baton.Engine.Assignment;
using Baton.Engine.Events;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Applying;

/// <summary>
/// A rep, pool or queue goes on under another name with all that hangs on it: ledgers, counters, marks, owners, offers.
/// The journal keeps the old name where it stood; rules of earlier versions find the new one by it.
/// </summary>
internal sealed partial class Applier
{
    private void Rename(Rename rename)
    {
        var waiting = state.Waiting.All.ToArray();
        foreach (var lead in waiting)
        {
            state.Waiting.Remove(lead);
        }

        state.Renamed[(rename.Kind, rename.From)] = rename.To;
        switch (rename.Kind)
        {
            case RenameKinds.Rep:
                RenameRep(rename.From, rename.To);
                break;
            case RenameKinds.Pool:
                RenamePool(rename.From, rename.To);
                break;
            default:
                RenameQueue(rename.From, rename.To);
                break;
        }

        foreach (var lead in waiting)
        {
            state.Waiting.Add(lead);
        }

        SetLapses();
    }

    private void RenameRep(string from, string to)
    {
        state.Reps.Remove(from, out var rep);
        rep!.Id = to;
        state.Reps[to] = rep;
        foreach (var ledger in state.Ledgers.Values.Where(l => l.Member(from) is { Rep: not null }))
        {
            ledger.Rename(from, to);
        }

        Charged(entry => Split(entry.Ledger) is null, ledger => ledger, Swap(from, to));
        state.Leads.Change(lead =>
        {
            lead.LastOwner = lead.LastOwner == from ? to : lead.LastOwner;
            if (lead.Asked?.Remove(from) == true)
            {
                lead.Asked.Add(to);
            }

            if (lead.Marks is { } marks && marks.Remove(from, out var mark))
            {
                marks[to] = mark;
            }
        });

        foreach (var (queue, claimant) in state.Claims.Keys.Where(c => c.Rep == from).ToArray())
        {
            state.Claims.Remove((queue, claimant), out var claims);
            state.Claims[(queue, to)] = claims!;
        }
    }

    // Its ledger, and those of the teams inside a pool that is split by team.
    private void RenamePool(string from, string to)
    {
        string Named(string name) =>
            name == from ? to
            : name.StartsWith(from + "/", StringComparison.Ordinal) ? to + name[from.Length..]
            : name;

        Charged(entry => Split(entry.Ledger) is PoolsSource, Named, Swap(from, to));
        foreach (var ledger in state.Ledgers.Values.ToArray())
        {
            if (ledger.Pool?.Source is PoolsSource || Split(ledger.Id) is PoolsSource)
            {
                ledger.Rename(from, to);
            }

            if (Named(ledger.Id) is var id && id != ledger.Id)
            {
                state.Ledgers.Remove(ledger.Id);
                ledger.Id = id;
                state.Ledgers[id] = ledger;
            }
        }

        state.Leads.Change(lead =>
        {
            lead.Pool = lead.Pool is { } pool ? Named(pool) : null;
            Carry(lead, from, to);
        });

        if (state.Paused.Remove((PauseKinds.Pool, from)))
        {
            state.Paused.Add((PauseKinds.Pool, to));
        }
    }

    private void RenameQueue(string from, string to)
    {
        state.Leads.Change(lead =>
        {
            lead.Queue = lead.Queue == from ? to : lead.Queue;
            lead.ClaimedFrom = lead.ClaimedFrom == from ? to : lead.ClaimedFrom;
            Carry(lead, from, to);
        });

        if (state.Parked.Remove(from, out var parked))
        {
            state.Parked[to] = parked;
        }

        foreach (var (queue, rep) in state.Claims.Keys.Where(c => c.Queue == from).ToArray())
        {
            state.Claims.Remove((queue, rep), out var claims);
            state.Claims[(to, rep)] = claims!;
        }
    }

    private static void Carry(LeadState lead, string from, string to)
    {
        if (lead.Carried is { } carried && carried.Target == from)
        {
            lead.Carried = (to, carried.Until);
        }
    }

    private static Func<string, string> Swap(string from, string to) => name => name == from ? to : name;

    /// <summary>What the units of a split ledger are made of; null where its members are reps.</summary>
    private PoolSource? Split(string ledger) =>
        state.Ledgers.TryGetValue(ledger, out var known) && known.Pool is { IsSplit: true } pool
            ? pool.Config.Source
            : null;

    // What leads remember of their charges: the ledger's name, and (where they are of this kind) its members'.
    private void Charged(Func<LedgerEntry, bool> isOfKind, Func<string, string> ledgers, Func<string, string> members)
    {
        var sets = new Dictionary<EarnerSet, EarnerSet>(ReferenceEqualityComparer.Instance);
        state.Leads.Change(lead =>
            lead.Charges = [
                .. lead.Charges.Select(e =>
                    (isOfKind(e) ? OfOthers(e, members, sets) : e) with
                    {
                        Ledger = ledgers(e.Ledger),
                    }
                ),
            ]
        );
    }

    // Leads that shared a set of earners go on sharing one.
    private static LedgerEntry OfOthers(
        LedgerEntry entry,
        Func<string, string> members,
        Dictionary<EarnerSet, EarnerSet> sets
    )
    {
        if (!sets.TryGetValue(entry.Earners, out var earners))
        {
            sets[entry.Earners] = earners = new EarnerSet(
                [.. entry.Earners.Members.Select(members)],
                entry.Earners.Weights
            );
        }

        return entry with
        {
            Winner = members(entry.Winner),
            Earners = earners,
            Owed = [.. entry.Owed.Select(o => (members(o.Member), o.Amount))],
        };
    }

    // Timers bear names: those of the old ones are passed over when they come up.
    private void SetLapses()
    {
        foreach (var ledger in state.Ledgers.Values)
        {
            foreach (var member in ledger.Members.Where(m => m.OwedInAbsence > 0))
            {
                if (ledger.Pool?.Config.Fairness.OweFor is { } within)
                {
                    state.Timers.Set(member.OweSince + within, TimerKind.OweLapse, 0, $"{ledger.Id}\n{member.Id}");
                }
            }
        }
    }
}
