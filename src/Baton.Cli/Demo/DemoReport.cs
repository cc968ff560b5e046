using System.Globalization;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using NodaTime;
using Spectre.Console;

namespace Baton.Cli.Demo;

/// <summary>The demo's tables.</summary>
internal static class DemoReport
{
    // Two are enough to see what a ledger is; --json has all.
    private static readonly string[] InFull = ["west", "apac"];

    public static void Write(DemoSummary summary, TextWriter output)
    {
        var console = Terminal.On(output);
        console.WriteLine();
        console.WriteLine("A week of leads");
        console.Write(DemoCourseTable.Of(summary));
        console.WriteLine("Each way to distribute, at work");
        console.Write(Ways(summary));
        console.WriteLine(
            "  fairness: the widest gap, at any moment, between what was due by weight while eligible and what was got."
        );
        console.WriteLine("  * holds while the same members are eligible; here hours and limits changed who was.");
        console.WriteLine("  left lying: nobody there took it in time, so it went on to the next step of its route.");
        console.WriteLine();
        console.WriteLine("Who got what, by whichever rule");
        console.Write(Reps(summary));
        console.WriteLine("And why: the last one of each rule");
        console.Write(Latest(summary));
        console.WriteLine("Two of the ledgers in full (in leads; a balance is what is owed)");
        console.Write(Fairness(summary));
        console.WriteLine("How fast");
        console.Write(Speed(summary));
    }

    public static JsonObject Json(DemoSummary summary) =>
        new()
        {
            ["sent"] = summary.Leads.Count + summary.Refused,
            ["refused"] = summary.Refused,
            ["captured"] = summary.Leads.Count,
            ["leads_per_second"] = Math.Round(summary.PerSecond),
            ["statuses"] = new JsonObject(
                summary.Statuses.Select(s => KeyValuePair.Create(s.Status, (JsonNode?)s.Leads))
            ),
            ["reps"] = new JsonObject(summary.ByRep.Select(r => KeyValuePair.Create(r.Rep, (JsonNode?)r.Leads))),
            ["ways"] = Output.Json.Array(summary.Ways.Select(Json)),
            ["pools"] = Output.Json.Array(summary.Pools.Select(Json)),
        };

