using System.Collections.Immutable;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.Assignment;

/// <summary>Every movement of a ledger, exact to 10⁻⁹: charges, their reversal, leavers, joiners, resets and lapses.</summary>
internal static class Ledgers
{
    /// <summary>Applies a charge: the earners earn by weight, the winner pays. Returns what can be reversed later.</summary>
    public static LedgerEntry Charge(Ledger ledger, Charge charge, bool picked = false)
    {
        var earners = EarnersOf(ledger, charge);
        var owed = charge.Owed.IsDefaultOrEmpty ? [] : charge.Owed.Select(o => (o.Member, o.Amount)).ToArray();
        var entry = new LedgerEntry(ledger.Id, ledger.Period, charge.Winner, charge.Cost, earners)
        {
            Owed = owed,
            Picked = picked,
        };
        Move(ledger, entry, +1);
        return entry;
    }

    /// <summary>The exact reverse of an entry; nothing where the ledger was reset since.</summary>
    public static void Reverse(Ledger ledger, LedgerEntry entry)
    {
        if (entry.Period == ledger.Period)
        {
            Move(ledger, entry, -1);
        }
    }

    /// <summary>Takes a reversal back: the entry is as if never reversed.</summary>
    public static void Restore(Ledger ledger, LedgerEntry entry)
    {
        if (entry.Period == ledger.Period)
        {
            Move(ledger, entry, +1);
        }
    }

    /// <summary>
    /// Gives the ledger its present members in order. Who is new starts at 0; who has gone, or is no longer active,
    /// leaves the balance to those who stay, by weight.
    /// </summary>
    public static void SetMembers(Ledger ledger, List<LedgerMember> members)
    {
        var released = 0L;
        foreach (var gone in ledger.Members)
        {
            if (!members.Contains(gone))
            {
                released = checked(released + gone.Balance);
                gone.Balance = 0;
            }
        }

        ledger.Members = members;
        ledger.LastEarners = null;
        foreach (var member in members)
        {
            if (!member.IsActive)
            {
                released = checked(released + member.Balance);
                member.Balance = 0;
            }
        }

        Spread(ledger, released);
    }

    /// <summary>
    /// Hands an amount (of either sign) to the active members by weight; equally where all weigh 0. Where nobody is
    /// active it stays with the first member, so that nothing is lost.
    /// </summary>
    public static void Spread(Ledger ledger, long amount)
    {
        if (amount == 0 || ledger.Members.Count == 0)
        {
            return;
        }

        var heirs = ledger.Members.Where(m => m.IsActive).ToArray();
        if (heirs.Length == 0)
        {
            heirs = [ledger.Members[0]];
        }

        var weights = new int[heirs.Length];
        for (var i = 0; i < heirs.Length; i++)
        {
            weights[i] = heirs[i].Weight;
        }

        var shares = new long[heirs.Length];
        Rotation.Share(Math.Abs(amount), weights, shares);
        for (var i = 0; i < heirs.Length; i++)
        {
            heirs[i].Balance = checked(heirs[i].Balance + Math.Sign(amount) * shares[i]);
        }
    }

    /// <summary>Zero for everybody: a new period, a new method or a new unit.</summary>
    public static void Reset(Ledger ledger)
    {
        ledger.Period++;
        foreach (var member in ledger.Members)
        {
            member.Balance = 0;
            member.Received = 0;
            member.OwedInAbsence = 0;
        }
    }

    /// <summary>
    /// The balances after what a member earned in an absence, and still has, has gone back to the others by weight; empty
    /// where nothing is left of it.
    /// </summary>
    public static ImmutableArray<MemberBalance> Lapse(Ledger ledger, LedgerMember member)
    {
        var amount = Math.Min(member.OwedInAbsence, Math.Max(member.Balance, 0));
        var heirs = ledger.Members.Where(m => m.IsActive && !ReferenceEquals(m, member)).ToArray();
        if (amount <= 0 || heirs.Length == 0)
        {
            return [];
        }

        var shares = new long[heirs.Length];
        Rotation.Share(amount, [.. heirs.Select(h => h.Weight)], shares);
        return
        [
            .. heirs.Select((h, i) => new MemberBalance(h.Id, h.Balance + shares[i])),
            new MemberBalance(member.Id, member.Balance - amount),
        ];
    }

    /// <summary>
    /// Opening counts, as shares are judged: a balance is total × w/W − count. Members that are not named count 0.
    /// </summary>
    public static (ImmutableArray<MemberBalance> Balances, ImmutableArray<MemberBalance> Received) Opening(
        Ledger ledger,
        ImmutableArray<KeyValuePair<string, long>> counts
    )
    {
        var received = ledger
            .Members.Select(m => new MemberBalance(
                m.Id,
                checked(counts.Where(c => c.Key == m.Id).Sum(c => c.Value) * Nano.One)
            ))
            .ToImmutableArray();
        var weights = ledger.Members.Select(m => m.IsActive ? m.Weight : 0).ToArray();
        var shares = new long[weights.Length];
        Rotation.Share(received.Sum(r => r.Nano), weights, shares);
        return ([.. received.Select((r, i) => new MemberBalance(r.Member, shares[i] - r.Nano))], received);
    }

    private static void Move(Ledger ledger, LedgerEntry entry, int sign)
    {
        var earned = entry.Cost;
        var homeless = 0L;
        foreach (var (member, amount) in entry.Owed)
        {
            earned -= amount;
            homeless += Add(ledger, member, sign * amount);
            if (ledger.Member(member) is { } owed)
            {
                owed.OwedInAbsence = Math.Max(0, owed.OwedInAbsence + sign * amount);
            }
        }

        Span<long> shares =
            entry.Earners.Weights.Length <= 256
                ? stackalloc long[entry.Earners.Weights.Length]
                : new long[entry.Earners.Weights.Length];
        Rotation.Share(earned, entry.Earners.Weights, shares);
        var position = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            homeless += AddFrom(ledger, entry.Earners.Members[i], sign * shares[i], ref position);
        }

        homeless += Add(ledger, entry.Winner, -sign * entry.Cost);
        Spread(ledger, homeless);
    }

    // Adds to a member's balance; what a member who has left would get is returned, to be shared out.
    private static long Add(Ledger ledger, string member, long amount)
    {
        var position = 0;
        return AddFrom(ledger, member, amount, ref position);
    }

    // The same, searching from where the last one was found: earners stand in the ledger's order, so that all of them
    // are found in one pass.
    private static long AddFrom(Ledger ledger, string id, long amount, ref int position)
    {
        var members = ledger.Members;
        for (var tried = 0; tried < members.Count; tried++)
        {
            var at = (position + tried) % members.Count;
            var member = members[at];
            if (ReferenceEquals(member.Id, id) || member.Id == id)
            {
                position = at + 1;
                if (!member.IsActive)
                {
                    return amount;
                }

                member.Balance = checked(member.Balance + amount);
                return 0;
            }
        }

        return amount;
    }

    private static EarnerSet EarnersOf(Ledger ledger, Charge charge)
    {
        var count = ledger.Members.Count - charge.Out.Length;
        var members = new string[count];
        var weights = new int[count];
        var outAt = 0;
        var to = 0;
        for (var i = 0; i < ledger.Members.Count; i++)
        {
            if (outAt < charge.Out.Length && charge.Out[outAt] == i)
            {
                outAt++;
                continue;
            }

            members[to] = ledger.Members[i].Id;
            weights[to++] = ledger.Members[i].Weight;
        }

        if (ledger.LastEarners is { } last && last.Same(members, weights))
        {
            return last;
        }

        return ledger.LastEarners = new EarnerSet(members, weights);
    }
}
