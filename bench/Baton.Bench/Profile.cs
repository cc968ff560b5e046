using System.Globalization;
using System.Runtime.InteropServices;
using Baton.Engine.Commands;
using NodaTime;

namespace Baton.Bench;

/// <summary>The decision in one long loop, for a sampling profiler; prints processor time (of the thread) and bytes a lead.</summary>
internal static class Profile
{
    private const int Leads = 1000;

    /// <param name="args">rules, method, rounds of 1,000 leads.</param>
    public static void Run(string[] args)
    {
        var rules = int.Parse(args.ElementAtOrDefault(0) ?? "10000", CultureInfo.InvariantCulture);
        var rounds = int.Parse(args.ElementAtOrDefault(2) ?? "200", CultureInfo.InvariantCulture);
        var workspace = new SampleWorkspace
        {
            Rules = rules,
            Method = args.ElementAtOrDefault(1) ?? "round_robin",
        }.Open();
        var leads = SampleWorkspace.Leads(Leads);
        var now = SampleWorkspace.Start;
        var open = new List<long>();
        var times = new List<double>();
        var bytes = 0L;
        for (var round = 0; round < rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var begun = ThreadTime.Microseconds();
            foreach (var lead in leads)
            {
                now += Duration.FromMilliseconds(10);
                open.Add(workspace.Handle(lead, Facts.None, now).Lead!.Value);
            }

            times.Add((ThreadTime.Microseconds() - begun) / Leads);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Leads;
            foreach (var lead in open)
            {
                workspace.Handle(new CloseLead(lead, Won: true, Value: null, Reason: null), Facts.None, now);
            }

            open.Clear();
        }

        times.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"median {times[times.Count / 2]:F2} us, best {times[0]:F2} us, {bytes} bytes a decision"
            )
        );
    }
}

/// <summary>Processor time of this thread: what a busy machine takes away from it does not count. Linux only.</summary>
internal static partial class ThreadTime
{
    private const int ThreadClock = 3;

    public static double Microseconds() =>
        Read(ThreadClock, out var time) == 0
            ? (time.Seconds * 1e6) + (time.Nanoseconds / 1e3)
            : throw new PlatformNotSupportedException();

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
