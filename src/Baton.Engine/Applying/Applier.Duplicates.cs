using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Routing;

namespace Baton.Engine.Applying;

/// <summary>Two records of one person become one, and two again; what had ended begins anew.</summary>
internal sealed partial class Applier
{
    private void Apply(LeadState lead, LeadMerged e)
    {
        Close(lead, LeadStatus.Duplicate);
        lead.Reason = ReasonCodes.Duplicate;
        if (state.Leads.TryGetValue(e.Into, out var first))
        {
            Reorder(
                first,
                () =>
                {
                    SetFields(first.Fields!, e.Fields);
                    SetFields(first.Fields!, e.Personal);
                    Move(first, e.Place);
                }
            );
        }
    }

    private void Apply(LeadRevived e)
    {
        var lead = state.Leads.Add(e.Lead, e.CreatedAt, state.Policy!.Schema.Count);
        lead.Territory = e.Territory;
        lead.AccountMatch = Kept(e.AccountMatch);
        lead.LastOwner = e.LastOwner;
        Fill(lead, e.Fields, e.Personal, e.Segments);
        if (e is LeadUnmerged unmerged && state.Leads.TryGetValue(unmerged.Of, out var first))
        {
            Reorder(
                first,
                () =>
                {
                    foreach (var name in unmerged.Emptied)
                    {
                        first.Fields![state.Policy!.Schema.SlotOf(name)] = Value.Null;
                    }

                    Move(first, unmerged.PlaceOfFirst);
                }
            );
        }
    }

    private static void Move(LeadState lead, LeadPlace? place)
    {
        if (place is not null)
        {
            lead.Territory = place.Territory;
            lead.AccountMatch = Kept(place.AccountMatch);
            SetDerived(lead, place.Segments);
        }
    }
}
