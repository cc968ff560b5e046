using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Baton.Cli.Scenarios;

/// <summary>The results for programs, as one JSON document.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(ScenarioRun run, TextWriter output) =>
        output.WriteLine(
            new JsonObject
            {
                ["passed"] = run.Passed,
                ["failed"] = run.Failed,
                ["scenarios"] = new JsonArray([.. run.Results.Select(Scenario)]),
                ["faults"] = new JsonArray([.. run.Faults.Select(f => (JsonNode)f.ToString())]),
            }.ToJsonString(Options)
        );

    private static JsonObject Scenario(ScenarioResult result) =>
        new()
        {
            ["name"] = result.Name,
            ["file"] = result.File,
            ["line"] = result.At.Line,
            ["passed"] = result.Failure is null,
            ["seconds"] = Math.Round(result.Elapsed.TotalSeconds, 3),
            ["failure"] = result.Failure is { } failure ? Failure(failure) : null,
        };

    private static JsonObject Failure(StepFailure failure) =>
        new()
        {
            ["where"] = failure.Where,
            ["step"] = failure.Step,
            ["line"] = failure.At.Line,
            ["mismatches"] = new JsonArray([.. failure.Mismatches.Select(Mismatch)]),
            ["trace"] = new JsonArray([.. failure.Trace.Select(line => (JsonNode)line)]),
        };

    private static JsonObject Mismatch(Mismatch mismatch) =>
        new()
        {
            ["key"] = mismatch.Key,
            ["line"] = mismatch.At.Line,
            ["expected"] = mismatch.Expected,
            ["actual"] = mismatch.Actual,
        };
}
