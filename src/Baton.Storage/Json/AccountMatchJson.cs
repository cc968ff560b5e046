using System.Buffers;
using System.Text.Json;
using Baton.Engine.Screening;

namespace Baton.Storage.Json;

/// <summary>
/// A match beside the name of its account: <c>{"matched_by":"email","score":0.96,"evidence":"…","runner_up":{"id":…}}</c>.
/// What is not known is left out.
/// </summary>
internal static class AccountMatchJson
{
    public static byte[] Write(AccountMatch match)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, EventEncoder.Options))
        {
            Write(json, match);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter json, AccountMatch match)
    {
        json.WriteStartObject();
        if (match.MatchedBy is { } by)
        {
            json.WriteString("matched_by"u8, by);
        }

        if (match.Score is { } score)
        {
            json.WriteNumber("score"u8, score);
        }

        if (match.Evidence is { } evidence)
        {
            json.WriteString("evidence"u8, evidence);
        }

        if (match.RunnerUp is { } next)
        {
            json.WriteStartObject("runner_up"u8);
            json.WriteString("id"u8, next.Id);
            json.WriteNumber("score"u8, next.Score);
            json.WriteString("evidence"u8, next.Evidence);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static AccountMatch Read(string id, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(id, document.RootElement);
    }

    public static AccountMatch Read(string id, JsonElement json)
    {
        var match = new EventReading(json, default);
        return new AccountMatch(id)
        {
            MatchedBy = match.TextOrNull("matched_by"u8),
            Score = match.DecimalOrNull("score"u8),
            Evidence = match.TextOrNull("evidence"u8),
            RunnerUp = json.TryGetProperty("runner_up"u8, out var next)
                ? new AccountRunnerUp(
                    next.TextAt("id"u8),
                    next.GetProperty("score"u8).GetDecimal(),
                    next.TextAt("evidence"u8)
                )
                : null,
        };
    }
}
