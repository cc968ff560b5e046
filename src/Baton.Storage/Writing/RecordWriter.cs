using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Storage.Json;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>Writes what one command did: its journal record and every row of the read models that it changed.</summary>
internal sealed class RecordWriter(SqliteWriter database, Func<LeadSchema?> schema) : IDisposable
{
    private readonly EventEncoder _encoder = new();
    private readonly LeadFields _fields = new();

    /// <summary>The payload of the record written last.</summary>
    public ReadOnlySpan<byte> LastPayload => _encoder.Payload.Span;

    public void Write(long seq, Instant at, string? actor, Outcome outcome)
    {
        _encoder.Encode(outcome.Events);
        database.Append(seq, at, actor, outcome.Events, _encoder);
        foreach (var view in outcome.Touched)
        {
            WriteLead(view, outcome.Events, seq, at);
        }

        foreach (var @event in outcome.Events)
        {
            WriteConsequence(@event, outcome.Touched, at);
        }
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _fields.Dispose();
    }

    private void WriteLead(LeadView view, ImmutableArray<Event> events, long seq, Instant at)
    {
        var owned = Ownership.In(events, view.Number, seq);
        var captured = CapturedIn(events, view.Number);
        if (view.Fields is { } fields)
        {
            Split(fields, events);
        }

        if (captured is not null)
        {
            database.Leads.Insert(view, owned, captured, _fields, at);
            return;
        }

        database.Leads.Update(view, owned);
        if (view.Fields is not null)
        {
            database.Leads.UpdateFields(view, _fields);
        }
    }

    private static LeadCaptured? CapturedIn(ImmutableArray<Event> events, long lead)
    {
        foreach (var @event in events)
        {
            if (@event is LeadCaptured captured && captured.Lead == lead)
            {
                return captured;
            }
        }

        return null;
    }

    private void Split(ImmutableArray<KeyValuePair<string, Value>> fields, ImmutableArray<Event> events)
    {
        var known = schema() ?? LeadSchema.Standard;
        _fields.Begin();
        foreach (var (name, value) in fields)
        {
            var slot = known.SlotOf(name);
            var personal = (slot >= 0 && known.Fields[slot].Personal) || IsApart(name, events);
            _fields.Add(name, value, personal);
        }

        _fields.End();
    }

    // A field that the policy in force no longer knows stays as personal as its event says.
    private static bool IsApart(string name, ImmutableArray<Event> events)
    {
        foreach (var @event in events)
        {
            var apart = @event switch
            {
                LeadCaptured e => e.Personal,
                LeadUpdated e => e.Personal,
                LeadMerged e => e.Personal,
                _ => FieldSet.Empty,
            };
            foreach (var (key, _) in apart.Items)
            {
                if (key == name)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void WriteConsequence(Event @event, ImmutableArray<LeadView> touched, Instant at)
    {
        switch (@event)
        {
            case LeadMerged e:
                database.Leads.Merge(e.Lead, e.Into, IsBlocked(e.Lead, touched), at);
                break;
            case LeadAssigned e:
                End(e.Lead, e.From is null ? null : "reassigned", at);
                database.Leads.Assign(new Assignment(e.Lead, e.Rep, e.How, e.Pool, e.Queue, Rule(e.Lead, touched)), at);
                break;
            case LeadClaimed e:
                database.Leads.Assign(
                    new Assignment(e.Lead, e.Rep, "claim", Pool: null, e.Queue, Rule(e.Lead, touched)),
                    at
                );
                break;
            case LeadReassigned e:
                End(e.Lead, e.Reason, at);
                if (e.To is { } to)
                {
                    var how = e.How ?? "pool";
                    database.Leads.Assign(
                        new Assignment(e.Lead, to, how, e.Pool, Queue: null, Rule(e.Lead, touched)),
                        at
                    );
                }

                break;
            case LeadReleased e:
                End(e.Lead, e.Reason, at);
                break;
            case LeadRejected e:
                End(e.Lead, e.Reason, at);
                break;
            case LeadDisqualified e:
                End(e.Lead, e.Reason, at);
                break;
            case LeadWon e:
                End(e.Lead, "won", at);
                break;
            case LeadLost e:
                End(e.Lead, "lost", at);
                break;
            case PolicyPublished e:
                database.Leads.Publish(e, at);
                break;
            case PersonalDataErased e:
                database.Leads.Erase(e.Lead);
                break;
            default:
                break;
        }
    }

    private static bool IsBlocked(long lead, ImmutableArray<LeadView> touched) =>
        touched.Any(view => view.Number == lead && view.Blocks is { IsEmpty: false });

    private void End(long lead, string? reason, Instant at)
    {
        if (reason is not null)
        {
            database.Leads.EndAssignment(lead, at, reason);
        }
    }

    private static string? Rule(long lead, ImmutableArray<LeadView> touched)
    {
        foreach (var view in touched)
        {
            if (view.Number == lead)
            {
                return view.Rule;
            }
        }

        return null;
    }
}
