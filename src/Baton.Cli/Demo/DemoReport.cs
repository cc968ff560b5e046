using System.Globalization;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Spectre.Console;

namespace Baton.Cli.Demo;

/// <summary>The demo's tables.</summary>
internal static class DemoReport
{
    public static void Write(DemoSummary summary, TextWriter output)
    {
        var console = Terminal.On(output);
        console.WriteLine();
        console.WriteLine("Who got what, by whichever rule");
        console.Write(Reps(summary));
        console.WriteLine("And why: the last of them");
        console.Write(Latest(summary));
        console.WriteLine("How fairly, pool by pool (in leads; a balance is what is owed)");
        console.Write(Fairness(summary));
        console.WriteLine(
            "  target: what was due by weight while eligible. largest: the widest gap between due and got, ever."
        );
        console.WriteLine("  * holds while the same members are eligible; here hours and limits changed who was.");
        console.WriteLine();
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
            ["pools"] = Output.Json.Array(summary.Pools.Select(Json)),
        };

    /// <summary>One lead on one line.</summary>
    public static string Line(DemoLead lead, DateTimeOffset at)
    {
        var from = string.Join(", ", new[] { lead.Company, lead.Country }.Where(t => !string.IsNullOrEmpty(t)));
        var to = lead.Rep is { } rep ? $"{lead.Status} {rep}" : lead.Status;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{at:HH:mm:ss}  {from} -> {to}  [{lead.View?.Rule ?? "no rule"}] {lead.Why}  {lead.Took.TotalMilliseconds:0.0} ms"
        );
    }

    private static Table Reps(DemoSummary summary)
    {
        var table = Terminal.Table("rep", ">leads", "by rule");
        foreach (var (rep, leads, rules) in summary.ByRep)
        {
            table.Add(rep, Whole(leads), rules);
        }

        var now = summary.Statuses.Select(s => $"{s.Status} {Whole(s.Leads)}");
        table.Add("all leads", Whole(summary.Leads.Count), $"now: {string.Join(", ", now)}");
        table.Add("refused", Whole(summary.Refused), "an address that is none, and the like: the sender was told");
        return table;
    }

    private static Table Latest(DemoSummary summary)
    {
        var table = Terminal.Table("rep", "rule", "pool", "reason");
        foreach (var lead in summary.Latest)
        {
            table.Add(lead.Rep, lead.Rule, lead.Pool, lead.Why);
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
        foreach (var pool in summary.Pools)
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

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(decimal share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Figure(decimal figure) => figure.ToString("0.000", CultureInfo.InvariantCulture);
}
