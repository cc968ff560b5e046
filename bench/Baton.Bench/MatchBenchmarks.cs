using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using BenchmarkDotNet.Attributes;

namespace Baton.Bench;

/// <summary>The first matching rule alone: by the index, and by trying one compiled rule after another.</summary>
public class MatchBenchmarks
{
    private const int Leads = 256;
    private ConditionInput[] _inputs = [];
    private Condition?[] _rules = [];
    private RuleIndex _index = null!;

    [Params(1_000, 10_000, 100_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        var policy = new SampleWorkspace { Rules = Rules }
            .Open()
            .Policy!;
        _rules = [.. policy.Rules.Select(r => r.When)];
        _index = policy.Index;
        _inputs =
        [
            .. SampleWorkspace
                .Leads(Leads)
                .Select(l => new ConditionInput { Lead = l.Fields, Now = SampleWorkspace.Start }),
        ];
    }

    [Benchmark(OperationsPerInvoke = Leads)]
    public long Index()
    {
        var sum = 0L;
        foreach (ref readonly var input in _inputs.AsSpan())
        {
            sum += _index.FirstMatch(input);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Leads)]
    public long Linear()
    {
        var sum = 0L;
        foreach (ref readonly var input in _inputs.AsSpan())
        {
            sum += RuleIndex.FirstMatchNaive(_rules, input);
        }

        return sum;
    }
}
