using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies;
using Baton.Engine.Qualification;
using Baton.Engine.Routing;
using Baton.Engine.Screening;
using NodaTime;

namespace Baton.Engine.Applying;

/// <summary>
/// Applies events to the state: the only code that writes it, the same when an event has just been decided and when the
/// journal is replayed.
/// </summary>
internal sealed partial class Applier(WorkspaceState state)
{
    private readonly Membership _membership = new(state);
    private readonly List<LeadState> _closed = [];

    public void Apply(Event @event, Instant at)
    {
        state.Now = at;
        switch (@event)
        {
            case LeadEvent about:
                ApplyToLead(about, at);
                break;
            case RepChanged changed:
                Apply(changed, at);
                break;
            case TeamChanged changed:
                Apply(changed, at);
                break;
            case PolicyPublished published:
                Apply(published, at);
                break;
            case Paused { On: true } paused:
                state.Paused.Add((paused.Kind, paused.Id));
                state.Stirred = true;
                break;
            case Paused paused:
                state.Paused.Remove((paused.Kind, paused.Id));
                state.Stirred = true;
                break;
            case LedgerAdjusted adjusted:
                Apply(adjusted, at);
                break;
            case LeadsHandedOver:
                break;
            case RepStatsRefreshed refreshed:
                Apply(refreshed, at);
                break;
            case ScoresAged aged:
                Apply(aged, at);
                break;
            default:
                throw new NotSupportedException($"no state hangs on {EventTypes.NameOf(@event)}");
        }
    }

    /// <summary>Ends a record: leads that were closed in it leave the state, those with an owner keep less.</summary>
    public void Sweep()
    {
        Pack();
        foreach (var lead in _closed)
        {
            state.Leads.Remove(lead);
            state.Aging.Remove(lead.Number);
        }

        _closed.Clear();
        state.Leads.Settle();
    }

    /// <summary>Of the leads that the record asked for, those with an owner are packed: it changes nothing any more.</summary>
    public void Pack() => state.Leads.Pack();

    private void ApplyToLead(LeadEvent about, Instant at)
    {
        if (about is LeadCaptured captured)
        {
            Apply(captured, at);
            return;
        }

        if (about is LeadRevived revived)
        {
            Apply(revived);
            return;
        }

        // A lead that is not in the state is closed: only its stored row changes.
        if (!state.Leads.TryGetValue(about.Lead, out var lead))
        {
            return;
        }

        state.Leads.Loosen(lead);
        switch (about)
        {
            case LeadUpdated e:
                Apply(lead, e);
                break;
            case LeadMerged e:
                Apply(lead, e);
                break;
            case LeadLinked or LeadSuspected or DuplicateDismissed:
                break;
            case LeadRejected:
                Close(lead, LeadStatus.Rejected);
                lead.Reason = ReasonCodes.Rejected;
                break;
            case LeadScored e:
                Apply(lead, e, at);
                break;
            case LeadActivity e:
                Apply(lead, e, at);
                break;
            case LeadQualified e:
                Apply(lead, e);
                break;
            case LeadNurtured e:
                Apply(lead, e);
                break;
            case LeadDisqualified:
                Unplace(lead);
                Close(lead, LeadStatus.Disqualified);
                lead.Reason = ReasonCodes.Disqualified;
                lead.Stage = "disqualified";
                break;
            default:
                ApplyDistribution(lead, about, at);
                break;
        }
    }

    private void Apply(LeadCaptured e, Instant at)
    {
        var lead = state.Leads.Add(e.Lead, e.CreatedAt, state.Policy!.Schema.Count);
        lead.Territory = e.Territory;
        lead.AccountMatch = Kept(e.AccountMatch);
        lead.LastOwner = e.LastOwner;
        Fill(lead, e.Fields, e.Personal, e.Segments);
        state.LastLead = e.Lead;
    }

    // Of a match whose evidence was not recorded yet, snapshots and rows of that time have the account alone.
    private static AccountMatch? Kept(AccountMatch? match) =>
        match is { Score: null } ? new AccountMatch(match.Id) : match;

    private void Fill(LeadState lead, FieldSet fields, FieldSet personal, ImmutableArray<string> segments)
    {
        SetFields(lead.Fields!, fields);
        SetFields(lead.Fields!, personal);
        SetDerived(lead, segments);
        lead.Fields![LeadSlots.CreatedAt] = Value.Of(lead.CreatedAt);
    }

    private void Apply(LeadState lead, LeadUpdated e)
    {
        Reorder(
            lead,
            () =>
            {
                SetFields(lead.Fields!, e.Fields);
                SetFields(lead.Fields!, e.Personal);
                lead.Territory = e.Territory;
                lead.AccountMatch = Kept(e.AccountMatch);
                SetDerived(lead, e.Segments);
                Renew(lead);
            }
        );
    }

    // A person's act on a lead that nobody has: whoever passed it up may be asked again.
    private static void Renew(LeadState lead)
    {
        if (lead.Status is LeadStatus.Waiting or LeadStatus.Nurture)
        {
            lead.StartAnew();
        }
    }

    private void Apply(LeadState lead, LeadQualified e)
    {
        var answers = lead.Fields![LeadSlots.Answers];
        var map = answers.Kind == ValueKind.Map ? answers.AsMap() : Value.EmptyMap.AsMap();
        Reorder(
            lead,
            () =>
            {
                lead.Fields[LeadSlots.Answers] = Value.Of(map.SetItems(e.Answers.Items));
                Renew(lead);
            }
        );
        lead.Stage = e.Stage ?? lead.Stage;
    }

    private void Apply(LeadState lead, LeadNurtured e)
    {
        Unplace(lead);
        lead.Status = LeadStatus.Nurture;
        lead.Stage = Stages.Nurture;
        lead.Reason = ReasonCodes.Nurture;
        lead.Track = e.Track;
        lead.RevisitAt = e.RevisitAt;
        lead.GiveUpAt = e.GiveUpAt;
        SetTimer(e.RevisitAt, TimerKind.Revisit, lead);
        SetTimer(e.GiveUpAt, TimerKind.GiveUp, lead);
    }

    private void SetFields(Value[] fields, FieldSet set)
    {
        var schema = state.Policy!.Schema;
        var next = 0;
        foreach (var (name, value) in set.Items)
        {
            var slot = schema.SlotOf(name, next);
            if (slot >= 0)
            {
                fields[slot] = value;
                next = slot + 1;
            }
        }
    }

    private static void SetDerived(LeadState lead, ImmutableArray<string> segments)
    {
        lead.Fields![LeadSlots.Territory] = Value.Of(lead.Territory);
        lead.Fields[LeadSlots.Segments] = segments.IsEmpty ? Value.Null : Value.OfList(segments);
    }

    private void SetTimer(Instant? due, TimerKind kind, LeadState lead)
    {
        if (due is { } at)
        {
            state.Timers.Set(at, kind, lead.Number);
        }
    }

    // Score and fields order a lead among others: it is taken out while they change.
    private void Reorder(LeadState lead, Action change)
    {
        var waiting = lead.Waiting is not null;
        var parked = lead.Status == LeadStatus.Queued ? state.Parked[lead.Queue!] : null;
        state.Waiting.Remove(lead);
        parked?.Remove(lead);
        change();
        parked?.Add(lead);
        if (waiting)
        {
            state.Waiting.Add(lead);
            state.Stirred = true;
        }
    }
}
