using System.Text.Json;
using Baton.Engine.Explain;
using Baton.Server.Json;

namespace Baton.Server.Leads;

/// <summary>Explanations as the API shows them. Leads go by the id that the caller used.</summary>
internal static class ExplanationWriter
{
    public static void Write(Utf8JsonWriter json, Explanation why, string id)
    {
        json.WriteStartObject();
        json.WriteString("lead"u8, id);
        LeadWriter.Time(json, "at"u8, why.At);
        json.WriteString("event"u8, why.Event);
        Texts(json, "winners"u8, why.Winners);
        json.WriteString("rule"u8, why.Rule);
        json.WriteNumber("version"u8, why.Version);
        json.WriteString("guidance"u8, why.Guidance);
        json.WriteString("pool"u8, why.Pool);
        json.WriteString("queue"u8, why.Queue);
        json.WriteString("reason"u8, why.Reason);
        LeadWriter.Account(json, "account"u8, why.Account);
        Considered(json, why);
        StandingWriter.Score(json, why.Score);
        StandingWriter.Qualification(json, why.Qualification);
        Texts(json, "sentences"u8, why.Sentences);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, WhyNot why, string id)
    {
        json.WriteStartObject();
        json.WriteString("lead"u8, id);
        json.WriteString("rep"u8, why.Rep);
        json.WriteBoolean("won"u8, why.Won);
        json.WriteString("code"u8, why.Code);
        LeadWriter.Number(json, "actual"u8, why.Actual);
        LeadWriter.Number(json, "needed"u8, why.Needed);
        json.WriteString("sentence"u8, why.Sentence);
        if (why.Flip is { } flip)
        {
            json.WriteStartObject("flip"u8);
            json.WriteString("what"u8, flip.What);
            json.WriteNumber("from"u8, flip.From);
            json.WriteNumber("to"u8, flip.To);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("flip"u8);
        }

        json.WriteEndObject();
    }

    private static void Considered(Utf8JsonWriter json, Explanation why)
    {
        json.WriteStartArray("considered"u8);
        foreach (var rep in why.Considered)
        {
            json.WriteStartObject();
            json.WriteString("rep"u8, rep.Rep);
            json.WriteString("pool"u8, rep.Pool);
            json.WriteString("code"u8, rep.Code);
            LeadWriter.Number(json, "actual"u8, rep.Actual);
            LeadWriter.Number(json, "needed"u8, rep.Needed);
            LeadWriter.Number(json, "balance"u8, rep.Balance);
            LeadWriter.Number(json, "weight"u8, rep.Weight);
            json.WriteBoolean("won"u8, rep.Won);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
