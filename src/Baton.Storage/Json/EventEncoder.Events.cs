using Baton.Engine.Events;

namespace Baton.Storage.Json;

internal sealed partial class EventEncoder
{
    // One method for each of the flow's three parts, so that each is a flat list that can be read beside its event.
    private void Write(Event @event, int index)
    {
        if (!Capture(@event, index) && !Distribution(@event) && !Answers(@event, index) && !Administration(@event))
        {
            throw new InvalidOperationException($"{@event.GetType().Name} has no place in the journal");
        }
    }

    private bool Capture(Event @event, int index)
    {
        switch (@event)
        {
            case LeadCaptured e:
                Write(e, index);
                return true;
            case LeadUpdated e:
                Fields("fields"u8, e.Fields);
                Text("territory"u8, e.Territory);
                Account(e.AccountMatch);
                Texts("segments"u8, e.Segments);
                Text("by"u8, e.By);
                Apart(index, e.Personal);
                return true;
            case LeadMerged e:
                Number("into"u8, e.Into);
                Text("on"u8, e.On);
                Number("score"u8, e.Score);
                Evidence(e.Evidence);
                Fields("fields"u8, e.Fields);
                Place("place"u8, e.Place);
                Text("by"u8, e.By);
                Apart(index, e.Personal);
                return true;
            case LeadLinked e:
                Number("to"u8, e.To);
                Text("on"u8, e.On);
                Number("score"u8, e.Score);
                Evidence(e.Evidence);
                return true;
            case LeadSuspected e:
                Number("of"u8, e.Of);
                Number("score"u8, e.Score);
                Evidence(e.Evidence);
                return true;
            case LeadRejected e:
                Text("reason"u8, e.Reason);
                Text("by"u8, e.By);
                Note(index, e.Note);
                return true;
            case LeadScored e:
                Number("score"u8, e.Score);
                Text("grade"u8, e.Grade);
                Parts(e.Parts);
                return true;
            case ScoresAged e:
                Scores(e.Scores);
                Number("after"u8, e.After);
                return true;
            case LeadActivity e:
                Text("activity"u8, e.Activity);
                Time("at"u8, e.At);
                Text("by"u8, e.By);
                Apart(index, e.Personal);
                return true;
            case LeadQualified e:
                Fields("answers"u8, e.Answers);
                Flag("qualifies"u8, e.Qualifies);
                Text("stage"u8, e.Stage);
                Text("by"u8, e.By);
                return true;
            case LeadNurtured e:
                Text("track"u8, e.Track);
                Time("revisit_at"u8, e.RevisitAt);
                Time("give_up_at"u8, e.GiveUpAt);
                return true;
            case LeadDisqualified e:
                Text("reason"u8, e.Reason);
                Text("by"u8, e.By);
                return true;
            default:
                return Duplicates(@event, index);
        }
    }

    private bool Duplicates(Event @event, int index)
    {
        switch (@event)
        {
            case LeadUnmerged e:
                Revived(e, index);
                Number("of"u8, e.Of);
                Texts("emptied"u8, e.Emptied);
                Place("place_of_first"u8, e.PlaceOfFirst);
                return true;
            case LeadRestored e:
                Revived(e, index);
                return true;
            case DuplicateDismissed e:
                Number("of"u8, e.Of);
                Text("by"u8, e.By);
                return true;
            default:
                return false;
        }
    }

    private void Revived(LeadRevived e, int index)
    {
        Time("created_at"u8, e.CreatedAt);
        Fields("fields"u8, e.Fields);
        Text("territory"u8, e.Territory);
        Account(e.AccountMatch);
        Texts("segments"u8, e.Segments);
        Text("last_owner"u8, e.LastOwner);
        Text("by"u8, e.By);
        Apart(index, e.Personal);
    }

    private void Write(LeadCaptured e, int index)
    {
        Time("created_at"u8, e.CreatedAt);
        Number("content_hash"u8, e.ContentHash);
        _capturedFields = Fields("fields"u8, e.Fields);
        Text("territory"u8, e.Territory);
        Account(e.AccountMatch);
        Texts("segments"u8, e.Segments);
        Text("last_owner"u8, e.LastOwner);
        Number("score"u8, e.Score);
        Text("grade"u8, e.Grade);
        _capturedPersonal = Apart(index, e.Personal, e.Original);
    }

    private bool Distribution(Event @event)
    {
        switch (@event)
        {
            case LeadRouted e:
                Text("rule"u8, e.Rule);
                Number("version"u8, e.Version);
                Text("stage"u8, e.Stage);
                Flag("keeps_attempts"u8, e.KeepsAttempts);
                return true;
            case LeadWaiting e:
                Text("reason"u8, e.Reason);
                Number("step"u8, e.Step);
                Time("until"u8, e.Until);
                Why(e.Trace);
                return true;
            case LeadQueued e:
                Text("queue"u8, e.Queue);
                Number("step"u8, e.Step);
                Time("warn_at"u8, e.WarnAt);
                Time("expires_at"u8, e.ExpiresAt);
                Why(e.Trace);
                return true;
            case LeadOffered e:
                Write(e);
                return true;
            case LeadAssigned e:
                Write(e);
                return true;
            case LeadReassigned e:
                Write(e);
                return true;
            case LeadClaimed e:
                Text("rep"u8, e.Rep);
                Text("queue"u8, e.Queue);
                return true;
            default:
                return false;
        }
    }

