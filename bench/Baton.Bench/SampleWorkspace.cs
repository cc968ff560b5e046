using System.Globalization;
using Baton.Engine;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using NodaTime;
using static Baton.Bench.Document;

namespace Baton.Bench;

/// <summary>
/// A workspace of a large company: pools of a hundred reps with calendars in three zones, caps in every window, skills that
/// the pools require, some of them away; and rules of three conditions each. The same numbers give the same workspace.
/// </summary>
internal sealed record SampleWorkspace
{
    private static readonly string[] Zones = ["America/New_York", "Europe/Berlin", "Asia/Kolkata"];
    private static readonly string[] Languages = ["de", "fr", "es", "it"];
    private const int Countries = 200;
    private const int Industries = 50;

    public required int Rules { get; init; }
    public int Pools { get; init; } = 10;
    public int Members { get; init; } = 100;
    public string Method { get; init; } = "round_robin";

    /// <summary>A Tuesday afternoon in Europe, morning in America, evening in India.</summary>
    public static Instant Start { get; } = Instant.FromUtc(2026, 3, 3, 14, 0);

    /// <summary>A workspace that has published the file.</summary>
    public Workspace Open()
    {
        var workspace = new Workspace();
        var outcome = workspace.Handle(new PublishWorkspace(File()), Facts.None, Start);
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException(refusal.ToString()) : workspace;
    }

    public MapNode File() =>
        Map(
            ("workspace", Text("bench")),
            ("timezone", Text(Zones[0])),
            ("calendars", Map([.. Zones.Select(z => (NameOf(z), CalendarIn(z)))])),
            ("reps", List(Enumerable.Range(0, Pools * Members).Select(Rep))),
            (
                "policy",
                Map(
                    ("pools", Map([.. Enumerable.Range(0, Pools).Select(p => ($"pool-{p}", Pool(p)))])),
                    ("rules", List(Conditions().Select(RuleOf).Append(Rule("the rest", null, 0))))
                )
            )
        );

    /// <summary>The text of every rule's condition. Any two differ; a random lead is met by few of them.</summary>
    public IEnumerable<string> Conditions()
    {
        var random = new Random(7);
        for (var i = 1; i < Rules; i++)
        {
            var industries = Enumerable.Range(0, 3).Select(_ => $"\"I{random.Next(Industries)}\"");
            var low = random.Next(12) * 500;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"lead.country == \"C{random.Next(Countries)}\" && lead.industry in [{string.Join(", ", industries)}] "
                    + $"&& lead.employees >= {low} && lead.employees < {low + 1500}"
            );
        }
    }

    /// <summary>Leads as a request thread would pass them on, normalised.</summary>
    public static CaptureLead[] Leads(int count)
    {
        var random = new Random(4);
        var leads = new CaptureLead[count];
        for (var i = 0; i < count; i++)
        {
            var fields = new Value[LeadSchema.Standard.Count];
            fields[LeadSlots.Email] = Value.Of($"user{i}@example{i % 99}.com");
            fields[LeadSlots.FirstName] = Value.Of($"First{i % 300}");
            fields[LeadSlots.LastName] = Value.Of($"Last{i % 700}");
            fields[LeadSlots.Company] = Value.Of($"Acme {i % 500} Inc");
            fields[LeadSlots.Country] = Value.Of($"C{random.Next(Countries)}");
            fields[LeadSlots.Industry] = Value.Of($"I{random.Next(Industries)}");
            fields[LeadSlots.Employees] = Value.Of((long)random.Next(6000));
            fields[LeadSlots.Language] = Value.Of(
                random.Next(10) < 7 ? "en" : Languages[random.Next(Languages.Length)]
            );
            fields[LeadSlots.Source] = Value.Of($"S{random.Next(20)}");
            fields[LeadSlots.Message] = Value.Of("Please call me about a price for our two plants.");
            leads[i] = new CaptureLead(fields, i, 1);
        }

        return leads;
    }

    private static string NameOf(string zone) => zone.Replace('/', '-').ToLowerInvariant();

    private static MapNode CalendarIn(string zone) =>
        Map(("timezone", Text(zone)), ("hours", Map(("mon-fri", Text("08:00-20:00")))));

    // Of a hundred, some are away, some lack the skill, and every one speaks English and one language more.
    private Node Rep(int number) =>
        Map(
            ("id", Text($"rep-{number}")),
            ("name", Text($"Rep {number}")),
            ("email", Text($"rep-{number}@example.com")),
            ("calendar", Text(NameOf(Zones[number % 3]))),
            (
                "skills",
                Map(
                    ("payments", Number(1 + (number % 8 == 0 ? 1 : 3))),
                    ("en", Number(4)),
                    (Languages[number % 4], Number(5))
                )
            ),
            ("status", Word(number % 20 == 7 ? "away" : "available")),
            ("weight", Number(1 + number % 3)),
            (
                "caps",
                Map(
                    ("hour", Number(90_000)),
                    ("day", Number(900_000)),
                    ("week", Number(9_000_000)),
                    ("month", Number(9_000_000))
                )
            )
        );

    private Node Pool(int number) =>
        Map(
            ("members", List(Enumerable.Range(number * Members, Members).Select(i => $"rep-{i}"))),
            ("method", Word(Method)),
            ("require", List("rep.skills.payments >= 3", "lead.language in rep.skills"))
        );

    private Node RuleOf(string when, int number) => Rule($"rule {number}", when, number % Pools);

    private static Node Rule(string name, string? when, int pool)
    {
        var route = List([Map(("pool", Text($"pool-{pool}")))]);
        return when is null
            ? Map(("name", Text(name)), ("route", route))
            : Map(("name", Text(name)), ("when", Text(when)), ("route", route));
    }
}
