using System.Text.Json.Nodes;
using Baton.Engine.Explain;

namespace Baton.Cli.Output;

/// <summary>Explanations as the HTTP API gives them.</summary>
internal static class ExplanationJson
{
    public static JsonObject Of(Explanation why, string id) =>
        new()
        {
            ["lead"] = id,
            ["at"] = why.At.ToString(),
            ["event"] = why.Event,
            ["winners"] = Json.Array(why.Winners.Select(w => (JsonNode)w)),
            ["rule"] = why.Rule,
            ["version"] = why.Version,
            ["guidance"] = why.Guidance,
            ["pool"] = why.Pool,
            ["queue"] = why.Queue,
            ["reason"] = why.Reason,
            ["considered"] = Json.Array(why.Considered.Select(Of)),
            ["sentences"] = Json.Array(why.Sentences.Select(s => (JsonNode)s)),
        };

    public static JsonObject Of(WhyNot not, string id) =>
        new()
        {
            ["lead"] = id,
            ["rep"] = not.Rep,
            ["won"] = not.Won,
            ["code"] = not.Code,
            ["actual"] = not.Actual,
            ["needed"] = not.Needed,
            ["sentence"] = not.Sentence,
            ["flip"] = not.Flip is { } flip
                ? new JsonObject
                {
                    ["what"] = flip.What,
                    ["from"] = flip.From,
                    ["to"] = flip.To,
                }
                : null,
        };

    private static JsonObject Of(ConsideredRep rep) =>
        new()
        {
            ["rep"] = rep.Rep,
            ["pool"] = rep.Pool,
            ["code"] = rep.Code,
            ["actual"] = rep.Actual,
            ["needed"] = rep.Needed,
            ["balance"] = rep.Balance,
            ["weight"] = rep.Weight,
            ["won"] = rep.Won,
        };
}
