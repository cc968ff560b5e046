using System.Diagnostics;
using Baton.Engine;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Cli.Demo;

/// <summary>What a decision alone takes: the engine in memory, with nothing stored, on the same leads.</summary>
internal static class DecisionTimes
{
    // In the middle of a working day, when most reps are there to be weighed against each other.
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 3, 15, 0);

    /// <summary>The second of two runs: of the first much is the compiler's time.</summary>
    public static IReadOnlyList<TimeSpan> Measure(MapNode document, IReadOnlyList<DemoLead> leads)
    {
        Run(document, leads);
        return Run(document, leads);
    }

    private static List<TimeSpan> Run(MapNode document, IReadOnlyList<DemoLead> leads)
    {
        var (workspace, facts) = (new Workspace(), new FactBook());
        workspace.Handle(new PublishWorkspace(document), Facts.None, Now);
        var policy = workspace.Policy!;
        var times = new List<TimeSpan>(leads.Count);
        foreach (var raw in leads.Select(l => new RawLead(l.Sent)))
        {
            if (LeadNormaliser.Normalise(raw, policy.Schema, policy.Normaliser, []) is { } lead)
            {
                var command = new CaptureLead(lead.Fields, ContentHash.Of(raw), policy.Version);
                var known = facts.For(workspace.Needs(command, Now));
                var start = Stopwatch.GetTimestamp();
                var outcome = workspace.Handle(command, known, Now);
                times.Add(Stopwatch.GetElapsedTime(start));
                facts.Apply(outcome.Events, Now);
            }
        }

        return times;
    }

    /// <summary>By nearest rank; zero of nothing.</summary>
    public static TimeSpan Percentile(IEnumerable<TimeSpan> times, int percent)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Max(0, (((sorted.Length * percent) + 99) / 100) - 1)];
    }
}
