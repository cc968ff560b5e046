using System.Text;
using System.Text.Json.Nodes;
using Baton.Server.Describing;

namespace Baton.Server.Tests.Describing;

public sealed class DocumentTests
{
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

    // With BATON_WRITE_OPENAPI=1 the file is written anew.
    [Fact]
    public async Task The_file_at_the_root_is_what_the_server_serves()
    {
        await using var server = await RunningServer.Start();
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };
        var served = await stranger.GetByteArrayAsync("/openapi/v1.json");
        var file = Path.Combine(Source.Root, "openapi.json");
        if (Environment.GetEnvironmentVariable("BATON_WRITE_OPENAPI") == "1")
        {
            await File.WriteAllBytesAsync(file, served);
        }

        (await File.ReadAllTextAsync(file)).ShouldBe(
            Encoding.UTF8.GetString(served),
            "openapi.json is not what the server serves: run the tests once with BATON_WRITE_OPENAPI=1"
        );
    }

    [Fact]
    public async Task Every_route_is_described_and_every_described_route_is_there()
    {
        await using var server = await RunningServer.Start();

        var described = Operations().Select(o => o.Route);

        described.ShouldBe(
            Routes.Of(server).Where(r => IsOfApi(r.Path) && r.Method != "HEAD").Select(r => $"{r.Method} {r.Path}"),
            ignoreOrder: true,
            "describe the route in src/Baton.Server/Describing/api, as docs/clients.md says"
        );
    }

    [Fact]
    public void Every_operation_has_its_own_name_in_camel_case()
    {
        var names = Operations().Select(o => (string)o.Described["operationId"]!).ToList();

        names.ShouldBeUnique();
        names.ShouldAllBe(n => char.IsAsciiLetterLower(n[0]) && n.All(char.IsAsciiLetterOrDigit));
    }

    [Fact]
    public void Every_parameter_of_a_path_is_described() =>
        Operations()
            .Where(o => o.Route.Contains('{') != InPath(o.Described).Any())
            .Select(o => o.Route)
            .ShouldBeEmpty();

    [Fact]
    public void Every_parameter_says_what_it_is() =>
        Operations()
            .SelectMany(o =>
                (o.Described["parameters"]?.AsArray() ?? []).Select(p => (o.Route, Parameter: p!.AsObject()))
            )
            .Where(p => SchemaCheck.Resolve(p.Parameter)!["description"] is null)
            .Select(p => $"{p.Route} {p.Parameter["name"]}")
            .ShouldBeEmpty();

    [Fact]
    public void Every_shape_that_is_named_is_there_and_is_used()
    {
        var named = References(ApiDocument.Root).Distinct().ToList();
        var schemas = ApiDocument.Root["components"]!["schemas"]!.AsObject().Select(s => s.Key);

        named.ShouldBe(schemas, ignoreOrder: true);
    }

    [Fact]
    public void Every_example_is_of_its_shape() =>
        ApiDocument.Root["components"]!["schemas"]!
            .AsObject()
            .SelectMany(s => SchemaCheck.Faults(Example.Of(s.Value!.AsObject(), Schemas), s.Value!.AsObject(), s.Key))
            .Concat(Media().SelectMany(m => SchemaCheck.Faults(m.Example, m.Schema, m.Where)))
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_said_without_an_example() =>
        Media().Where(m => m.Example is null).Select(m => m.Where).ShouldBeEmpty();

    [Theory]
    [InlineData("RepEntry", "rep")]
    [InlineData("Absence", "absence")]
    [InlineData("Caps", "caps")]
    [InlineData("TeamEntry", "team")]
    [InlineData("TeamWhere", "team_members")]
    [InlineData("CalendarEntry", "calendar")]
    [InlineData("TerritoryEntry", "territory")]
    [InlineData("AccountEntry", "account")]
    [InlineData("QueueEntry", "queue")]
    [InlineData("ClaimLimits", "claims")]
    public void An_entry_is_described_as_the_workspace_file_has_it(string shape, string definition)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Source.Root, "docs", "workspace.schema.json")))!;

        Schemas[shape]!["properties"]!
            .AsObject()
            .Select(p => p.Key)
            .ShouldBe(file["$defs"]![definition]!["properties"]!.AsObject().Select(p => p.Key), ignoreOrder: true);
    }

    [Fact]
    public void Roles_and_scopes_are_those_that_the_route_declares()
    {
        var capture = ApiDocument.Root["paths"]!["/v1/leads"]!["post"]!;

        capture["x-roles"]!.ToJsonString().ShouldBe("""["admin","manager"]""");
        ((string?)capture["x-scope"]).ShouldBe("leads:write");
        capture["security"]!.ToJsonString().ShouldBe("""[{"key":[]},{"session":[],"csrf":[]}]""");
        ApiDocument.Root["paths"]!["/v1/session"]!["post"]!["security"]!.AsArray().ShouldBeEmpty();
    }

    public static IEnumerable<(string Route, JsonObject Described)> Operations() => Operations(ApiDocument.Root);

    public static IEnumerable<(string Route, JsonObject Described)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where Methods.Contains(method.Key)
        select ($"{method.Key.ToUpperInvariant()} {path.Key}", method.Value!.AsObject());

    private static JsonObject Schemas => ApiDocument.Root["components"]!["schemas"]!.AsObject();

    private static bool IsOfApi(string path) =>
        path.StartsWith("/v1/", StringComparison.Ordinal)
        || path is "/healthz" or "/readyz" or "/metrics" or "/openapi/v1.json";

    private static IEnumerable<JsonNode?> InPath(JsonObject operation) =>
        (operation["parameters"]?.AsArray() ?? []).Where(p => (string?)p!["in"] == "path");

    private static IEnumerable<(string Where, JsonObject Schema, JsonNode? Example)> Media() =>
        from operation in Operations()
        from place in operation.Described["responses"]!
            .AsObject()
            .Append(KeyValuePair.Create("requestBody", operation.Described["requestBody"]))
        from medium in SchemaCheck.Resolve(place.Value as JsonObject)?["content"]?.AsObject() ?? []
        select (
            $"{operation.Route} {place.Key} {medium.Key}",
            medium.Value!["schema"]!.AsObject(),
            medium.Value["example"]
        );

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(p =>
                p.Key == "$ref" && ((string)p.Value!).StartsWith(Shape.Folder, StringComparison.Ordinal)
                    ? [((string)p.Value!)[Shape.Folder.Length..]]
                    : References(p.Value)
            ),
            JsonArray list => list.SelectMany(References),
            _ => [],
        };
}
