using System.Collections.Immutable;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using Baton.Engine.Sla;
using NodaTime;

namespace Baton.Engine.Turns;

/// <summary>A rep's offers and open leads by what comes next, the most urgent first.</summary>
internal static class Work
{
    public const string Answer = "answer";
    public const string FirstContact = "first_contact";
    public const string FollowUp = "follow_up";
    public const string Carry = "work";

    private const int Most = 200;

    public static ImmutableArray<WorkItem> Of(WorkspaceState state, RepState rep) =>
        [
            .. All(state, rep)
                .OrderBy(w => w.Next != Answer)
                .ThenBy(w => w.DueAt ?? w.ExpiresAt ?? Instant.MaxValue)
                .ThenBy(w => w.Next == Carry)
                .ThenBy(w => w.Lead)
                .Take(Most),
        ];

    public static int CountOf(RepState rep) => rep.OfferedLeads.Count + rep.Owned.Count;

    public static IEnumerable<WorkItem> All(WorkspaceState state, RepState rep) =>
        rep
            .OfferedLeads.Select(n => OfferOf(state.Leads.Look(n)!, rep))
            .Concat(rep.Owned.Select(n => OwnedOf(state.Leads.Look(n)!)));

    private static WorkItem OfferOf(LeadState lead, RepState rep)
    {
        var offer = lead.Offers!.First(o => o.Rep == rep);
        return WithClock(lead, Clocks.Accept, lead.Sla?.AcceptBreach) with
        {
            Next = Answer,
            OfferedAt = offer.MadeAt,
            ExpiresAt = offer.ExpiresAt,
        };
    }

    private static WorkItem OwnedOf(LeadState lead)
    {
        var missed = lead.Sla?.Missed?.Sla;
        if (!lead.Contacted)
        {
            return WithClock(lead, Clocks.Respond, lead.Sla?.RespondBreach) with { Next = FirstContact };
        }

        return lead.Sla?.FollowUp is not null || missed == Clocks.FollowUp
            ? WithClock(lead, Clocks.FollowUp, lead.Sla?.FollowUp) with
            {
                Next = FollowUp,
            }
            : WithClock(lead, null, null);
    }

    private static WorkItem WithClock(LeadState lead, string? sla, Instant? due)
    {
        var missed =
            due is null && sla is not null && lead.Sla?.Missed is var (which, at) && which == sla ? at : (Instant?)null;
        return new WorkItem
        {
            Lead = lead.Number,
            Next = Carry,
            Sla = due is null && missed is null ? null : sla,
            DueAt = due ?? missed,
            Overdue = missed is not null,
            OnBreach = due is null ? null : OnBreach(lead, sla),
            RecyclesAt = lead.Sla?.Recycle,
            Guidance = lead.Rule?.Config.Guidance,
        };
    }

    private static string? OnBreach(LeadState lead, string? sla)
    {
        var promised = lead.Rule?.Config.Sla;
        var breach = sla switch
        {
            Clocks.Accept => promised?.Accept?.Breach,
            Clocks.Respond => promised?.Respond?.Breach,
            _ => SlaBreach.Notify,
        };
        return breach is { } consequence ? Choice.Word(consequence) : null;
    }
}
