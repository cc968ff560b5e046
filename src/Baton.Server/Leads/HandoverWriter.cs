using System.Text.Json;
using Baton.Engine.Commands;
using Baton.Server.Json;
using Baton.Storage;

namespace Baton.Server.Leads;

/// <summary>A hand-over of many leads, done or previewed, as the API shows it.</summary>
internal static class HandoverWriter
{
    /// <param name="ids">The ids by which the caller named leads; others go by their opaque ids.</param>
    /// <param name="token">Of a preview; null = it was done.</param>
    public static void Write(
        Utf8JsonWriter json,
        Handover handover,
        IReadOnlyDictionary<long, string> ids,
        string? token
    )
    {
        json.WriteStartObject();
        json.WriteBoolean("dry_run"u8, token is not null);
        json.WriteString("token"u8, token);
        json.WriteNumber("moved"u8, handover.Moves.Count(m => m.Kept is null));
        json.WriteNumber("remaining"u8, handover.Remaining);
        json.WriteStartArray("reps"u8);
        foreach (var rep in handover.Reps)
        {
            Write(json, rep);
        }

        json.WriteEndArray();
        WriteBalances(json, handover);
        json.WriteStartArray("leads"u8);
        foreach (var move in handover.Moves)
        {
            Write(json, move, ids.GetValueOrDefault(move.Lead) ?? PublicId.Of(move.Lead));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HandoverRep rep)
    {
        json.WriteStartObject();
        json.WriteString("rep"u8, rep.Rep);
        json.WriteNumber("gets"u8, rep.Gets);
        json.WriteNumber("gives"u8, rep.Gives);
        json.WriteNumber("open_before"u8, rep.OpenBefore);
        json.WriteNumber("open_after"u8, rep.OpenAfter);
        LeadWriter.Number(json, "capacity"u8, rep.Capacity);
        json.WriteStartArray("warnings"u8);
        foreach (var warning in rep.Warnings)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, warning.Code);
            json.WriteNumber("actual"u8, warning.Actual);
            json.WriteNumber("needed"u8, warning.Needed);
            json.WriteNumber("leads"u8, warning.Leads);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBalances(Utf8JsonWriter json, Handover handover)
    {
        json.WriteStartArray("balances"u8);
        foreach (var balance in handover.Balances)
        {
            json.WriteStartObject();
            json.WriteString("ledger"u8, balance.Ledger);
            json.WriteString("member"u8, balance.Member);
            json.WriteNumber("before"u8, balance.Before);
            json.WriteNumber("after"u8, balance.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, HandoverMove move, string id)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("from"u8, move.From);
        json.WriteString("to"u8, move.To);
        json.WriteString("status"u8, move.Status);
        json.WriteStartArray("offered_to"u8);
        foreach (var rep in move.OfferedTo)
        {
            json.WriteStringValue(rep);
        }

        json.WriteEndArray();
        json.WriteString("pool"u8, move.Pool);
        json.WriteString("queue"u8, move.Queue);
        json.WriteString("kept"u8, move.Kept);
        json.WriteEndObject();
    }
}
