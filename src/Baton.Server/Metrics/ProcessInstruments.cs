using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Baton.Server.Metrics;

/// <summary>The process itself: memory, processor time, garbage collection, uptime.</summary>
internal static class ProcessInstruments
{
    public static void Add(Meter meter)
    {
        meter.CreateObservableGauge("process.memory", () => Environment.WorkingSet, "By", "Memory that is resident.");
        meter.CreateObservableGauge("process.uptime", Uptime, "s", "Time since the process started.");
        meter.CreateObservableCounter(
            "process.cpu",
            () => Environment.CpuUsage.TotalTime.TotalSeconds,
            "s",
            "Processor time used."
        );
        meter.CreateObservableGauge("dotnet.heap", () => GC.GetTotalMemory(false), "By", "Managed memory in use.");
        meter.CreateObservableCounter("dotnet.allocated", () => GC.GetTotalAllocatedBytes(), "By", "Memory allocated.");
        meter.CreateObservableCounter(
            "dotnet.gc.pause",
            () => GC.GetTotalPauseDuration().TotalSeconds,
            "s",
            "Time in which garbage collection stopped everything."
        );
        meter.CreateObservableCounter("dotnet.gc.collections", Collections, null, "Garbage collections.");
    }

    private static double Uptime() =>
        (DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds;

    private static IEnumerable<Measurement<long>> Collections()
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            yield return new Measurement<long>(
                GC.CollectionCount(generation)
                    - (generation < GC.MaxGeneration ? GC.CollectionCount(generation + 1) : 0),
                new KeyValuePair<string, object?>("generation", Generations[generation])
            );
        }
    }

    private static readonly string[] Generations = ["0", "1", "2"];
}
