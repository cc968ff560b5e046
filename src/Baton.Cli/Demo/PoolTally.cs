using Baton.Engine;
using Baton.Engine.Assignment;
using Baton.Engine.Events;

namespace Baton.Cli.Demo;

/// <summary>One ledger's movements, added up.</summary>
internal sealed class PoolTally(IReadOnlyList<MemberWeight> members)
{
    private string? _eligible;
    private int _most;

    public IReadOnlyList<MemberWeight> Members => members;
    public decimal[] Earned { get; } = new decimal[members.Count];
    public decimal[] Paid { get; } = new decimal[members.Count];
    public decimal Largest { get; private set; }
    public bool Varies { get; private set; }

    /// <summary>1 - 1/(2k - 2) for k eligible members: Tijdeman, The chairman assignment problem, 1980.</summary>
    public decimal Bound => _most < 2 ? 0 : 1 - (1m / ((2 * _most) - 2));

    public void Take(Charge charge, int sign)
    {
        var isOut = charge.Out.IsDefault ? [] : charge.Out.ToHashSet();
        var earners = Enumerable
            .Range(0, members.Count)
            .Where(i => !isOut.Contains(i) && members[i].Weight > 0)
            .ToArray();
        var cost = sign * Nano.ToUnits(charge.Cost);
        var weight = Math.Max(1, earners.Sum(i => members[i].Weight));
        foreach (var i in earners)
        {
            Earned[i] += cost * members[i].Weight / weight;
        }

        for (var i = 0; i < members.Count; i++)
        {
            Paid[i] += members[i].Member == charge.Winner ? cost : 0;
            Largest = Math.Max(Largest, Math.Abs(Earned[i] - Paid[i]));
        }

        Note(earners);
    }

    private void Note(int[] earners)
    {
        var eligible = string.Join(',', earners);
        Varies |= _eligible is not null && _eligible != eligible;
        _eligible = eligible;
        _most = Math.Max(_most, earners.Length);
    }
}
