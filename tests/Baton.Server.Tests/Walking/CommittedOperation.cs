using System.Text.Json.Nodes;
using Baton.Server.Tests.Describing;
using Baton.Storage;

namespace Baton.Server.Tests.Walking;

/// <summary>A route and who may ask for it, by the committed <c>openapi.json</c> and not by what the server declares.</summary>
internal sealed record CommittedOperation(string Route, JsonObject Described)
{
    public static IReadOnlyList<CommittedOperation> All { get; } =
    [
        .. DocumentTests
            .Operations(JsonNode.Parse(File.ReadAllText(Path.Combine(Source.Root, "openapi.json")))!.AsObject())
            .Select(o => new CommittedOperation(o.Route, o.Described)),
    ];

    public string Method => Route.Split(' ')[0];

    public string Pattern => Route.Split(' ')[1];

    public bool IsReading => Method == "GET";

    public bool IsOpen => Security.Count == 0;

    /// <summary>About whoever asks himself: any key may, whatever its scopes.</summary>
    public bool IsOwn => !IsOpen && Described["x-scope"] is null;

    public bool NeedsCsrf => Security.Any(s => s!.AsObject().ContainsKey("csrf"));

    public string? Type =>
        Described["requestBody"]?["content"]?.AsObject().Select(c => c.Key).MinBy(t => t != "application/json");

    public string? Example => Type is null ? null : Conversation.ExampleOf(Described, Type);

    private JsonArray Security => Described["security"]!.AsArray();

    public bool Allows(Role role) =>
        IsOpen || Described["x-roles"]!.AsArray().Any(r => (string?)r == RoleNames.Of(role));

    /// <summary>Whether an administrator's key may ask that is restricted to a scope.</summary>
    public bool AllowsScope(string scope) =>
        Allows(Role.Admin) && (IsOpen || IsOwn || (string?)Described["x-scope"] == scope);
}
