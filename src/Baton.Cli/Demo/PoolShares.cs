using System.Collections.Immutable;
using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Policies.Config;

namespace Baton.Cli.Demo;

/// <summary>
/// Adds up the ledgers' movements by itself, from the journal's events alone, so that the demo's figures do not come from
/// the very ledgers that they judge.
/// </summary>
internal sealed class PoolShares
{
    private readonly List<(Charge Charge, int Sign)> _movements = [];
    private readonly Dictionary<long, ImmutableArray<Charge>> _last = [];

    public void Take(Event @event)
    {
        switch (@event)
        {
            case LeadAssigned e:
                Charge(e.Lead, e.Charges);
                break;
            case LeadOffered e:
                Charge(e.Lead, e.Charges);
                break;
            case LeadReassigned e:
                Reverse(e.Lead, e.Refunded, e.Kept);
                Charge(e.Lead, e.Charges);
                break;
            case OfferExpired e:
                Reverse(e.Lead, e.Refunded, e.Kept);
                break;
            case OfferDeclined e:
                Reverse(e.Lead, e.Refunded, e.Kept);
                break;
            case OfferRescinded e:
                Reverse(e.Lead, refunded: true);
                break;
            case LeadRefunded e:
                Reverse(e.Lead, refunded: true);
                break;
            default:
                break;
        }
    }

    /// <summary>Every pool that gave a lead, in the order of the policy; teams of a split pool after it.</summary>
    public IReadOnlyList<PoolShare> Result(Workspace workspace)
    {
        var tallies = _movements
            .Select(m => m.Charge.Ledger)
            .Distinct()
            .ToDictionary(l => l, l => new PoolTally([.. workspace.Weights(l) ?? []]), StringComparer.Ordinal);
        foreach (var (charge, sign) in _movements)
        {
            tallies[charge.Ledger].Take(charge, sign);
        }

        return
        [
            .. workspace.Policy!.Config.Policy.Pools.SelectMany(p =>
                tallies
                    .Where(t => t.Key == p.Name || t.Key.StartsWith(p.Name + "/", StringComparison.Ordinal))
                    .OrderBy(t => t.Key, StringComparer.Ordinal)
                    .Select(t => Of(p, t.Key, t.Value, workspace))
            ),
        ];
    }

    private void Charge(long lead, ImmutableArray<Charge> charges)
    {
        if (!charges.IsDefaultOrEmpty)
        {
            _last[lead] = charges;
            _movements.AddRange(charges.Select(c => (c, 1)));
        }
    }

    // What was charged for good cannot be reversed any more.
    private void Reverse(long lead, bool refunded, ImmutableArray<string>? kept = null)
    {
        if (_last.Remove(lead, out var charges) && refunded)
        {
            _movements.AddRange(charges.Where(c => kept?.Contains(c.Ledger) != true).Select(c => (c, -1)));
        }
    }

    private static PoolShare Of(PoolConfig pool, string ledger, PoolTally tally, Workspace workspace)
    {
        var balances = workspace.Balances(ledger)!;
        return new PoolShare(
            ledger,
            Choice.Word(pool.Method),
            [
                .. tally.Members.Select(
                    (m, i) =>
                        new MemberShare(m.Member, tally.Earned[i], tally.Paid[i], balances.GetValueOrDefault(m.Member))
                ),
            ],
            tally.Largest,
            pool.Method == PoolMethod.RoundRobin ? tally.Bound : null,
            tally.Varies
        );
    }
}
