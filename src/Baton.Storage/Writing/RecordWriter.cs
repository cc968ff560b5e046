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
internal sealed class RecordWriter(SqliteWriter database) : IDisposable
{
    private readonly EventEncoder _encoder = new();
    private readonly LeadFields _fields = new();

    /// <summary>The payload of the record written last.</summary>
    public ReadOnlySpan<byte> LastPayload => _encoder.Payload.Span;

    public void Write(DecidedRecord record)
    {
        var (seq, at, actor, outcome, schema, keys) = record;
        _encoder.Encode(outcome.Events);
        database.Append(seq, at, actor, outcome.Events, _encoder);
        var index = new OutcomeIndex(outcome, seq);
        foreach (var view in outcome.Touched)
        {
            WriteLead(view, schema, outcome.Events, index, keys, at);
        }

        foreach (var @event in outcome.Events)
        {
            WriteConsequence(@event, index, at);
        }

        if (outcome.Events.Any(e => e is PersonalDataErased))
        {
            database.Flush();
            var erased = outcome.Events.OfType<PersonalDataErased>().Select(e => e.Lead).ToHashSet();
            database.Erasure.Erase(seq, at, actor, erased, schema);
        }
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _fields.Dispose();
    }

    private void WriteLead(
        LeadView view,
        LeadSchema schema,
        ImmutableArray<Event> events,
        in OutcomeIndex index,
        TextKeys keys,
        Instant at
    )
    {
        var owned = index.OwnedOf(view.Number);
        var captured = index.CapturedOf(view.Number);
        if (captured is not null)
        {
            _fields.Take(captured, _encoder);
            database.Leads.Insert(view, owned, captured, _fields, keys, at);
            return;
        }

        database.Leads.Update(view, owned);
        if (view.Fields is { } fields)
        {
            Split(fields, schema, events);
            database.Leads.UpdateFields(view, _fields);
        }
    }

    private void Split(
        ImmutableArray<KeyValuePair<string, Value>> fields,
        LeadSchema schema,
        ImmutableArray<Event> events
    )
    {
        _fields.Begin();
        foreach (var (name, value) in fields)
        {
            var slot = schema.SlotOf(name);
            var personal = (slot >= 0 && schema.Fields[slot].Personal) || IsApart(name, events);
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
                LeadRevived e => e.Personal,
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

    private void WriteConsequence(Event @event, in OutcomeIndex index, Instant at)
    {
        switch (@event)
        {
            case LeadMerged e:
                var isNew = index.CapturedOf(e.Lead) is not null;
                database.Leads.Merge(e.Lead, e.Into, index.ViewOf(e.Lead)?.Blocks is { IsEmpty: false }, isNew);
                database.Duplicates.Merge(e, isNew);
                End(e.Lead, isNew ? null : "merged", at);
                break;
            case LeadAssigned e:
                End(e.Lead, e.From is null ? null : e.Reason ?? "reassigned", at);
                database.Leads.Assign(
                    new Assignment(e.Lead, e.Rep, e.How, e.Pool, e.Queue, index.ViewOf(e.Lead)?.Rule)
                    {
                        // A lead is routed but once when it comes.
                        IsFirst = e.From is null && index.CapturedOf(e.Lead) is not null,
                    },
                    at
                );
                break;
            case LeadClaimed e:
                database.Leads.Assign(
                    new Assignment(e.Lead, e.Rep, "claim", Pool: null, e.Queue, index.ViewOf(e.Lead)?.Rule),
                    at
                );
                break;
            case LeadReassigned e:
                End(e.Lead, e.Reason, at);
                if (e.To is { } to)
                {
                    var how = e.How ?? "pool";
                    database.Leads.Assign(
                        new Assignment(e.Lead, to, how, e.Pool, Queue: null, index.ViewOf(e.Lead)?.Rule),
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
            case LeadSuspected e:
                database.Duplicates.Suspect(e, at);
                break;
            case DuplicateDismissed e:
                database.Duplicates.Dismiss(e.Lead);
                break;
            case LeadUnmerged e:
                database.Duplicates.Unmerge(e, at);
                database.Leads.Unmerge(e.Lead);
                break;
            case PolicyPublished e:
                database.Leads.Publish(e, at);
                break;
            case PersonalDataErased e:
                End(e.Lead, "erased", at);
                break;
            default:
                break;
        }
    }

    private void End(long lead, string? reason, Instant at)
    {
        if (reason is not null)
        {
            database.Leads.EndAssignment(lead, at, reason);
        }
    }
}
