using System.Text.Json;
using Baton.Engine.Events;
using Baton.Server.Json;
using Baton.Storage;
using NodaTime;

namespace Baton.Server.People;

/// <summary>
/// The movements of one ledger with their reasons, newest first, read from the journal a window of records at a time: a
/// page may be short, or empty, and still have a next one.
/// </summary>
internal static class LedgerLines
{
    private const int Window = 2_000;

    /// <param name="before">Only records before this one; null = from the newest.</param>
    /// <param name="isSeen">Of which leads the reader may know.</param>
    public static void Write(
        Utf8JsonWriter json,
        BatonStore store,
        string ledger,
        long? before,
        Func<long, bool> isSeen
    )
    {
        var end = before ?? store.Journal.LastSeq + 1;
        var start = Math.Max(1, end - Window);
        var records = store.Journal.Read(start - 1).TakeWhile(r => r.Seq < end).ToList();
        var refunded = records.SelectMany(r => r.Events).Where(IsRefund).Select(e => ((LeadEvent)e).Lead).ToHashSet();
        var lines = records
            .SelectMany(r => r.Events.SelectMany(e => Of(r, e, refunded)))
            .Concat(refunded.SelectMany(lead => OfLead(store, lead)).Where(l => l.Seq >= start && l.Seq < end))
            .Where(l => l.Ledger == ledger && (l.Event is not LeadEvent about || isSeen(about.Lead)))
            .Reverse()
            .OrderByDescending(l => l.Seq);
        json.WriteStartArray("lines"u8);
        foreach (var line in lines)
        {
            Write(json, line);
        }

        json.WriteEndArray();
        json.WriteString("next_cursor"u8, start > 1 ? start.ToString() : null);
    }

    // Of a lead that was refunded all movements come from its own history.
    private static IEnumerable<Line> Of(JournalRecord record, Event @event, HashSet<long> refunded) =>
        @event switch
        {
            LedgerAdjusted e => [new Line(record.Seq, record.At, e, e.Ledger, e.Reason, null)],
            LeadEvent e when !refunded.Contains(e.Lead) => ChargesOf(e)
                .Select(c => new Line(record.Seq, record.At, e, c.Ledger, ReasonOf(e), c)),
            _ => [],
        };

    private static IEnumerable<Line> OfLead(BatonStore store, long lead)
    {
        Charge[] standing = [];
        foreach (var entry in store.Leads.Timeline(lead))
        {
            if (entry.Event is not LeadEvent about || about.Lead != lead)
            {
                continue;
            }

            if (IsRefund(about))
            {
                foreach (var charge in standing)
                {
                    yield return new Line(entry.Seq, entry.At, about, charge.Ledger, "refund", charge);
                }
            }

            standing = Ends(about) ? [.. ChargesOf(about)] : standing;
            foreach (var charge in ChargesOf(about))
            {
                yield return new Line(entry.Seq, entry.At, about, charge.Ledger, ReasonOf(about), charge);
            }
        }
    }

    private static bool IsRefund(Event @event) =>
        @event switch
        {
            LeadRefunded or OfferRescinded or LeadAssigned { From: not null } => true,
            OfferDeclined e => e.Refunded,
            OfferExpired e => e.Refunded,
            LeadReleased e => e.Refunded,
            LeadReassigned e => e.Refunded,
            _ => false,
        };

    // After these a lead's earlier charges are no longer its own; an accepted offer keeps them.
    private static bool Ends(LeadEvent about) =>
        about
            is LeadAssigned { How: not "offer" }
                or LeadOffered
                or LeadClaimed
                or LeadReassigned
                or LeadReleased
                or LeadRefunded
                or OfferDeclined
                or OfferExpired
                or OfferRescinded;

    private static string ReasonOf(LeadEvent about) => about is LeadAssigned { How: not "pool" } e ? e.How : "pick";

    private static IEnumerable<Charge> ChargesOf(LeadEvent about) =>
        about switch
        {
            LeadAssigned e => e.Charges,
            LeadOffered e => e.Charges,
            LeadReassigned e => e.Charges,
            _ => [],
        };

    private static void Write(Utf8JsonWriter json, Line line)
    {
        json.WriteStartObject();
        json.WriteNumber("seq"u8, line.Seq);
        LeadWriter.Time(json, "at"u8, line.At);
        json.WriteString("type"u8, EventTypes.NameOf(line.Event));
        json.WriteString("reason"u8, line.Reason);
        if (line.Event is LeadEvent about)
        {
            json.WriteString("lead"u8, PublicId.Of(about.Lead));
        }

        if (line.Charge is { } charge)
        {
            json.WriteString("winner"u8, charge.Winner);
            json.WriteNumber("cost"u8, (line.Reason == "refund" ? -charge.Cost : charge.Cost) / 1_000_000_000m);
        }

        if (line.Event is LedgerAdjusted adjusted)
        {
            Write(json, adjusted);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LedgerAdjusted adjusted)
    {
        json.WriteStartObject("balances"u8);
        foreach (var (member, nano) in adjusted.Balances)
        {
            json.WriteNumber(member, nano / 1_000_000_000m);
        }

        json.WriteEndObject();
        json.WriteString("by"u8, adjusted.By);
        json.WriteString("note"u8, adjusted.Note);
    }

    private sealed record Line(long Seq, Instant At, Event Event, string Ledger, string Reason, Charge? Charge);
}
