using Baton.Engine.Assignment;

namespace Baton.Engine.Tests.Assignment;

/// <summary>A pool's ledger played by hand: who is in, who gets the lead, what everybody is owed.</summary>
internal sealed class Ledger(params int[] weights)
{
    private readonly long[] _lastAssigned = new long[weights.Length];
    private long _leads;

    public int[] Weights { get; } = weights;

    public long[] Balances { get; } = new long[weights.Length];

    /// <summary>One lead among the members given (all where none are): earns, picks, pays.</summary>
    public int Lead(long cost, params int[] eligible)
    {
        var members = eligible.Length == 0 ? [.. Enumerable.Range(0, Weights.Length)] : eligible;
        var weightsOf = members.Select(m => Weights[m]).ToArray();
        var shares = new long[members.Length];
        Rotation.Share(cost, weightsOf, shares);
        for (var i = 0; i < members.Length; i++)
        {
            Balances[members[i]] += shares[i];
        }

        var earned = members.Select(m => Balances[m]).ToArray();
        var recency = members.Select(m => _lastAssigned[m]).ToArray();
        var winner = members[Rotation.Winner(earned, weightsOf, recency, cost)];
        Balances[winner] -= cost;
        _lastAssigned[winner] = ++_leads;
        return winner;
    }

    /// <summary>The winners of so many leads of one unit, as letters: a = the first member.</summary>
    public string Order(int leads, params int[] eligible) =>
        string.Concat(Enumerable.Range(0, leads).Select(_ => (char)('a' + Lead(Nano.One, eligible))));

    /// <summary>Balances in leads, to three decimals.</summary>
    public decimal[] Owed => [.. Balances.Select(b => decimal.Round(Nano.ToUnits(b), 3))];
}
