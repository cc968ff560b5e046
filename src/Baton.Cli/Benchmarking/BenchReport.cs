using System.Globalization;
using System.Text.Json.Nodes;
using Baton.Cli.Output;

namespace Baton.Cli.Benchmarking;

/// <summary>The figures as a table for people and as JSON.</summary>
internal static class BenchReport
{
    public static void Write(BenchResult result, BenchSettings settings, TextWriter output)
    {
        var table = Terminal.Table("what", ">leads a second", "beside");
        table.Add("bare limit: an event and a lead row, SQLite, durable", Rate(result.Bare), "");
        table.Add(
            $"import of {Whole(settings.Leads)} rows, {Whole(result.Rules)} rules, {Whole(result.Reps)} reps",
            Rate(result.Import),
            string.Create(CultureInfo.InvariantCulture, $"{result.ImportOfBare:F2} of the bare limit")
        );
        table.Add(
            $"one lead a request, {settings.Connections} connections, durable before the answer",
            Rate(result.Requests.Rate),
            string.Create(
                CultureInfo.InvariantCulture,
                $"p50 {result.Requests.P50:F1} ms, p99 {result.Requests.P99:F1} ms, {result.Requests.Failed} failed"
            )
        );
        table.Add(
            "decision alone, one thread, with its trace",
            Rate(1e6 / result.DecisionMicros),
            string.Create(CultureInfo.InvariantCulture, $"{result.DecisionMicros:F1} µs each")
        );
        Terminal.On(output).Write(table);
        output.WriteLine(
            "The callers share this machine with the server. Ratios of one run count, not its absolute figures."
        );
    }

    public static JsonObject Json(BenchResult result, BenchSettings settings) =>
        new()
        {
            ["leads"] = settings.Leads,
            ["connections"] = settings.Connections,
            ["bare_per_second"] = Math.Round(result.Bare),
            ["import_per_second"] = Math.Round(result.Import),
            ["import_of_bare"] = Math.Round(result.ImportOfBare, 3),
            ["requests_per_second"] = Math.Round(result.Requests.Rate),
            ["requests_p50_ms"] = Math.Round(result.Requests.P50, 2),
            ["requests_p99_ms"] = Math.Round(result.Requests.P99, 2),
            ["requests_failed"] = result.Requests.Failed,
            ["decision_us"] = Math.Round(result.DecisionMicros, 2),
        };

    private static string Rate(double rate) => Whole((long)Math.Round(rate));

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
