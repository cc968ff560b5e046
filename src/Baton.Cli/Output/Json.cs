using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;

namespace Baton.Cli.Output;

/// <summary>Results for programs.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonSerializerOptions OnOneLine { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, JsonNode document) => output.WriteLine(document.ToJsonString(Options));

    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonObject Of(Fault fault) =>
        new()
        {
            ["file"] = fault.File,
            ["line"] = fault.At == Position.None ? null : fault.At.Line,
            ["column"] = fault.At == Position.None ? null : fault.At.Column,
            ["path"] = fault.Path,
            ["code"] = fault.Code,
            ["message"] = fault.Message,
        };

    /// <summary>A value; times and durations are texts, and so are the numbers that JSON has no word for.</summary>
    public static JsonNode? Of(Value value) =>
        value.Kind switch
        {
            ValueKind.Null => null,
            ValueKind.Bool => JsonValue.Create(value.IsTrue),
            ValueKind.Int => JsonValue.Create(value.AsInt()),
            ValueKind.Double when double.IsFinite(value.AsNumber()) => JsonValue.Create(value.AsNumber()),
            ValueKind.List => Array(value.AsList().Select(Of)),
            ValueKind.Map => new JsonObject(value.AsMap().Select(p => KeyValuePair.Create(p.Key, Of(p.Value)))),
            _ => JsonValue.Create(value.ToString()),
        };
}
