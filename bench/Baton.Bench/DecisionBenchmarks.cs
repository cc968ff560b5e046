using Baton.Engine;
using Baton.Engine.Commands;
using BenchmarkDotNet.Attributes;
using NodaTime;

namespace Baton.Bench;

/// <summary>
/// The whole decision on an arriving lead, without storage: capture, the first of many rules, the gates of a hundred reps,
/// the method, the charge, the trace, and the application of the events.
/// </summary>
public class DecisionBenchmarks
{
    private const int Leads = 1000;
    private static readonly Duration Between = Duration.FromMilliseconds(10);

    private readonly CaptureLead[] _leads = SampleWorkspace.Leads(Leads);
    private readonly List<long> _open = [];
    private Workspace _workspace = null!;
    private Instant _now;

    [Params(1_000, 10_000, 100_000)]
    public int Rules { get; set; }

    [Params("round_robin", "least_loaded")]
    public string Method { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        _workspace = new SampleWorkspace { Rules = Rules, Method = Method }.Open();
        _now = SampleWorkspace.Start;
    }

    [Benchmark(OperationsPerInvoke = Leads)]
    public void Capture()
    {
        foreach (var lead in _leads)
        {
            _now += Between;
            _open.Add(_workspace.Handle(lead, Facts.None, _now).Lead!.Value);
        }
    }

    /// <summary>Closes every lead again, so that the state does not grow from one iteration to the next.</summary>
    [IterationCleanup]
    public void Close()
    {
        foreach (var lead in _open)
        {
            _workspace.Handle(new CloseLead(lead, Won: true, Value: null, Reason: null), Facts.None, _now);
        }

        _open.Clear();
    }
}
