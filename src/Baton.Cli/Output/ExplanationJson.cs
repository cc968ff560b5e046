using System.Text.Json.Nodes;
using Baton.Engine.Explain;
using Baton.Engine.Policies;
using Baton.Engine.Qualification;
using Baton.Engine.Scoring;
using Baton.Engine.Screening;
using NodaTime;
using NodaTime.Text;

namespace Baton.Cli.Output;

/// <summary>Explanations as the HTTP API gives them.</summary>
internal static class ExplanationJson
{
    public static JsonObject Of(Explanation why, string id) =>
        new()
        {
            ["lead"] = id,
            ["at"] = InstantPattern.ExtendedIso.Format(why.At),
            ["event"] = why.Event,
            ["winners"] = Json.Array(why.Winners.Select(w => (JsonNode)w)),
            ["rule"] = why.Rule,
            ["version"] = why.Version,
            ["guidance"] = why.Guidance,
            ["pool"] = why.Pool,
            ["queue"] = why.Queue,
            ["reason"] = why.Reason,
            ["account"] = why.Account is { } account ? Of(account) : null,
            ["considered"] = Json.Array(why.Considered.Select(Of)),
            ["score"] = why.Score is { } score ? Of(score) : null,
            ["qualification"] = why.Qualification is { } verdict ? Of(verdict) : null,
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

    private static JsonObject Of(AccountMatch account) =>
        new()
        {
            ["id"] = account.Id,
            ["matched_by"] = account.MatchedBy,
            ["score"] = account.Score,
            ["evidence"] = account.Evidence,
            ["runner_up"] = account.RunnerUp is { } next
                ? new JsonObject
                {
                    ["id"] = next.Id,
                    ["score"] = next.Score,
                    ["evidence"] = next.Evidence,
                }
                : null,
        };

    private static JsonObject Of(ScoreBreakdown score) =>
        new()
        {
            ["at"] = InstantPattern.ExtendedIso.Format(score.At),
            ["score"] = score.Score,
            ["grade"] = score.Grade,
            ["parts"] = Json.Array(score.Parts.Select(p => Of(p, score.At))),
        };

    private static JsonObject Of(ScoreShare part, Instant at) =>
        new()
        {
            ["rule"] = part.Rule,
            ["activity"] = part.Activity,
            ["points"] = part.Points,
            ["worth"] = part.Worth,
            ["half_life"] = part.HalfLife is { } half ? DurationText.Format(half) : null,
            ["since"] = InstantPattern.ExtendedIso.Format(part.Since),
            ["age"] = DurationText.Format(at - part.Since),
            ["at_most"] = part.AtMost,
        };

    private static JsonObject Of(Verdict verdict) =>
        new()
        {
            ["qualifies"] = verdict.Qualifies,
            ["when"] = verdict.When,
            ["answered"] = verdict.Answered,
            ["of"] = verdict.Questions.Length,
            ["share"] = verdict.Share,
            ["questions"] = Json.Array(verdict.Questions.Select(Of)),
        };

    private static JsonObject Of(QuestionAnswer question) =>
        new()
        {
            ["key"] = question.Key,
            ["text"] = question.Text,
            ["guidance"] = question.Guidance,
            ["weight"] = question.Weight,
            ["answer"] = Json.Of(question.Answer),
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
