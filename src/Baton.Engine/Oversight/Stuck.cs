using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Oversight;

/// <summary>
/// Finds the leads that will not go on by themselves, or not in time, and sorts them by what stops them. Looks at every open
/// lead once; a lead may be stuck for two reasons.
/// </summary>
internal sealed class Stuck(WorkspaceState state, Router router, Instant now)
{
    // After which nobody may be left waiting in silence, where the policy sets no time: then no event tells of it either.
    private static readonly Duration TooLong = Duration.FromHours(24);

    // A decision costs as much as its pools are large.
    private const int MostTraces = 50;

    private readonly Dictionary<StuckReason, Tally> _tallies = [];

    /// <summary>The reason with the most leads first.</summary>
    public ImmutableArray<StuckGroup> Groups()
    {
        foreach (var lead in state.Leads.All)
        {
            var (first, second) = ReasonsOf(lead);
            Count(first, lead);
            Count(second, lead);
        }

        return
        [
            .. _tallies
                .OrderByDescending(t => t.Value.Count)
                .ThenBy(t => t.Key.Code, StringComparer.Ordinal)
                .ThenBy(t => t.Key.Id, StringComparer.Ordinal)
                .Select((t, place) => GroupOf(t.Key, t.Value, place < MostTraces)),
        ];
    }

    public StuckLeads Leads(StuckReason reason, int most)
    {
        var leads = state.Leads.All.Where(l => IsFor(l, reason)).ToList();
        var oldest = leads.OrderBy(l => l.CreatedAt).ThenBy(l => l.Number).Take(most);
        return new StuckLeads(leads.Count, [.. oldest.Select(l => new BoardLead(l.Number, Dues.Of(l)))]);
    }

    private bool IsFor(LeadState lead, StuckReason reason)
    {
        var (first, second) = ReasonsOf(lead);
        return first == reason || second == reason;
    }

    private void Count(StuckReason? reason, LeadState lead)
    {
        if (reason is { } some)
        {
            var tally = _tallies.GetValueOrDefault(some);
            _tallies[some] = new Tally(tally.Count + 1, Older(tally.Oldest, lead));
        }
    }

    private static LeadState Older(LeadState? a, LeadState b) => a is not null && a.CreatedAt <= b.CreatedAt ? a : b;

    private StuckGroup GroupOf(StuckReason reason, Tally tally, bool isTraced) =>
        new(reason, tally.Count, tally.Oldest!.Number, tally.Oldest.CreatedAt)
        {
            Trace =
                isTraced && reason.Code is ReasonCodes.NoEligibleRep or ReasonCodes.WaitingForHours
                    ? router.Decide(tally.Oldest, now).Trace
                    : Trace.Empty,
        };

    private (StuckReason?, StuckReason?) ReasonsOf(LeadState lead)
    {
        StuckReason? missed = lead.Sla?.Missed is { } sla ? new StuckReason("sla_breached", "sla", sla.Sla) : null;
        StuckReason? other = lead.Status switch
        {
            LeadStatus.Assigned or LeadStatus.Working => lead.Owner is { Active: false } left
                ? new StuckReason(ReasonCodes.Inactive, "rep", left.Id)
                : null,
            LeadStatus.Waiting => WaitingFor(lead),
            LeadStatus.Queued => LyingIn(lead),
            LeadStatus.Offered => lead.Marks?.ContainsValue(Gate.ExpiredBefore) == true || IsLeftOffered(lead)
                ? new StuckReason(ReasonCodes.Offered)
                : null,
            _ => null,
        };
        return (other, missed);
    }

    private StuckReason WaitingFor(LeadState lead) =>
        lead.Reason switch
        {
            ReasonCodes.Paused => PausedBy(lead),
            ReasonCodes.NoEligibleRep or ReasonCodes.WaitingForHours => new StuckReason(
                lead.Reason,
                PauseKinds.Rule,
                lead.Rule?.Config.Name
            ),
            _ => new StuckReason(lead.Reason ?? ReasonCodes.NoRule),
        };

    private StuckReason PausedBy(LeadState lead)
    {
        var (rule, source) = (lead.Rule?.Config.Name, lead.Fields?[LeadSlots.Source].TextOrNull);
        (string Kind, string? Id)[] all =
        [
            (PauseKinds.Workspace, ""),
            (PauseKinds.Rule, rule),
            (PauseKinds.Source, source),
            .. PoolsOf(lead).Select(p => (PauseKinds.Pool, (string?)p)),
        ];
        var by = all.FirstOrDefault(p => p.Id is not null && state.Paused.Contains((p.Kind, p.Id)));
        return by.Kind is null
            ? new StuckReason(ReasonCodes.Paused)
            : new StuckReason(ReasonCodes.Paused, by.Kind, by.Id);
    }

    private IEnumerable<string> PoolsOf(LeadState lead) =>
        (lead.Rule?.Route ?? [])
            .Select(step => router.Resolved(lead, step))
            .OfType<PoolStep>()
            .Select(step => state.PoolNamed(step.Pool)?.Id)
            .OfType<string>();

    // At a desk it waits for its manager. Elsewhere for whoever claims it, and nobody has in time.
    private StuckReason? LyingIn(LeadState lead)
    {
        var queue = state.Queues.GetValueOrDefault(lead.Queue!);
        return queue is null or { Config.Mode: QueueMode.Manual } || IsLate(lead, queue.Config)
            ? new StuckReason(ReasonCodes.Queued, "queue", lead.Queue)
            : null;
    }

    // When it came into the queue is not kept; one that came back after a day has waited long enough.
    private bool IsLate(LeadState lead, QueueConfig queue) =>
        queue switch
        {
            { Warn: not null } => lead.WarnAt is null,
            { Expires: not null } => false,
            _ => now - lead.CreatedAt >= TooLong,
        };

    private bool IsLeftOffered(LeadState lead) =>
        lead is { Until: null, Offers: { Count: > 0 } offers }
        && offers.All(o => o.ExpiresAt is null)
        && now - offers.Min(o => o.MadeAt) >= TooLong;

    private readonly record struct Tally(int Count, LeadState? Oldest);
}
