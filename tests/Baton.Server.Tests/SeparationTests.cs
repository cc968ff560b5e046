using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>Several workspaces in one server, of which each is alone.</summary>
public sealed class SeparationTests : IAsyncLifetime
{
    private const string Workspace = """
        workspace: test
        reps: [{ id: ana, email: ana@team.test }]
        policy: { pools: { p: { members: [ana] } }, rules: [{ name: all, route: [{ pool: p }] }] }
        """;

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(Workspace);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_workspace_made_beside_a_running_server_is_found_by_its_key()
    {
        using var other = _server.With(await Make(_server.Folder, "north"));
        (await Sent(other, "POST", "/v1/leads", """{ "id": "a", "city": "Oslo" }""")).Status.ShouldBe(201);

        (await Sent(other, "GET", "/v1/workspace")).Text.ShouldContain("workspace: north");
        (await Sent(other, "GET", "/v1/leads/a"))["status"].ShouldBe("waiting");
        (await _server.Get("/v1/leads/a"))["code"].ShouldBe("unknown_lead");
    }

    [Fact]
    public async Task Equal_ids_and_idempotency_keys_in_two_workspaces_are_two_leads()
    {
        using var other = _server.With(await Make(_server.Folder, "north"));
        var here = await _server.Send("/v1/leads", """{ "id": "a", "city": "Rome" }""", "once");
        var there = await Sent(other, "POST", "/v1/leads", """{ "id": "a", "city": "Oslo" }""", "once");

        here["lead.fields.city"].ShouldBe("Rome");
        there["lead.fields.city"].ShouldBe("Oslo");
        (await _server.Get("/v1/leads/a"))["owner"].ShouldBe("ana");
    }

    [Fact]
    public async Task A_key_opens_no_other_workspace_than_its_own()
    {
        var key = await Make(_server.Folder, "north");
        await Make(_server.Folder, "south");
        var secret = key["bk_north.".Length..];
        using var renamed = _server.With($"bk_south.{secret}");
        using var bare = _server.With($"bk_{secret}");
        using var nowhere = _server.With($"bk_west.{secret}");
        using var outside = _server.With($"bk_../north.{secret}");
        using var known = _server.With($"bk_north.{_server.Key[3..]}");

        foreach (var client in new[] { renamed, bare, nowhere, outside, known })
        {
            (await Sent(client, "GET", "/v1/leads")).Status.ShouldBe(401);
        }
    }

    [Fact]
    public async Task Workspaces_are_there_again_after_a_restart_and_one_that_is_broken_leaves_the_others_open()
    {
        var folder = Directory.CreateTempSubdirectory("baton-").FullName;
        var key = await Make(folder, "north");
        var broken = await Make(folder, "south");
        await File.WriteAllTextAsync(DataFolder.DatabaseIn(WorkspaceFolders.Of(folder, "south")), "no database at all");

        await using (var server = await RunningServer.Start(folder: folder))
        {
            using var north = server.With(key);
            using var south = server.With(broken);
            (await Sent(north, "GET", "/v1/leads")).Status.ShouldBe(200);
            var answer = await Sent(south, "GET", "/v1/leads");
            (answer.Status, answer["code"]).ShouldBe((503, "corrupt_database"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_workspace_whose_folder_was_renamed_is_not_opened_under_the_new_name()
    {
        await Make(_server.Folder, "north");
        Directory.Move(WorkspaceFolders.Of(_server.Folder, "north"), WorkspaceFolders.Of(_server.Folder, "south"));
        using var south = _server.With("bk_south.x");

        var answer = await Sent(south, "GET", "/v1/leads");

        (answer.Status, answer["code"]).ShouldBe((503, "other_workspace"));
        answer["detail"]!.ShouldEndWith("holds the workspace 'north', not 'south'; give its folder that name again");
    }

    /// <summary>A workspace beside a server, with its administrator's key.</summary>
    internal static async Task<string> Make(string root, string name)
    {
        var options = new StoreOptions { Directory = WorkspaceFolders.Of(root, name), Workspace = name };
        await using var store = BatonStore.Open(options);
        return store.Keys.Create("admin");
    }
}
