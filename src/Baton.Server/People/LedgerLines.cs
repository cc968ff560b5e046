using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Baton.Engine;
using Baton.Engine.Assignment;
using Baton.Engine.Events;
using Baton.Server.Json;
using Baton.Storage;

namespace Baton.Server.People;

/// <param name="Lines">Newest first.</param>
/// <param name="Next">The page before this one ends there; null = this was the first of all.</param>
internal sealed record LedgerPage(ImmutableArray<(JournalRecord Record, LedgerLine Line)> Lines, long? Next);

/// <summary>
/// The movements of one ledger with their reasons, newest first, of a window of the journal's records at a time: a page
/// may be short, or empty, and still have a next one.
/// </summary>
internal static class LedgerLines
{
    private const int Window = 2_000;

    /// <summary>Replays a window.</summary>
    /// <param name="names">Of the ledger, as the workspace gives them.</param>
    /// <param name="before">Only records before this one; null = from the newest.</param>
    public static LedgerPage Read(BatonStore store, ImmutableArray<string> names, long? before)
    {
        var last = store.Journal.LastSeq + 1;
        var end = Math.Min(before ?? last, last);
        var first = store.Journal.FirstSeq;
        var start = Math.Max(first, end - Window);
        return new LedgerPage([.. store.Ledgers.Lines(names, start, end).Reverse()], start > first ? start : null);
    }

    /// <param name="isSeen">Of which leads the reader may know.</param>
    public static void Write(Utf8JsonWriter json, LedgerPage page, Func<long, bool> isSeen)
    {
        json.WriteStartArray("lines"u8);
        foreach (var (record, line) in page.Lines)
        {
            if (line.Event is not LeadEvent about || isSeen(about.Lead))
            {
                Write(json, record, line);
            }
        }

        json.WriteEndArray();
        json.WriteString("next_cursor"u8, page.Next?.ToString(CultureInfo.InvariantCulture));
    }

    private static void Write(Utf8JsonWriter json, JournalRecord record, LedgerLine line)
    {
        json.WriteStartObject();
        json.WriteNumber("seq"u8, record.Seq);
        LeadWriter.Time(json, "at"u8, record.At);
        json.WriteString("type"u8, EventTypes.NameOf(line.Event));
        json.WriteString("reason"u8, line.Reason);
        if (line.Event is LeadEvent about)
        {
            json.WriteString("lead"u8, PublicId.Of(about.Lead));
        }

        if (line.Winner is { } winner)
        {
            json.WriteString("winner"u8, winner);
            json.WriteNumber("cost"u8, Nano.ToUnits(line.Cost));
            Write(json, "earned"u8, line.Earned);
        }

        Write(json, "moves"u8, line.Moves);
        if (line.Event is LedgerAdjusted adjusted)
        {
            Write(json, "balances"u8, adjusted.Balances);
            json.WriteString("by"u8, adjusted.By);
            json.WriteString("note"u8, adjusted.Note);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<MemberBalance> amounts)
    {
        json.WriteStartObject(name);
        foreach (var (member, nano) in amounts)
        {
            json.WriteNumber(member, Nano.ToUnits(nano));
        }

        json.WriteEndObject();
    }
}
