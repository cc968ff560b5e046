using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baton.Engine.Policies.Binding;

namespace Baton.Engine.Policies;

/// <summary>
/// The JSON Schema (2020-12) of the workspace file, for editors. It is made from what the binder reads, so the two
/// cannot disagree about keys; what a schema cannot say (references, cycles) only the binder checks.
/// </summary>
public static class WorkspaceSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string ToJson()
    {
        var book = new SchemaBook();
        var reference = WorkspaceBinder.Shape.Schema(book);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Baton workspace file",
            ["$ref"] = reference["$ref"]!.DeepClone(),
            ["$defs"] = book.Parts(),
        };
        return schema.ToJsonString(Readable) + "\n";
    }
}
