using System.Text.Json;
using Baton.Engine.Turns;
using Baton.Server.Json;

namespace Baton.Server.People;

/// <summary>What a change of presence would do, as the API shows it.</summary>
internal static class EffectWriter
{
    /// <param name="idOf">The id under which the rep knows a lead of his.</param>
    public static void Write(Utf8JsonWriter json, PresenceEffect effect, Func<long, string> idOf)
    {
        json.WriteStartObject("effect"u8);
        json.WriteStartArray("pools"u8);
        foreach (var pool in effect.Pools)
        {
            Write(json, pool);
        }

        json.WriteEndArray();
        json.WriteStartArray("offers"u8);
        foreach (var offer in effect.Offers)
        {
            json.WriteStartObject();
            json.WriteString("lead"u8, idOf(offer.Lead));
            LeadWriter.Time(json, "expires_at"u8, offer.ExpiresAt);
            json.WriteString("on_expiry"u8, offer.Expiry);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("owned"u8, effect.Owned);
        json.WriteStartArray("due"u8);
        foreach (var due in effect.Due)
        {
            json.WriteStartObject();
            json.WriteString("lead"u8, idOf(due.Lead));
            json.WriteString("sla"u8, due.Sla);
            LeadWriter.Time(json, "due_at"u8, due.DueAt);
            json.WriteString("on_breach"u8, due.OnBreach);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("due_count"u8, effect.DueCount);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PoolEffect pool)
    {
        json.WriteStartObject();
        json.WriteString("pool"u8, pool.Pool);
        json.WriteBoolean("ignores_presence"u8, pool.IgnoresPresence);
        TurnWriter.Barred(json, "barred_before"u8, pool.BarredBefore);
        TurnWriter.Barred(json, "barred_after"u8, pool.BarredAfter);
        Write(json, "next_before"u8, pool.NextBefore);
        Write(json, "next_after"u8, pool.NextAfter);
        json.WriteNumber("balance"u8, pool.Balance);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> reps)
    {
        json.WriteStartArray(name);
        foreach (var rep in reps)
        {
            json.WriteStringValue(rep);
        }

        json.WriteEndArray();
    }
}
