using Baton.Server.Access;
using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests.Walking;

/// <summary>Where somebody got what the description does not promise him, or did not get what it does.</summary>
internal sealed record WalkFault(string Route, string Asker, string What);

/// <summary>
/// Everybody asks for everything. First all that is to be refused, which must change nothing; then what viewers may read, and all
/// that an administrator of another workspace can try, which must change nothing either; then what is allowed.
/// </summary>
internal sealed class RoleWalk
{
    private readonly RoleWalkData _data;
    private readonly RunningServer _server;
    private readonly List<WalkFault> _faults = [];
    private readonly Rows _rows;

    private RoleWalk(RoleWalkData data, RunningServer server, Rows rows) =>
        (_data, _server, _rows) = (data, server, rows);

    /// <summary>How many requests were allowed, sign-in left out.</summary>
    public int Allowed { get; private set; }

    /// <summary>Those of them that came to nothing, for other reasons than who asked.</summary>
    public List<string> InVain { get; } = [];

    public IReadOnlyList<WalkFault> Faults => _faults;

    /// <param name="route">Declares something else; then what is allowed is asked of it alone, since each request has its own object.</param>
    public static async Task<RoleWalk> Of(
        RoleWalkData data,
        string? route = null,
        Func<RouteAccess, RouteAccess>? declared = null
    )
    {
        var server = await data.StartCopy((r, access) => r == route ? declared!(access) : access);
        try
        {
            using var rows = new Rows(server.Folder);
            var walk = new RoleWalk(data, server, rows);
            await walk.Run(route);
            return walk;
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(server.Folder, recursive: true);
        }
    }

    private async Task Run(string? only)
    {
        using var browser = new Browser(_server);
        using var nobody = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        using var wrong = _server.With("bk_" + new string('x', 43));
        (await browser.SignIn("ann@team.test", SignInTests.Password)).Status.ShouldBe(200);
        var askers = Askers(nobody, wrong, browser.Client).ToList();
        _rows.Changed();
        foreach (var operation in CommittedOperation.All)
        {
            foreach (var asker in askers.Where(a => !a.May(operation)))
            {
                await Refused(operation, asker);
            }

            ExpectNoChange(operation, "those who may not");
        }

        foreach (var operation in CommittedOperation.All.Where(o => o.Allows(Role.Viewer) && o.IsReading))
        {
            await Granted(operation, askers.Single(a => a.Name == "viewer"));
            ExpectNoChange(operation, "viewer");
        }

        await AskAsStranger();
        foreach (
            var operation in CommittedOperation
                .All.Where(o => only is null || o.Route == only)
                .OrderBy(o => o.Route == "PUT /v1/workspace")
        )
        {
            foreach (var asker in askers.Where(a => a.May(operation)))
            {
                await Granted(operation, asker);
            }
        }
    }

    private IEnumerable<Asker> Askers(HttpClient nobody, HttpClient wrong, HttpClient signedIn) =>
        [
            Asker.Without("nobody", nobody),
            Asker.Without("wrong key", wrong),
            Asker.SignedIn(signedIn),
            Asker.Of(Role.Admin, _server.As(Role.Admin, null)),
            Asker.Of(Role.Manager, _server.As(Role.Manager, "mo@team.test")),
            Asker.Of(Role.Rep, _server.As(Role.Rep, "ana@team.test")),
            Asker.Of(Role.Viewer, _server.As(Role.Viewer, null)),
            .. Scopes.All.Select(s =>
                Asker.Scoped(
                    s,
                    _server.With(
                        _server.Store.Keys.Create(new NewKey(s, Role.Admin) { Scopes = [s] }, ActBy.CommandLine).Secret
                    )
                )
            ),
        ];

    private async Task Refused(CommittedOperation operation, Asker asker)
    {
        var answer = await Ask(operation, asker);
        if (answer.Message.StatusCode != asker.Refusal)
        {
            Fault(operation, asker.Name, $"{answer.Status} and not {(int)asker.Refusal}: {answer.Text}");
        }
    }

    private async Task Granted(CommittedOperation operation, Asker asker)
    {
        var answer = await Ask(operation, asker);
        Allowed += operation.IsOpen || operation.IsOwn ? 0 : 1;
        if (answer.Status is < 200 or >= 300 && !operation.IsOpen && !operation.IsOwn)
        {
            InVain.Add($"{operation.Route} {asker.Name}: {answer.Text}");
        }

        ExpectGranted(operation, asker.Name, answer);
    }

    // Who signs in or sets up may be refused for what he says.
    private void ExpectGranted(CommittedOperation operation, string who, Answer answer)
    {
        if (answer.Status >= 500 || (answer.Status is 401 or 403 && !operation.IsOpen))
        {
            Fault(operation, who, $"{answer.Status}: {answer.Text}");
        }
    }

    // Reading comes first: what he says himself he sees afterwards.
    private async Task AskAsStranger()
    {
        using var client = _server.With(_data.Stranger);
        var stranger = new Asker("administrator of another workspace", client, default, _ => true)
        {
            SeesOwnAlone = true,
        };
        foreach (var operation in CommittedOperation.All.OrderBy(o => !o.IsReading))
        {
            ExpectGranted(operation, stranger.Name, await Ask(operation, stranger));
            ExpectNoChange(operation, stranger.Name);
        }
    }

    private async Task<Answer> Ask(CommittedOperation operation, Asker asker)
    {
        var (path, body, type) = _data.For(operation, asker.Name);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path);
        request.Content = body is null ? null : Text(body, type);
        var answer = await Answer.Of(await asker.Client.SendAsync(request));
        var told = path + body;
        foreach (
            var secret in _data.Secrets.Where(s =>
                asker.SeesOwnAlone && BlindWalkTests.Tells(answer.Text, s) && !BlindWalkTests.Tells(told, s)
            )
        )
        {
            Fault(operation, asker.Name, $"learns '{secret}': {answer.Text}");
        }

        return answer;
    }

    private void ExpectNoChange(CommittedOperation operation, string who)
    {
        // Whoever tries to sign in stands in the audit log.
        var changed = _rows.Changed();
        if (changed.Count > 0 && !operation.IsOpen)
        {
            Fault(operation, who, $"changed rows: {string.Join(", ", changed)}");
        }
    }

    private void Fault(CommittedOperation operation, string who, string what) =>
        _faults.Add(new WalkFault(operation.Route, who, what));
}
