using Baton.Engine.Routing;
using Baton.Engine.Sla;
using NodaTime;

namespace Baton.Engine.Oversight;

/// <summary>Which of a lead's clocks presses most: a promise that is missed already, else the one that ends first.</summary>
internal static class Dues
{
    public static LeadDue? Of(LeadState lead)
    {
        if (lead.Sla?.Missed is var (sla, at))
        {
            return new LeadDue(sla, at, Missed: true);
        }

        return lead.Status switch
        {
            LeadStatus.Assigned or LeadStatus.Working => Earlier(
                Clock(Clocks.Respond, lead.Sla?.RespondBreach),
                Clock(Clocks.FollowUp, lead.Sla?.FollowUp)
            ),
            LeadStatus.Offered => Earlier(
                Clock(Clocks.Accept, lead.Sla?.AcceptBreach),
                Clock("offer", lead.Offers?.Min(o => o.ExpiresAt) ?? lead.Until)
            ),
            LeadStatus.Queued => Earlier(
                Clock(Clocks.Respond, lead.Sla?.RespondBreach),
                Clock(Clocks.Queue, lead.Until)
            ),
            LeadStatus.Waiting => Clock("wait", lead.Until),
            _ => null,
        };
    }

    private static LeadDue? Clock(string name, Instant? end) =>
        end is { } at && at < Instant.MaxValue ? new LeadDue(name, at, Missed: false) : null;

    private static LeadDue? Earlier(LeadDue? a, LeadDue? b) =>
        a is null ? b
        : b is null || a.At <= b.At ? a
        : b;
}
