using Baton.Engine.Assignment;
using BenchmarkDotNet.Attributes;

namespace Baton.Bench;

/// <summary>The arithmetic of one turn of round_robin: everybody earns a share, one pays.</summary>
public class RotationBenchmarks
{
    private const long Lead = 1_000_000_000;
    private long[] _balances = [];
    private long[] _earned = [];
    private long[] _shares = [];
    private long[] _last = [];
    private int[] _weights = [];
    private long _turn;

    [Params(100, 10_000)]
    public int Members { get; set; }

    [Params(false, true)]
    public bool Weighted { get; set; }

    [GlobalSetup]
    public void Join()
    {
        _balances = new long[Members];
        _earned = new long[Members];
        _shares = new long[Members];
        _last = new long[Members];
        _weights = [.. Enumerable.Range(0, Members).Select(i => Weighted ? 1 + i % 5 : 1)];
    }

    [Benchmark]
    public int Turn()
    {
        Rotation.Share(Lead, _weights, _shares);
        for (var i = 0; i < _balances.Length; i++)
        {
            _earned[i] = _balances[i] + _shares[i];
        }

        var winner = Rotation.Winner(_earned, _weights, _last, Lead);
        _earned[winner] -= Lead;
        _last[winner] = ++_turn;
        (_balances, _earned) = (_earned, _balances);
        return winner;
    }
}
