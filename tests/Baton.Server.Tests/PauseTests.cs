namespace Baton.Server.Tests;

public sealed class PauseTests
{
    private const string NoKind =
        "'kind' is missing: 'pool', 'rule' or 'source' with its 'id', or 'workspace' for all of it; "
        + "for a rep there is POST /v1/reps/{id}/status";

    [Theory]
    [InlineData("", "kind", NoKind)]
    [InlineData("{}", "kind", NoKind)]
    [InlineData("""{ "kind": null }""", "kind", NoKind)]
    [InlineData("""{ "id": "p" }""", "kind", NoKind)]
    [InlineData("""{ "kind": "pool" }""", "id", "'id' is missing")]
    [InlineData("""{ "kind": "source", "id": null }""", "id", "'id' is missing")]
    [InlineData(
        """{ "kind": "workspace", "id": "p" }""",
        "id",
        "the whole workspace has no id; leave 'id' out, or name another kind"
    )]
    [InlineData("""{ "kind": "pol", "id": "p" }""", "kind", "unknown kind 'pol'; did you mean 'pool'?")]
    public async Task Nothing_is_paused_or_resumed_that_is_not_named(string body, string path, string message)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        foreach (var route in new[] { "/v1/pause", "/v1/resume" })
        {
            var refused = await server.Send(route, body);

            refused.Status.ShouldBe(422, refused.Text);
            var error = refused.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
            error.GetProperty("path").GetString().ShouldBe(path);
            error.GetProperty("message").GetString().ShouldBe(message);
        }

        (await server.Send("/v1/leads", "{}"))["lead.status"].ShouldBe("assigned");
    }

    [Fact]
    public async Task A_rule_that_is_not_there_is_refused_with_the_nearest_name()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var refused = await server.Send("/v1/pause", """{ "kind": "rule", "id": "al" }""");

        refused.Status.ShouldBe(422, refused.Text);
        refused
            .Json.GetProperty("errors")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("message")
            .GetString()
            .ShouldBe("there is no rule 'al'; did you mean 'all'?");
    }

    [Fact]
    public async Task The_whole_workspace_is_paused_by_its_name()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var paused = await server.Send("/v1/pause", """{ "kind": "workspace", "reason": "an audit" }""");
        await server.Send("/v1/leads", """{ "id": "L" }""");
        var status = (await server.Get("/v1/leads/L"))["status"];
        await server.Send("/v1/resume", """{ "kind": "workspace" }""");

        paused.Text.ShouldBe("""{"kind":"workspace","id":"","paused":true}""");
        status.ShouldBe("waiting");
        (await server.Get("/v1/leads/L"))["status"].ShouldBe("assigned");
    }
}
