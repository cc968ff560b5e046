using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;

namespace Baton.Engine;

/// <summary>What an owner's absence of a day or more does when it begins: <c>sla: { absence: return }</c>.</summary>
public sealed partial class Workspace
{
    private HashSet<RepState> LongAbsent() => [.. _state.Reps.Values.Where(r => r.Absences.IsLong(_now))];

    // Whose absence a change of people has brought or moved to now.
    private void ReturnWhereAbsent(HashSet<RepState> before)
    {
        foreach (var rep in _state.RepsInOrder.Where(r => r.Absences.IsLong(_now) && !before.Contains(r)).ToArray())
        {
            ReturnUncontacted(rep);
        }
    }

    // He did not miss them: no mark stays, and whether he pays is what an expiry costs.
    private void ReturnUncontacted(RepState rep)
    {
        foreach (var number in rep.Owned.Order().ToArray())
        {
            var lead = _state.Leads[number];
            if (lead.Contacted || lead.Rule?.Config.Sla?.Absence != SlaAbsence.Return)
            {
                continue;
            }

            Emit(
                new LeadReassigned
                {
                    Lead = number,
                    From = rep.Id,
                    Reason = "absence",
                    Refunded = Refunds(lead, f => f.Expire),
                    Blameless = true,
                }
            );
            Place(lead);
        }
    }
}
