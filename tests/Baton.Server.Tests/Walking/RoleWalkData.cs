using Baton.Server.Access;
using Baton.Storage;
using Microsoft.Extensions.Logging;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests.Walking;

/// <summary>
/// A folder with leads, people and all else that can be asked for, made once: each walk has a copy of it. What a request changes is
/// made for it alone, once for everybody who may send it, so that no request spoils another.
/// </summary>
public sealed class RoleWalkData : IAsyncLifetime
{
    internal const string Workspace = """
        workspace: test
        reps:
          - { id: ana, name: Ana Silva, user: ana@team.test }
          - { id: bob, name: Bob Otieno }
        teams: { t: { manager: mo@team.test, members: [ana, bob] } }
        policy:
          fields: { colour: string, motto: { type: string, personal: true }, wheels: number }
          segments: { big: 'lead.employees > 1000' }
          screen:
            reject: ['lead.source == "junk"']
            duplicates: { match: [{ fuzzy: [name, city], at: 0.99, review: 0.5 }], action: merge }
          score: { rules: [{ name: large, when: 'lead.employees > 1000', points: 10 }], grades: { A: 25, B: 5 } }
          qualify: { when: 'lead.source != "cold"', questions: { need: What is needed? }, nurture: { track: newsletter } }
          pools: { p: { team: t }, asked: { members: [ana], offer: { timeout: 8h } }, hers: { members: [ana] }, his: { members: [bob] } }
          queues: { pick: { team: t, mode: cherry_pick } }
          rules:
            - { name: his, when: 'lead.source == "hush-hour"', route: [{ pool: his }] }
            - { name: asked, when: 'lead.source == "offer"', route: [{ pool: asked }] }
            - { name: picked, when: 'lead.source == "pick"', route: [{ queue: pick }] }
            - { name: hers, when: 'lead.source == "hers"', route: [{ pool: hers }] }
            - { name: all, route: [{ pool: p }] }
        """;

    internal const string HisId = BlindWalkTests.BlindId;

    // What other words bear too.
    private static readonly string[] Harmless = ["mql", "assigned", "bob", "his", "NZ", "mi", "A", "B"];

    private readonly Dictionary<(string Route, string By), Prepared> _prepared = [];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("baton-").FullName;

    /// <summary>An administrator of another workspace of the same server.</summary>
    internal string Stranger { get; private set; } = "";

    /// <summary>Words of a lead of bob's, which nobody learns from whom it is hidden.</summary>
    internal IReadOnlyList<string> Secrets { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Stranger = await SeparationTests.Make(Folder, "other");
        await using var server = await Start(Workspace, Options, Folder);
        SignInTests.Make(server.Store, "ann@team.test");
        var preparing = new Preparing(server);
        await preparing.Begin();
        foreach (var operation in CommittedOperation.All)
        {
            foreach (var role in Enum.GetValues<Role>().Where(operation.Allows))
            {
                _prepared.Add((operation.Route, RoleNames.Of(role)), await preparing.For(operation, role));
            }

            _prepared.Add((operation.Route, ""), await preparing.For(operation, Role.Admin));
        }

        // After so many others, that its opaque id is none of the stranger's own.
        var his = await server.Send("/v1/leads", BlindWalkTests.Blind);
        his["lead.owner"].ShouldBe("bob", his.Text);
        Secrets =
        [
            .. BlindWalkTests.WordsOf(Harmless, his.Json.GetProperty("lead")),
            PublicId.Of(server.Store.Leads.Get(HisId)!.Number),
        ];
        var file = await preparing.WorkspaceFile();
        foreach (var key in _prepared.Keys.Where(k => k.Route == "PUT /v1/workspace").ToList())
        {
            _prepared[key] = _prepared[key] with { Body = file };
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A server on a copy of the folder, which the caller removes.</summary>
    internal async Task<RunningServer> StartCopy(Func<string, RouteAccess, RouteAccess> redeclared)
    {
        var copy = Directory.CreateTempSubdirectory("baton-").FullName;
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return await Start(with: o => Options(o) with { Redeclared = redeclared }, folder: copy);
    }

    /// <summary>What somebody of this role sends; others send what an administrator would.</summary>
    internal Prepared For(CommittedOperation operation, string asker) =>
        _prepared.GetValueOrDefault((operation.Route, asker)) ?? _prepared[(operation.Route, "")];

    private static Hosting.ServerOptions Options(Hosting.ServerOptions options) =>
        options with
        {
            Webhooks = WebhookTest.Here,
            LogLevel = LogLevel.None,
            SignInsPerMinute = 10_000,
        };
}

/// <summary>One request: where to, and with what.</summary>
internal sealed record Prepared(string Path, string? Body, string Type);
