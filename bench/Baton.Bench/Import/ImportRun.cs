using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Baton.Bench.Import;

/// <summary>Bulk import, ours and the bare limit in turn, each into a fresh database.</summary>
internal static class ImportRun
{
    // Of ours, the runtime still compiles anew what is hot in the second round, and a little in the third.
    private const int WarmUps = 3;

    /// <param name="args">A folder for the file and the databases, rounds (5), "ours" to run that side alone.</param>
    public static async Task Run(string[] args)
    {
        var folder = Path.GetFullPath(args[0]);
        var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "5", CultureInfo.InvariantCulture);
        Directory.CreateDirectory(folder);
        var csv = Path.Combine(folder, "import.csv");
        SampleFile.Write(csv);
        var (bare, ours) = (new List<Measured>(), new List<Measured>());
        for (var round = 1 - WarmUps; round <= rounds; round++)
        {
            bare.Add(args.ElementAtOrDefault(2) == "ours" ? default : Bare(csv, folder));
            ours.Add(await Ours(csv, folder));
            Console.WriteLine(Line($"{(round <= 0 ? "warm-up" : round)}", bare[^1], ours[^1]));
        }

        Console.WriteLine(Line("median", Median(bare[WarmUps..]), Median(ours[WarmUps..])));
        Console.WriteLine($"bare: {Median(bare[WarmUps..])}");
        Console.WriteLine($"ours: {Median(ours[WarmUps..])}");
    }

    private static Measured Bare(string csv, string folder)
    {
        var database = Path.Combine(folder, "bare.db");
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(database + suffix);
        }

        var import = new BareImport(csv, database);
        var meter = new Meter();
        import.Run();
        return meter.Read();
    }

    private static async Task<Measured> Ours(string csv, string folder)
    {
        var data = Path.Combine(folder, "ours");
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        Measured measured;
        await using (var import = await OurImport.Open(csv, data))
        {
            var held = GC.GetTotalMemory(forceFullCollection: true);
            var meter = new Meter();
            await import.Run();
            measured = meter.Read();
            held = GC.GetTotalMemory(forceFullCollection: true) - held;
            Console.WriteLine($"  held in memory: {held / SampleFile.Rows} bytes an owned lead");
        }

        Rows(Path.Combine(data, "baton.db"));
        return measured;
    }

    private static void Rows(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var counts = new List<string>();
        foreach (
            var table in new[] { "journal", "journal_leads", "leads", "lead_aliases", "assignments", "idempotency" }
        )
        {
            using var count = connection.CreateCommand();
            count.CommandText = $"SELECT count(*) FROM {table}";
            var rows = (long)count.ExecuteScalar()!;
            counts.Add(string.Create(CultureInfo.InvariantCulture, $"{table} {rows / (double)SampleFile.Rows:F3}"));
        }

        Console.WriteLine(
            $"  rows a lead: {string.Join(", ", counts)}; {new FileInfo(database).Length / SampleFile.Rows} bytes"
        );
    }

    private static string Line(string what, Measured bare, Measured ours) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what, -8} bare {bare.Rate, 8:F0} leads/s   ours {ours.Rate, 8:F0} leads/s   ratio {ours.Rate / bare.Rate:F3}   "
                + $"processor {bare.Processor:F1} and {ours.Processor:F1} us a lead, ratio {bare.Processor / ours.Processor:F3}"
        );

    private static Measured Median(List<Measured> runs) => runs.OrderBy(r => r.Rate).ElementAt(runs.Count / 2);

    /// <summary>What one run took: by the clock, and of the processors, which a busy machine moves less.</summary>
    private readonly record struct Measured(double Rate, double Processor, long Bytes, double Pause, string Collections)
    {
        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Rate:F0} leads/s; a lead {Processor:F1} us of the processors, {Bytes} bytes allocated, {Pause:F1} us paused; "
                    + $"{Collections} collections by generation"
            );
    }

    private sealed class Meter
    {
        private readonly int[] _collections = new int[GC.MaxGeneration + 1];
        private readonly long _allocated;
        private readonly TimeSpan _paused;
        private readonly TimeSpan _processor;
        private readonly long _begun;

        public Meter()
        {
            GC.Collect();
            Count(_collections);
            _allocated = GC.GetTotalAllocatedBytes(precise: true);
            _paused = GC.GetTotalPauseDuration();
            _processor = Environment.CpuUsage.TotalTime;
            _begun = Stopwatch.GetTimestamp();
        }

        public Measured Read() =>
            new(
                SampleFile.Rows / Stopwatch.GetElapsedTime(_begun).TotalSeconds,
                (Environment.CpuUsage.TotalTime - _processor).TotalMicroseconds / SampleFile.Rows,
                (GC.GetTotalAllocatedBytes(precise: true) - _allocated) / SampleFile.Rows,
                (GC.GetTotalPauseDuration() - _paused).TotalMicroseconds / SampleFile.Rows,
                Collections()
            );

        private string Collections()
        {
            var now = new int[_collections.Length];
            Count(now);
            return string.Join("/", now.Zip(_collections, (after, before) => after - before));
        }

        // Of each generation alone: a collection of an older one counts as one of the younger, too.
        private static void Count(int[] collections)
        {
            for (var generation = 0; generation < collections.Length; generation++)
            {
                collections[generation] =
                    GC.CollectionCount(generation)
                    - (generation < GC.MaxGeneration ? GC.CollectionCount(generation + 1) : 0);
            }
        }
    }
}