    private void Write(LeadOffered e)
    {
        Texts("reps"u8, e.Reps);
        Text("pool"u8, e.Pool);
        Text("queue"u8, e.Queue);
        Number("step"u8, e.Step);
        Time("expires_at"u8, e.ExpiresAt);
        Time("next_at"u8, e.NextAt);
        Time("until"u8, e.Until);
        Charges(e.Charges);
        Why(e.Trace);
    }

    private void Write(LeadAssigned e)
    {
        Text("rep"u8, e.Rep);
        Text("how"u8, e.How);
        Text("from"u8, e.From);
        Text("pool"u8, e.Pool);
        Text("queue"u8, e.Queue);
        Number("step"u8, e.Step);
        Text("reason"u8, e.Reason);
        Text("by"u8, e.By);
        Charges(e.Charges);
        Why(e.Trace);
    }

    private void Write(LeadReassigned e)
    {
        Text("from"u8, e.From);
        Text("to"u8, e.To);
        Text("reason"u8, e.Reason);
        Flag("refunded"u8, e.Refunded);
        Kept(e.Kept);
        Flag("blameless"u8, e.Blameless);
        Flag("by_hand"u8, e.ByHand);
        Text("pool"u8, e.Pool);
        Number("step"u8, e.Step);
        Text("how"u8, e.How);
        Charges(e.Charges);
        Why(e.Trace);
    }

    private bool Answers(Event @event, int index)
    {
        switch (@event)
        {
            case OfferAccepted e:
                Text("rep"u8, e.Rep);
                return true;
            case OfferDeclined e:
                Text("rep"u8, e.Rep);
                Text("reason"u8, e.Reason);
                Flag("refunded"u8, e.Refunded);
                Kept(e.Kept);
                Note(index, e.Note);
                return true;
            case OfferExpired e:
                Text("rep"u8, e.Rep);
                Flag("refunded"u8, e.Refunded);
                Kept(e.Kept);
                return true;
            case OfferRescinded e:
                Text("rep"u8, e.Rep);
                Text("reason"u8, e.Reason);
                return true;
            case LeadReleased e:
                Text("rep"u8, e.Rep);
                Text("reason"u8, e.Reason);
                Flag("refunded"u8, e.Refunded);
                Kept(e.Kept);
                Note(index, e.Note);
                return true;
            case LeadRefunded e:
                Text("rep"u8, e.Rep);
                return true;
            case LeadContacted e:
                Text("by"u8, e.By);
                Flag("first"u8, e.First);
                return true;
            case LeadWon e:
                Text("rep"u8, e.Rep);
                Number("value"u8, e.Value);
                return true;
            case LeadLost e:
                Text("rep"u8, e.Rep);
                Text("reason"u8, e.Reason);
                return true;
            default:
                return Clocks(@event);
        }
    }

    private bool Clocks(Event @event)
    {
        switch (@event)
        {
            case SlaWarned e:
                Text("sla"u8, e.Sla);
                Text("rep"u8, e.Rep);
                return true;
            case SlaBreached e:
                Text("sla"u8, e.Sla);
                Text("rep"u8, e.Rep);
                return true;
            case LeadEscalated e:
                Text("manager"u8, e.Manager);
                Text("reason"u8, e.Reason);
                return true;
            case CapWarned e:
                Text("rep"u8, e.Rep);
                Text("code"u8, e.Code);
                Number("actual"u8, e.Actual);
                Number("needed"u8, e.Needed);
                return true;
            default:
                return false;
        }
    }

    private bool Administration(Event @event)
    {
        switch (@event)
        {
            case RepChanged e:
                Text("rep"u8, e.Rep);
                Document("patch"u8, e.Patch);
                Text("by"u8, e.By);
                return true;
            case TeamChanged e:
                Text("team"u8, e.Team);
                Texts("add"u8, e.Add);
                Texts("remove"u8, e.Remove);
                Text("by"u8, e.By);
                return true;
            case PolicyPublished e:
                Number("version"u8, e.Version);
                Document("document"u8, e.Document);
                Flag("runtime"u8, e.Runtime);
                Renames(e.Renames);
                Text("by"u8, e.By);
                return true;
            case LedgerAdjusted e:
                Text("ledger"u8, e.Ledger);
                Text("reason"u8, e.Reason);
                Balances("balances"u8, e.Balances);
                Balances("received"u8, e.Received);
                Text("by"u8, e.By);
                Text("note"u8, e.Note);
                return true;
            case Paused e:
                Text("kind"u8, e.Kind);
                Text("id"u8, e.Id);
                Flag("on"u8, e.On);
                Text("reason"u8, e.Reason);
                Text("by"u8, e.By);
                return true;
            case RepStatsRefreshed e:
                Stats(e.Stats);
                return true;
            case PersonalDataErased e:
                Text("by"u8, e.By);
                return true;
            case LeadsHandedOver e:
                Text("to"u8, e.To);
                Text("from"u8, e.From);
                Text("reason"u8, e.Reason);
                Number("moved"u8, e.Moved);
                Text("note"u8, e.Note);
                Text("by"u8, e.By);
                return true;
            default:
                return false;
        }
    }

    private void Renames(System.Collections.Immutable.ImmutableArray<Rename> renames)
    {
        if (renames.Length == 0)
        {
            return;
        }

        _json.WriteStartArray("renames"u8);
        foreach (var (kind, from, to) in renames)
        {
            _json.WriteStartObject();
            _json.WriteString("kind"u8, kind);
            _json.WriteString("from"u8, from);
            _json.WriteString("to"u8, to);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Document(ReadOnlySpan<byte> name, Baton.Engine.Policies.MapNode document)
    {
        _json.WritePropertyName(name);
        NodeJson.Write(_json, document);
    }
}
