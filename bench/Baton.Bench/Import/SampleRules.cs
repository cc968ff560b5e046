using System.Globalization;
using Baton.Engine.Policies;
using static Baton.Bench.Document;

namespace Baton.Bench.Import;

/// <summary>
/// A thousand rules of three conditions over four columns of the sample file, the last of which takes everything, and the
/// workspace in which they stand.
/// </summary>
internal static class SampleRules
{
    public const int Rules = 1000;
    public const int Members = 100;
    public const int Pools = 20;

    public static IEnumerable<string> Conditions()
    {
        var random = new Random(7);
        for (var rule = 1; rule < Rules; rule++)
        {
            var low = random.Next(10) * 500;
            string[] all =
            [
                $"lead.market == \"C{random.Next(SampleFile.Markets)}\"",
                $"lead.industry == \"I{random.Next(SampleFile.Industries)}\"",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"lead.employees >= {low} && lead.employees < {low + 1500}"
                ),
                $"lead.source == \"S{random.Next(SampleFile.Sources)}\"",
            ];
            var left = random.Next(4);
            yield return string.Join(" && ", all.Where((_, i) => i != left));
        }
    }

    public static MapNode Workspace() =>
        Map(
            ("workspace", Text("bench")),
            ("reps", List(Enumerable.Range(0, Pools * Members).Select(Rep))),
            (
                "policy",
                Map(
                    ("fields", Map(("market", Word("string")), ("v0", Word("number")), ("v1", Word("number")))),
                    ("screen", Map(("duplicates", Map(("match", List("email")), ("action", Word("merge")))))),
                    ("pools", Map([.. Enumerable.Range(0, Pools).Select(Pool)])),
                    ("rules", List(Conditions().Select(Rule).Append(Rule(null, 0))))
                )
            )
        );

    private static Node Rep(int number) =>
        Map(
            ("id", Text($"rep-{number}")),
            ("name", Text($"Rep {number}")),
            ("email", Text($"rep-{number}@example.com"))
        );

    private static (string, Node) Pool(int number) =>
        (
            $"pool-{number}",
            Map(
                ("members", List(Enumerable.Range(number * Members, Members).Select(i => $"rep-{i}"))),
                ("method", Word("least_loaded"))
            )
        );

    private static Node Rule(string? when, int number)
    {
        var name = ("name", Text(when is null ? "the rest" : $"rule {number}"));
        var route = ("route", (Node)List([Map(("pool", Text($"pool-{number % Pools}")))]));
        return when is null ? Map(name, route) : Map(name, ("when", Text(when)), route);
    }
}
