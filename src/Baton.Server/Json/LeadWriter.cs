using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Screening;
using Baton.Storage;
using Baton.Storage.Json;
using NodaTime;

namespace Baton.Server.Json;

/// <summary>Leads, decisions and values as the API shows them: snake case, absent = null, instants in RFC 3339.</summary>
internal static class LeadWriter
{
    /// <param name="erased">Its personal data was erased; shown only where it is so.</param>
    public static void Lead(Utf8JsonWriter json, string id, LeadView lead, bool erased = false)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("status"u8, lead.Status);
        json.WriteString("stage"u8, lead.Stage);
        Outcome(json, lead);
        Number(json, "score"u8, lead.Score);
        json.WriteString("grade"u8, lead.Grade);
        json.WriteString("territory"u8, lead.Territory);
        json.WriteString("account"u8, lead.Account);
        Account(json, "account_match"u8, lead.AccountMatch);
        Time(json, "created_at"u8, lead.CreatedAt);
        Time(json, "assigned_at"u8, lead.AssignedAt);
        if (erased)
        {
            json.WriteBoolean("erased"u8, true);
        }

        json.WriteStartObject("fields"u8);
        foreach (var (name, value) in lead.Fields ?? [])
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>All that is shown of a blind lead: its opaque id, its age and its grade.</summary>
    public static void Handle(Utf8JsonWriter json, long number, Instant createdAt, string? grade, Instant now)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, PublicId.Of(number));
        json.WriteNumber("age"u8, AgeIn(now, createdAt));
        json.WriteString("grade"u8, grade);
        json.WriteEndObject();
    }

    /// <summary>In clock minutes, so that watching an age turn does not tell the second at which the lead came.</summary>
    public static long AgeIn(Instant now, Instant createdAt) => Minutes(now) - Minutes(createdAt);

    /// <summary>The account of a lead and how it was found; null where it has none.</summary>
    public static void Account(Utf8JsonWriter json, ReadOnlySpan<byte> name, AccountMatch? match)
    {
        if (match is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("id"u8, match.Id);
        json.WriteString("matched_by"u8, match.MatchedBy);
        Number(json, "score"u8, match.Score);
        json.WriteString("evidence"u8, match.Evidence);
        if (match.RunnerUp is { } next)
        {
            json.WriteStartObject("runner_up"u8);
            json.WriteString("id"u8, next.Id);
            json.WriteNumber("score"u8, next.Score);
            json.WriteString("evidence"u8, next.Evidence);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("runner_up"u8);
        }

        json.WriteEndObject();
    }

    public static void Lead(Utf8JsonWriter json, LeadRecord lead) =>
        Lead(json, lead.PublicId, ViewOf(lead), lead.Erased);

    /// <summary>What was decided about a lead, as it stands; <paramref name="at"/> is when.</summary>
    public static void Decision(Utf8JsonWriter json, string id, LeadView lead, Instant at)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, lead.Status);
        Outcome(json, lead);
        Time(json, "at"u8, at);
        json.WriteString("explain"u8, PathOf(id) + "/explain");
        json.WriteEndObject();
    }

    public static string PathOf(string id) => "/v1/leads/" + Uri.EscapeDataString(id);

    public static void Time(Utf8JsonWriter json, ReadOnlySpan<byte> name, Instant? at)
    {
        if (at is { } instant)
        {
            Span<byte> text = stackalloc byte[InstantText.MaxLength];
            json.WriteString(name, text[..InstantText.Format(instant, text)]);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Write(Utf8JsonWriter json, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                json.WriteNullValue();
                break;
            case ValueKind.Bool:
                json.WriteBooleanValue(value.IsTrue);
                break;
            case ValueKind.Int:
                json.WriteNumberValue(value.AsInt());
                break;
            case ValueKind.Double when double.IsFinite(value.AsNumber()):
                json.WriteNumberValue(value.AsNumber());
                break;
            case ValueKind.Timestamp:
                Span<byte> text = stackalloc byte[InstantText.MaxLength];
                json.WriteStringValue(text[..InstantText.Format(value.AsTimestamp(), text)]);
                break;
            case ValueKind.List:
                json.WriteStartArray();
                foreach (var item in value.AsList())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case ValueKind.Map:
                Map(json, value.AsMap());
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    /// <summary>A stored lead in the form that replies have.</summary>
    public static LeadView ViewOf(LeadRecord lead) =>
        new()
        {
            Number = lead.Number,
            Status = lead.Status,
            Stage = lead.Stage,
            Owner = lead.Owner,
            OfferedTo = lead.OfferedTo,
            Rule = lead.Rule,
            Pool = lead.Pool,
            Queue = lead.Queue,
            Reason = lead.Reason,
            Score = lead.Score,
            Grade = lead.Grade,
            Territory = lead.Territory,
            AccountMatch = lead.AccountMatch,
            Version = lead.Version,
            Priority = lead.Priority,
            Effort = lead.Effort,
            CreatedAt = lead.CreatedAt,
            AssignedAt = lead.AssignedAt,
            Fields = FieldsOf(lead),
        };

    public static ImmutableArray<KeyValuePair<string, Value>> FieldsOf(LeadRecord lead) =>
        [.. lead.Personal.Items, .. lead.Fields.Items];

    // Clock minutes, so that all ages turn at once: one that turned by itself would tell the second of its arrival.
    private static long Minutes(Instant at) => at.ToUnixTimeSeconds() / 60;

    private static void Outcome(Utf8JsonWriter json, LeadView lead)
    {
        json.WriteString("owner"u8, lead.Owner);
        json.WriteStartArray("offered_to"u8);
        foreach (var rep in lead.OfferedTo)
        {
            json.WriteStringValue(rep);
        }

        json.WriteEndArray();
        json.WriteString("rule"u8, lead.Rule);
        json.WriteString("pool"u8, lead.Pool);
        json.WriteString("queue"u8, lead.Queue);
        json.WriteString("reason"u8, lead.Reason);
    }

    private static void Map(Utf8JsonWriter json, ImmutableSortedDictionary<string, Value> map)
    {
        json.WriteStartObject();
        foreach (var (key, item) in map)
        {
            json.WritePropertyName(key);
            Write(json, item);
        }

        json.WriteEndObject();
    }
}