    /// <summary>One lead on one line.</summary>
    public static string Line(DemoLead lead, DateTimeOffset at)
    {
        var from = string.Join(", ", new[] { lead.Company, lead.Country }.Where(t => !string.IsNullOrEmpty(t)));
        var to = lead.Rep is { } rep ? $"{lead.Status} {rep}" : lead.Status;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{at:HH:mm:ss}  {from} -> {to}  [{lead.View?.Rule ?? "not routed"}] {lead.Why}  {lead.Took.TotalMilliseconds:0.0} ms"
        );
    }

    private static Table Ways(DemoSummary summary)
    {
        var shares = summary.Pools.ToDictionary(p => p.Pool, StringComparer.Ordinal);
        var table = Terminal.Table("pool or queue", "method", ">leads", ">median wait", "fairness", "what it shows");
        foreach (var way in summary.Ways)
        {
            table.Add(
                way.Name,
                way.Method,
                Whole(way.Leads),
                way.Wait is { } wait ? Span(wait) : "",
                shares.TryGetValue(way.Name, out var share) ? FairnessOf(share) : FairnessOf(way),
                way.Note
            );
        }

        return table;
    }

    private static string FairnessOf(PoolShare pool) =>
        pool.Members.Count < 2 ? ""
        : pool.Bound is { } bound ? $"{Figure(pool.Largest)} lead; bound {Figure(bound)}{(pool.Varies ? "*" : "")}"
        : string.Create(CultureInfo.InvariantCulture, $"{pool.Largest:0.0} leads; not its aim");

    // A queue has no ledger: what can be said is who was quick, and what was left lying.
    private static string FairnessOf(DemoWay way)
    {
        if (way.Left is not { } left || way.Leads == 0)
        {
            return "";
        }

        var most = $"{way.Busiest.Rep} has {Percent((decimal)way.Busiest.Leads / way.Leads, "P0")}";
        return left == 0 ? most : $"{most}; {Whole(left)} left lying";
    }

    private static Table Reps(DemoSummary summary)
    {
        var table = Terminal.Table("rep", ">leads", "by rule");
        foreach (var (rep, leads, rules) in summary.ByRep)
        {
            table.Add(rep, Whole(leads), rules);
        }

        return table;
    }

    private static Table Latest(DemoSummary summary)
    {
        var table = Terminal.Table("rule", "rep", "pool or queue", "reason");
        foreach (var lead in summary.Latest)
        {
            table.Add(lead.Rule, lead.Rep, lead.Pool, lead.Why);
        }

        return table;
    }

    private static Table Fairness(DemoSummary summary)
    {
        var table = Terminal.Table(
            "pool",
            "method",
            "member",
            ">leads",
            ">target",
            ">actual",
            ">balance",
            ">largest",
            ">bound"
        );
        foreach (var pool in summary.Pools.Where(p => InFull.Contains(p.Pool)))
        {
            foreach (var (i, member) in pool.Members.Index())
            {
                Add(table, pool, member, isFirst: i == 0);
            }
        }

        return table;
    }

    private static void Add(Table table, PoolShare pool, MemberShare member, bool isFirst)
    {
        var total = Math.Max(pool.Members.Sum(m => m.Paid), 1);
        var bound = pool.Bound is { } most ? Figure(most) + (pool.Varies ? "*" : " ") : "- ";
        table.Add(
            isFirst ? pool.Pool : "",
            isFirst ? pool.Method : "",
            member.Member,
            member.Paid.ToString("0.##", CultureInfo.InvariantCulture),
            Percent(member.Earned / total),
            Percent(member.Paid / total),
            Figure(member.Balance),
            isFirst ? Figure(pool.Largest) : "",
            isFirst ? bound : ""
        );
    }

    private static Table Speed(DemoSummary summary)
    {
        var table = Terminal.Table("what", ">p50", ">p99", "");
        table.Add(
            "decided, in memory",
            Micro(summary.Decisions, 50),
            Micro(summary.Decisions, 99),
            "rules, gates, rotation, ledger"
        );
        var answers = summary.Leads.Select(l => l.Took).ToArray();
        table.Add(
            "stored and answered",
            Micro(answers, 50),
            Micro(answers, 99),
            string.Create(CultureInfo.InvariantCulture, $"{summary.PerSecond:N0} leads a second on disk, 48 at a time")
        );
        return table;
    }

    private static JsonObject Json(DemoWay way) =>
        new()
        {
            ["name"] = way.Name,
            ["method"] = way.Method,
            ["leads"] = way.Leads,
            ["median_wait_seconds"] = way.Wait is { } wait ? Math.Round(wait.TotalSeconds) : null,
            ["left"] = way.Left,
        };

    private static JsonObject Json(PoolShare pool) =>
        new()
        {
            ["pool"] = pool.Pool,
            ["method"] = pool.Method,
            ["largest_deviation"] = Math.Round(pool.Largest, 6),
            ["bound"] = pool.Bound,
            ["eligible_members_varied"] = pool.Varies,
            ["members"] = Output.Json.Array(
                pool.Members.Select(m => new JsonObject
                {
                    ["member"] = m.Member,
                    ["due"] = Math.Round(m.Earned, 6),
                    ["got"] = m.Paid,
                    ["balance"] = m.Balance,
                })
            ),
        };

    private static string Micro(IEnumerable<TimeSpan> times, int percent)
    {
        var time = DecisionTimes.Percentile(times, percent);
        return time < TimeSpan.FromMilliseconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
    }

    internal static string Span(Duration time) =>
        time < Duration.FromSeconds(30) ? "at once"
        : time < Duration.FromMinutes(90) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h");

    internal static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(decimal share, string format = "P1") =>
        share.ToString(format, CultureInfo.InvariantCulture);

    private static string Figure(decimal figure) => figure.ToString("0.000", CultureInfo.InvariantCulture);
}
