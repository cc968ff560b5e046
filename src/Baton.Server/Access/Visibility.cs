using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Access;

/// <summary>
/// Decides what an actor sees of leads, before anything is filtered, sorted, counted or written. The rule itself is the
/// engine's <see cref="Sight"/>; whoever sees everything costs no look at the workspace.
/// </summary>
internal sealed class Visibility(BatonStore store)
{
    public ValueTask<Sight> SightOf(HttpContext context)
    {
        var actor = Actor.Of(context);
        return actor.Role != Role.Rep ? ValueTask.FromResult(Sight.All)
            : actor.RepName is { } user
                ? store.Read(w => w.RepOf(user) is { } rep ? w.SightOf(rep) : Sight.None, context.RequestAborted)
            : ValueTask.FromResult(Sight.None);
    }

    public static Visible Of(Sight sight, LeadRecord lead) =>
        sight.Of(lead.Status, lead.Queue, lead.Owner, lead.OfferedTo);

    /// <summary>
    /// The lead under an id that this reader may know. A blind lead has no other name than its opaque one: under its
    /// sender's id it is as unknown as one that never came.
    /// </summary>
    public LeadRecord? Find(Sight sight, string id) =>
        store.Leads.Get(id) is { } lead && IsKnownBy(Of(sight, lead), lead, id) ? lead : null;

    /// <summary>As <see cref="Find"/>, but only where all of the lead may be seen.</summary>
    public LeadRecord? FindOpen(Sight sight, string id) =>
        store.Leads.Get(id) is { } lead && Of(sight, lead) == Visible.Everything ? lead : null;

    /// <summary>
    /// The filter as this reader may use it. What lies hidden in a lead cannot be asked for either, so a blind lead
    /// passes no filter but that of its grade.
    /// </summary>
    public static LeadFilter Seen(Sight sight, LeadFilter filter)
    {
        if (sight.Manages)
        {
            return filter;
        }

        var asksHidden = filter != LeadFilter.All with { Grade = filter.Grade, Statuses = filter.Statuses };
        asksHidden |= !filter.Statuses.IsDefaultOrEmpty;
        return filter with
        {
            Concerning = new Concern(sight.Rep ?? "", sight.Queues.Keys),
            Where = lead =>
                Of(sight, lead) switch
                {
                    Visible.Nothing => false,
                    Visible.Handle => !asksHidden,
                    _ => true,
                },
        };
    }

    /// <summary>Which of these events of one reading this reader may see, as their leads stand now.</summary>
    public Func<Event, bool> EventsSeenBy(Sight sight, IEnumerable<Event> events)
    {
        if (sight.Manages)
        {
            return _ => true;
        }

        // What merged into a lead is its history.
        var merged = events.OfType<LeadMerged>().ToDictionary(m => m.Lead, m => m.Into);
        var open = LeadsSeenBy(sight);
        return @event =>
            @event is LeadEvent
                ? IsOpenAll(@event, number => open(merged.GetValueOrDefault(number, number)))
                : @event is RepChanged changed && changed.Rep == sight.Rep;
    }

    /// <summary>Of which leads this reader sees everything; each is looked up once.</summary>
    public Func<long, bool> LeadsSeenBy(Sight sight)
    {
        if (sight.Manages)
        {
            return _ => true;
        }

        var known = new Dictionary<long, bool>();
        return number =>
        {
            if (!known.TryGetValue(number, out var open))
            {
                open = store.Leads.Get(number) is { } lead && Of(sight, lead) == Visible.Everything;
                known[number] = open;
            }

            return open;
        };
    }

    // One that ties two leads together would tell of the hidden one what the other says.
    private static bool IsOpenAll(Event @event, Func<long, bool> isOpen)
    {
        foreach (var number in RecordSubjects.LeadsOf(@event))
        {
            if (!isOpen(number))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsKnownBy(Visible seen, LeadRecord lead, string id) =>
        seen switch
        {
            Visible.Nothing => false,
            Visible.Handle => id == PublicId.Of(lead.Number),
            _ => true,
        };
}
