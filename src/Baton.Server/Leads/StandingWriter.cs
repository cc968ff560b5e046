using System.Text.Json;
using Baton.Engine.Policies;
using Baton.Engine.Qualification;
using Baton.Engine.Scoring;
using Baton.Server.Json;

namespace Baton.Server.Leads;

/// <summary>What a lead is worth and whether it qualifies, as the API shows them.</summary>
internal static class StandingWriter
{
    public static void Score(Utf8JsonWriter json, ScoreBreakdown? score)
    {
        if (score is null)
        {
            json.WriteNull("score"u8);
            return;
        }

        json.WriteStartObject("score"u8);
        LeadWriter.Time(json, "at"u8, score.At);
        json.WriteNumber("score"u8, score.Score);
        json.WriteString("grade"u8, score.Grade);
        json.WriteStartArray("parts"u8);
        foreach (var part in score.Parts)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, part.Rule);
            json.WriteString("activity"u8, part.Activity);
            json.WriteNumber("points"u8, part.Points);
            json.WriteNumber("worth"u8, part.Worth);
            json.WriteString("half_life"u8, part.HalfLife is { } half ? DurationText.Format(half) : null);
            LeadWriter.Time(json, "since"u8, part.Since);
            json.WriteString("age"u8, DurationText.Format(score.At - part.Since));
            LeadWriter.Number(json, "at_most"u8, part.AtMost);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Qualification(Utf8JsonWriter json, Verdict? verdict)
    {
        if (verdict is null)
        {
            json.WriteNull("qualification"u8);
            return;
        }

        json.WriteStartObject("qualification"u8);
        json.WriteBoolean("qualifies"u8, verdict.Qualifies);
        json.WriteString("when"u8, verdict.When);
        json.WriteNumber("answered"u8, verdict.Answered);
        json.WriteNumber("of"u8, verdict.Questions.Length);
        LeadWriter.Number(json, "share"u8, verdict.Share);
        json.WriteStartArray("questions"u8);
        foreach (var question in verdict.Questions)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, question.Key);
            json.WriteString("text"u8, question.Text);
            json.WriteString("guidance"u8, question.Guidance);
            json.WriteNumber("weight"u8, question.Weight);
            json.WritePropertyName("answer"u8);
            LeadWriter.Write(json, question.Answer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
