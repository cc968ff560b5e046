using System.Numerics;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Trust.Tests.Checking;

/// <summary>What one charge did to each member of a ledger, so that its reverse is each figure with the other sign.</summary>
internal sealed record NaiveCharge(
    NaiveLedger Ledger,
    int Period,
    string Winner,
    List<(string Member, BigInteger Amount)> Moves
);

internal sealed class NaiveMember(string id)
{
    public string Id { get; } = id;
    public int Weight { get; set; }
    public bool Active { get; set; }
    public BigInteger Balance { get; set; }
    public List<Instant> Received { get; } = [];
    public int Reserved { get; set; }
}

/// <summary>A ledger kept the slow way: no sharing, no caching, numbers without bounds.</summary>
internal sealed class NaiveLedger(string id)
{
    public string Id { get; } = id;
    public string Kind { get; set; } = "";
    public int Period { get; private set; }
    public List<NaiveMember> Members { get; private set; } = [];
    public List<Instant> Received { get; } = [];
    public int Reserved { get; set; }

    /// <summary>Of a split pool, what came to each rep through it.</summary>
    public Dictionary<string, NaiveMember> Inflows { get; } = [];

    public BigInteger Sum => Members.Aggregate(BigInteger.Zero, (sum, m) => sum + m.Balance);

    public NaiveMember? Member(string id) => Members.Find(m => m.Id == id);

    public NaiveMember Inflow(string rep) =>
        Inflows.TryGetValue(rep, out var known) ? known : Inflows[rep] = new NaiveMember(rep);

    public NaiveCharge Charge(Charge charge)
    {
        var owed = charge.Owed.IsDefault ? [] : charge.Owed.ToArray();
        var moves = owed.Select(o => (o.Member, Amount: (BigInteger)o.Amount)).ToList();
        var earners = Members.Where((_, i) => !charge.Out.Contains(i)).ToList();
        var earned = charge.Cost - owed.Sum(o => o.Amount);
        moves.AddRange(earners.Zip(Shares(earned, earners), (m, share) => (m.Id, share)));
        moves.Add((charge.Winner, -(BigInteger)charge.Cost));
        Move(moves);
        return new NaiveCharge(this, Period, charge.Winner, moves);
    }

    public void Reverse(NaiveCharge charge)
    {
        if (charge.Period == Period)
        {
            Move([.. charge.Moves.Select(m => (m.Member, -m.Amount))]);
        }
    }

    /// <summary>Who stays keeps the balance, who joins starts at 0, who left or is inactive leaves it to the others.</summary>
    public void SetMembers(List<(string Id, int Weight, bool Active)> wanted)
    {
        var members = new List<NaiveMember>();
        foreach (var (member, weight, active) in wanted)
        {
            var known = Member(member) ?? new NaiveMember(member);
            (known.Weight, known.Active) = (weight, active);
            members.Add(known);
        }

        var left = Members.Except(members).Concat(members.Where(m => !m.Active)).ToList();
        var released = left.Aggregate(BigInteger.Zero, (sum, m) => sum + m.Balance);
        left.ForEach(m => m.Balance = 0);
        Members = members;
        Spread(released);
    }

    public void Reset()
    {
        Period++;
        Members.ForEach(m => m.Balance = 0);
    }

    // A move that names nobody who is there is shared by those who are.
    private void Move(List<(string Member, BigInteger Amount)> moves)
    {
        var homeless = BigInteger.Zero;
        foreach (var (member, amount) in moves)
        {
            if (Member(member) is { Active: true } there)
            {
                there.Balance += amount;
            }
            else
            {
                homeless += amount;
            }
        }

        Spread(homeless);
    }

    private void Spread(BigInteger amount)
    {
        var heirs = Members.Where(m => m.Active).ToList();
        heirs = heirs.Count > 0 ? heirs : [.. Members.Take(1)];
        foreach (var (heir, share) in heirs.Zip(Shares(BigInteger.Abs(amount), heirs)))
        {
            heir.Balance += amount.Sign * share;
        }
    }

    // By weight, floored; what is left goes out one by one from the first on. Equally where nobody weighs anything.
    private static List<BigInteger> Shares(BigInteger amount, List<NaiveMember> among)
    {
        var weights = among.ConvertAll(m => m.Weight);
        weights = weights.Sum() > 0 ? weights : weights.ConvertAll(_ => 1);
        var shares = weights.ConvertAll(w => amount * w / Math.Max(1, weights.Sum()));
        var left = shares.Aggregate(amount, (rest, share) => rest - share);
        for (var i = 0; left > 0 && i < shares.Count; i++)
        {
            if (weights[i] > 0)
            {
                shares[i]++;
                left--;
            }
        }

        return shares;
    }
}
