using System.Text.Json.Nodes;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Server.Describing;

/// <summary>
/// What is written by hand about the API: a file a tag in the folder <c>api</c>, with its routes and the shapes that they
/// take and give, and <c>about.yaml</c> for all of them.
/// </summary>
internal sealed record Fragments(JsonObject About, IReadOnlyList<(string Tag, JsonObject Written)> Files)
{
    private const string Folder = "api/";
    private const string Ending = ".yaml";

    public static Fragments Read()
    {
        var assembly = typeof(Fragments).Assembly;
        var files = assembly
            .GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToDictionary(n => n[Folder.Length..^Ending.Length], n => Parse(n));
        files.Remove("about", out var about);
        var order = about!["tags"]!.AsArray().Select((t, i) => ((string)t!, i)).ToDictionary();
        return new Fragments(
            about,
            [.. files.OrderBy(f => order.GetValueOrDefault(f.Key, order.Count)).Select(f => (f.Key, f.Value))]
        );
    }

    /// <summary>Every route that is described, such as <c>POST /v1/leads</c>, in the order of the page.</summary>
    public IEnumerable<(string Tag, string Route, JsonObject Written, JsonObject File)> Routes() =>
        from file in Files
        from route in file.Written["routes"]?.AsObject() ?? []
        select (file.Tag, route.Key, route.Value!.AsObject(), file.Written);

    public IEnumerable<KeyValuePair<string, JsonNode>> Schemas() =>
        Files
            .Select(f => f.Written)
            .Prepend(About)
            .SelectMany(f => f["schemas"]?.AsObject() ?? [])
            .Select(s => KeyValuePair.Create(s.Key, s.Value!));

    private static JsonObject Parse(string name)
    {
        using var reader = new StreamReader(typeof(Fragments).Assembly.GetManifestResourceStream(name)!);
        var faults = new List<Fault>();
        var document = YamlReader.Read(reader.ReadToEnd(), name, faults);
        return faults.Count == 0
            ? JsonNode.Parse(JsonNodes.ToJson(document!))!.AsObject()
            : throw new InvalidDataException(
                $"{name}: {string.Join("; ", faults.Select(f => $"{f.At}: {f.Message}"))}"
            );
    }
}
