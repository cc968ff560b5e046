using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Eligibility;
using Baton.Engine.Policies.Config;
using Baton.Engine.Turns;
using Baton.Server.Json;
using Baton.Storage;
using NodaTime;

namespace Baton.Server.People;

/// <summary>A rep's own view as the API shows it.</summary>
internal static class TurnWriter
{
    public static void Presence(Utf8JsonWriter json, TurnView turns, Instant now)
    {
        json.WriteString("rep"u8, turns.Rep);
        json.WriteString("name"u8, turns.Name);
        LeadWriter.Time(json, "at"u8, now);
        json.WriteString("timezone"u8, turns.Zone.Id);
        json.WriteString("status"u8, turns.Status);
        LeadWriter.Time(json, "status_until"u8, turns.StatusUntil);
        json.WriteString("status_reason"u8, turns.StatusReason);
        json.WriteBoolean("absent"u8, turns.Absent);
        json.WriteBoolean("in_hours"u8, turns.InHours);
    }

    public static void Room(Utf8JsonWriter json, TurnView turns)
    {
        Use(json, "capacity"u8, turns.Open, turns.Capacity);
        Caps(json, "caps"u8, turns.Caps);
    }

    public static void Pools(Utf8JsonWriter json, ImmutableArray<PoolTurn> pools)
    {
        json.WriteStartArray("pools"u8);
        foreach (var pool in pools)
        {
            Write(json, pool);
        }

        json.WriteEndArray();
    }

    public static void Queues(Utf8JsonWriter json, ImmutableArray<QueueTurn> queues, Instant now)
    {
        json.WriteStartArray("queues"u8);
        foreach (var queue in queues)
        {
            Write(json, queue, now);
        }

        json.WriteEndArray();
    }

    public static void Work(Utf8JsonWriter json, WorkItem item, LeadRecord lead)
    {
        json.WriteStartObject();
        json.WriteString("next"u8, item.Next);
        LeadWriter.Time(json, "offered_at"u8, item.OfferedAt);
        LeadWriter.Time(json, "expires_at"u8, item.ExpiresAt);
        json.WriteString("sla"u8, item.Sla);
        LeadWriter.Time(json, "due_at"u8, item.DueAt);
        json.WriteBoolean("overdue"u8, item.Overdue);
        json.WriteString("on_breach"u8, item.OnBreach);
        LeadWriter.Time(json, "recycles_at"u8, item.RecyclesAt);
        json.WriteString("guidance"u8, item.Guidance);
        json.WritePropertyName("lead"u8);
        LeadWriter.Lead(json, lead);
        json.WriteEndObject();
    }

    /// <param name="lead">The id under which the reader may know it; null = he may not.</param>
    public static void Skip(Utf8JsonWriter json, Skip skip, string? lead)
    {
        json.WriteStartObject();
        LeadWriter.Time(json, "at"u8, skip.At);
        json.WriteString("lead"u8, lead);
        json.WriteString("pool"u8, skip.Pool);
        Bar(json, skip.Code, skip.Actual, skip.Needed);
        json.WriteEndObject();
    }

    public static void Barred(Utf8JsonWriter json, ReadOnlySpan<byte> name, Bar? barred)
    {
        if (barred is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        Bar(json, barred.Code, barred.Actual, barred.Needed);
        json.WriteEndObject();
    }

    private static void Bar(Utf8JsonWriter json, string code, long? actual, long? needed)
    {
        json.WriteString("code"u8, code);
        LeadWriter.Number(json, "actual"u8, actual);
        LeadWriter.Number(json, "needed"u8, needed);
    }

    // Shares are rounded to 4 decimals for people; the balance is exact.
    private static void Write(Utf8JsonWriter json, PoolTurn pool)
    {
        json.WriteStartObject();
        json.WriteString("pool"u8, pool.Pool);
        json.WriteString("method"u8, pool.Method);
        json.WriteString("unit"u8, pool.Unit);
        json.WriteBoolean("paused"u8, pool.Paused);
        json.WriteNumber("members"u8, pool.Members);
        json.WriteNumber("weight"u8, pool.Weight);
        json.WriteNumber("target_share"u8, decimal.Round(pool.TargetShare, 4));
        json.WriteNumber("received"u8, pool.Received);
        json.WriteNumber("share"u8, pool.ReceivedByAll == 0 ? 0 : decimal.Round(pool.Received / pool.ReceivedByAll, 4));
        json.WriteNumber("balance"u8, pool.Balance);
        json.WriteBoolean("eligible"u8, pool.Barred is null);
        Barred(json, "barred"u8, pool.Barred);
        LeadWriter.Time(json, "barred_until"u8, pool.BarredUntil);
        LeadWriter.Number(json, "leads_before"u8, pool.LeadsBefore);
        json.WriteNumber("looked_ahead"u8, pool.LookedAhead);
        json.WriteNumber("leads_last_hour"u8, pool.LastHour);
        LeadWriter.Number(json, "likely_minutes"u8, pool.LikelyMinutes);
        Caps(json, "caps"u8, pool.Caps);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, QueueTurn queue, Instant now)
    {
        json.WriteStartObject();
        json.WriteString("queue"u8, queue.Queue);
        json.WriteString("mode"u8, queue.Mode);
        json.WriteNumber("waiting"u8, queue.Waiting);
        Barred(json, "barred"u8, queue.Barred);
        Use(json, "open_claims"u8, queue.OpenClaims, queue.OpenClaimsLimit);
        Caps(json, "claims"u8, queue.Claims);
        json.WriteStartArray("blind"u8);
        foreach (var lead in queue.Blind)
        {
            json.WriteStartObject();
            json.WriteNumber("age"u8, LeadWriter.AgeIn(now, lead.CreatedAt));
            json.WriteString("grade"u8, lead.Grade);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Use(Utf8JsonWriter json, ReadOnlySpan<byte> name, long used, int? limit)
    {
        json.WriteStartObject(name);
        json.WriteNumber("used"u8, used);
        LeadWriter.Number(json, "limit"u8, limit);
        json.WriteEndObject();
    }

    private static void Caps(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<CapUse> uses)
    {
        json.WriteStartArray(name);
        foreach (var use in uses)
        {
            json.WriteStartObject();
            json.WriteString("window"u8, Choice.Word(use.Window));
            json.WriteNumber("used"u8, use.Used);
            json.WriteNumber("limit"u8, use.Limit);
            LeadWriter.Time(json, "resets_at"u8, use.LessAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
