using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.Assignment;

/// <summary>Every movement of a ledger, exact to 10⁻⁹: charges, their reversal, leavers, joiners, resets and lapses.</summary>
internal static class Ledgers
{
    /// <summary>Applies a charge: the earners earn by weight, the winner pays. Returns what can be reversed later.</summary>
    public static LedgerEntry Charge(Ledger ledger, Charge charge, bool picked = false)
    {
        var earners = ledger.Earners.Of(ledger.Members, charge.Out);
        var owed = charge.Owed.IsDefaultOrEmpty ? [] : charge.Owed.Select(o => (o.Member, o.Amount)).ToArray();
        var entry = new LedgerEntry(ledger.Id, ledger.Period, charge.Winner, charge.Cost, earners)
        {
            Owed = owed,
            Picked = picked,
        };
        if (owed.Length == 0)
        {
            Earn(ledger, charge, earners.Weights);
        }
        else
        {
            Move(ledger, entry, +1);
        }

        ledger.Trail?.Charged(entry, +1);
        return entry;
    }

    /// <summary>The exact reverse of an entry; nothing where the ledger was reset since.</summary>
    public static void Reverse(Ledger ledger, LedgerEntry entry)
    {
        if (entry.Period == ledger.Period)
        {
            Move(ledger, entry, -1);
            ledger.Trail?.Charged(entry, -1);
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
        var staying = members.ToHashSet();
        foreach (var gone in ledger.Members)
        {
            if (!staying.Contains(gone))
            {
                released = checked(released + gone.Balance);
                gone.Balance = 0;
            }
        }

        ledger.Take(members);
        foreach (var member in members)
        {
            member.HasLeft = !member.IsActive;
            if (member.HasLeft)
            {
                released = checked(released + member.Balance);
                (member.Balance, member.OwedInAbsence) = (0, 0);
            }
        }

        Spread(ledger, released);
        ledger.Trail?.Changed("members");
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

        ledger.Trail?.Changed("reset");
    }

    /// <summary>Who earned from a charge and how much, in the pool's order, absent ones last; the amounts sum to its cost.</summary>
    public static ImmutableArray<MemberBalance> Earned(LedgerEntry entry)
    {
        var shares = new long[entry.Earners.Members.Length];
        Rotation.Share(entry.Cost - entry.Owed.Sum(o => o.Amount), entry.Earners.Weights, shares);
        return
        [
            .. shares.Select((share, i) => new MemberBalance(entry.Earners.Members[i], share)).Where(m => m.Nano != 0),
            .. entry.Owed.Select(o => new MemberBalance(o.Member, o.Amount)),
        ];
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

    // What Move does, where the earners are the members as they stand: by place, which takes no look-ups.
    private static void Earn(Ledger ledger, Charge charge, int[] weights)
    {
        Span<long> shares = weights.Length <= 256 ? stackalloc long[weights.Length] : new long[weights.Length];
        Rotation.Share(charge.Cost, weights, shares);
        var homeless = 0L;
        var next = 0;
        var left = charge.Out.AsSpan();
        var members = CollectionsMarshal.AsSpan(ledger.Members);
        for (var i = 0; i < members.Length; i++)
        {
            if (next < left.Length && left[next] == i)
            {
                next++;
            }
            else if (members[i].IsActive)
            {
                members[i].Balance = checked(members[i].Balance + shares[i - next]);
            }
            else
            {
                homeless += shares[i - next];
            }
        }

        Spread(ledger, homeless + Add(ledger, charge.Winner, -charge.Cost));
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
        for (var i = 0; i < shares.Length; i++)
        {
            homeless += Add(ledger, entry.Earners.Members[i], sign * shares[i]);
        }

        homeless += Add(ledger, entry.Winner, -sign * entry.Cost);
        Spread(ledger, homeless);
    }

    // Adds to a member's balance; what a member who has left would get is returned, to be shared out.
    private static long Add(Ledger ledger, string id, long amount)
    {
        if (ledger.Member(id) is not { IsActive: true } member)
        {
            return amount;
        }

        member.Balance = checked(member.Balance + amount);
        return 0;
    }
}
