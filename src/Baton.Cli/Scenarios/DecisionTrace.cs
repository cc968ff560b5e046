using System.Collections.Immutable;
using Baton.Engine.Events;

namespace Baton.Cli.Scenarios;

/// <summary>The lines below a failure: the last decision on the lead and why it fell so, and the step's events.</summary>
internal static class DecisionTrace
{
    public static ImmutableArray<string> Of(ScenarioWorld world, StepRun run, string? leadId)
    {
        var lead = leadId is null ? run.Lead ?? LastOf(run.Leads) : world.NumberOf(leadId);
        var lines = ImmutableArray.CreateBuilder<string>();
        if (lead is { } number && world.EventsSince(0).LastOrDefault(e => IsDecisionOn(e, number)) is { } decision)
        {
            lines.Add($"decision: {world.IdOf(number)} {Describe(decision)}");
        }

        if (run.Refusal is { } refusal)
        {
            lines.Add($"refused: {refusal}");
        }

        lines.Add($"events: {Events(world, run)}");
        lines.Add($"clock: {world.Now}");
        return lines.ToImmutable();
    }

    private static long? LastOf(List<long> leads) => leads.Count == 0 ? null : leads[^1];

    private static bool IsDecisionOn(Event @event, long lead) =>
        @event is LeadAssigned or LeadOffered or LeadWaiting or LeadQueued or LeadReassigned or LeadClaimed
        && ((LeadEvent)@event).Lead == lead;

    private static string Describe(Event decision) =>
        decision switch
        {
            LeadAssigned e => $"assigned to {e.Rep} by {e.Pool ?? e.Queue ?? e.How}{Why(e.Trace)}",
            LeadOffered e => $"offered to {string.Join(", ", e.Reps)} by {e.Pool ?? e.Queue}{Why(e.Trace)}",
            LeadReassigned e => $"taken from {e.From}, now {e.To ?? "nobody's"}{Why(e.Trace)}",
            LeadWaiting e => $"waiting, {e.Reason}{Why(e.Trace)}",
            LeadQueued e => $"queued in {e.Queue}{Why(e.Trace)}",
            LeadClaimed e => $"claimed by {e.Rep} from {e.Queue}",
            _ => EventTypes.NameOf(decision),
        };

    private static string Why(Trace trace)
    {
        var reasons = trace
            .PassedOver.Select(p => $"{p.Rep} {p.Code}{Figures(p)}")
            .Concat(trace.Counts.Select(c => $"{c.Count} {c.Code}"));
        var text = string.Join(", ", reasons);
        return text == "" ? "" : $"; passed over: {text}";
    }

    private static string Figures(PassedOver passed) =>
        passed is { Actual: { } actual, Needed: { } needed } ? $" ({actual} of {needed})" : "";

    private static string Events(ScenarioWorld world, StepRun run)
    {
        const int most = 20;
        var names = world.EventsSince(run.JournalFrom).Select(EventTypes.NameOf).ToList();
        return names.Count == 0 ? "none"
            : names.Count <= most ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(most))} and {names.Count - most} more";
    }
}
