using Baton.Cli.Output;
using NodaTime;
using Spectre.Console;

namespace Baton.Cli.Demo;

/// <summary>What came in, what was held back, and how quickly people were there.</summary>
internal static class DemoCourseTable
{
    public static Table Of(DemoSummary summary)
    {
        var course = summary.History.Course;
        var table = Terminal.Table("", ">leads", "");
        table.Add("sent", Whole(summary.Leads.Count + summary.Refused));
        table.Add("refused", Whole(summary.Refused), "an address that is none, and the like: the sender was told");
        table.Add("junk", Whole(course.Junk), "kept, never routed");
        table.Add("duplicates", Whole(course.Merged), "merged into the first record, which keeps its owner");
        table.Add("nurtured", Whole(course.Nurtured), Nurtured(course));
        table.Add("graded", Whole(course.Grades.Sum(g => g.Leads)), Grades(course));
        table.Add("offered in vain", Whole(course.Declined + course.Expired), Offers(course));
        table.Add("called", Whole(course.Calls.Count), Calls(course));
        table.Add("reminded", Whole(course.Warned), Sla(course));
        table.Add("now", Whole(summary.Statuses.Sum(s => s.Leads)), Statuses(summary));
        return table;
    }

    private static string Nurtured(DemoCourse course) =>
        $"of these {Whole(course.CameBack)} came back with an answer, and {Whole(course.GivenUp)} gave no sign";

    private static string Grades(DemoCourse course) =>
        string.Join(", ", course.Grades.Select(g => $"{g.Grade} {Whole(g.Leads)}"));

    private static string Offers(DemoCourse course) =>
        $"{Whole(course.Declined)} declined, {Whole(course.Expired)} lapsed: the next one was asked";

    private static string Calls(DemoCourse course)
    {
        var sorted = course.Calls.Order().ToArray();
        return sorted.Length == 0
            ? ""
            : $"by their first owner within {Span(sorted, 50)} (median), {Span(sorted, 90)} (nine in ten)";
    }

    private static string Sla(DemoCourse course) =>
        $"{Whole(course.Breached)} deadlines were missed: {Whole(course.Reassigned)} leads went to another, "
        + $"{Whole(course.Escalated)} to the manager";

    private static string Statuses(DemoSummary summary) =>
        string.Join(", ", summary.Statuses.Select(s => $"{s.Status} {Whole(s.Leads)}"));

    private static string Span(Duration[] sorted, int percent) =>
        DemoReport.Span(sorted[Math.Max(0, (((sorted.Length * percent) + 99) / 100) - 1)]);

    private static string Whole(int number) => DemoReport.Whole(number);
}
