using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Baton.Bench.Import;

/// <summary>Bulk import, ours and the bare limit in turn, each into a fresh database.</summary>
internal static class ImportRun
{
    /// <param name="args">A folder for the file and the databases, rounds (5), "ours" to run that side alone.</param>
    public static async Task Run(string[] args)
    {
        var folder = Path.GetFullPath(args[0]);
        var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "5", CultureInfo.InvariantCulture);
        Directory.CreateDirectory(folder);
        var csv = Path.Combine(folder, "import.csv");
        SampleFile.Write(csv);
        var (bare, ours) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            bare.Add(args.ElementAtOrDefault(2) == "ours" ? double.NaN : Bare(csv, folder));
            ours.Add(await Ours(csv, folder));
            Console.WriteLine(Line($"{(round == 0 ? "warm-up" : round)}", bare[^1], ours[^1]));
        }

        Console.WriteLine(Line("median", Median(bare[1..]), Median(ours[1..])));
    }

    private static double Bare(string csv, string folder)
    {
        var database = Path.Combine(folder, "bare.db");
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(database + suffix);
        }

        var import = new BareImport(csv, database);
        var begun = Begin();
        import.Run();
        return Rate(begun);
    }

    private static async Task<double> Ours(string csv, string folder)
    {
        var data = Path.Combine(folder, "ours");
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        double rate;
        await using (var import = await OurImport.Open(csv, data))
        {
            var begun = Begin();
            await import.Run();
            rate = Rate(begun);
        }

        Rows(Path.Combine(data, "baton.db"));
        return rate;
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

    private static long Begin()
    {
        GC.Collect();
        return Stopwatch.GetTimestamp();
    }

    private static double Rate(long begun) => SampleFile.Rows / Stopwatch.GetElapsedTime(begun).TotalSeconds;

    private static string Line(string what, double bare, double ours) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what, -8} bare {bare, 8:F0} leads/s   ours {ours, 8:F0} leads/s   ratio {ours / bare:F3}"
        );

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}
