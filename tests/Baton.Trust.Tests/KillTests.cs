using Baton.Storage;
using Baton.Storage.Tests;
using Baton.Trust.Tests.Checking;
using Baton.Trust.Tests.Load;
using Xunit.Abstractions;

namespace Baton.Trust.Tests;

/// <summary>The program killed in the middle of its work, again and again, and started on what it left behind.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 16;

    private readonly TemporaryFolder _folder = new();
    private readonly ClientLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_server_loses_nothing_and_does_nothing_twice()
    {
        var random = new Random(7);
        var server = await ServerProcess.Start(_folder.Path);
        using var sender = new HttpSender(server);
        try
        {
            await sender.Publish(LoadWorkspace.Yaml);
            using var stop = new CancellationTokenSource();
            var crowd = Crowd.Run(Clients, seed: 7, leads: 60, _log, sender.Send, stop.Token);
            for (var kill = 0; kill < LongRun.Of(3, 20); kill++)
            {
                await Worked(random.Next(150, 900), crowd);
                await server.Kill();
                server.Dispose();
                server = await ServerProcess.Start(_folder.Path);
                sender.MovedTo(server);
            }

            await Worked(200, crowd);
            await stop.CancelAsync();
            await crowd;
            await server.Kill();
        }
        finally
        {
            server.Dispose();
        }

        output.WriteLine($"{_log.Answered} answers, {sender.Lost} requests to which none came");
        _log.Unanswered.ShouldBeEmpty();
        sender.Lost.ShouldBeGreaterThan(0);
        await HistoryChecker.ShouldHold(_folder.Path, _log);
    }

    [Fact]
    public async Task An_import_that_was_killed_goes_on_where_it_stood()
    {
        const int Rows = 12_000;
        var csv = "email\n" + string.Concat(Enumerable.Range(1, Rows).Select(i => $"p{i}@orbit.test\n"));
        var server = await ServerProcess.Start(_folder.Path);
        using var sender = new HttpSender(server);
        try
        {
            await sender.Publish(
                """
                workspace: kill
                reps: [{ id: ana }, { id: bob, weight: 2 }]
                policy: { pools: { p: { members: [ana, bob] } }, rules: [{ name: all, route: [{ pool: p }] }] }
                """
            );
            var killed = sender.Import(csv);
            var stored = await Stored(atLeast: 600);
            await server.Kill();
            await Should.ThrowAsync<HttpRequestException>(killed);
            stored.ShouldBeLessThan(Rows);
            server.Dispose();
            server = await ServerProcess.Start(_folder.Path);
            sender.MovedTo(server);

            var results = await sender.Import(csv);

            results
                .Split('\n')
                .Count(l => l.Contains("\"status\":\"repeated\"", StringComparison.Ordinal))
                .ShouldBeGreaterThan(0);
            await server.Kill();
        }
        finally
        {
            server.Dispose();
        }

        using (var reader = StoreReader.Open(_folder.Path))
        {
            reader.Leads.Count().ShouldBe(Rows);
        }

        await HistoryChecker.ShouldHold(_folder.Path, log: null);
    }

    [Fact]
    public async Task A_second_server_on_the_folder_is_turned_away()
    {
        using var server = await ServerProcess.Start(_folder.Path);

        var (exitCode, error) = await ServerProcess.Refused(_folder.Path);

        exitCode.ShouldBe(1);
        error.ShouldContain("is in use by another Baton (pid ");
        using var sender = new HttpSender(server);
        (await sender.Send(new Request("k", Ask.Capture) { Lead = "L1" }))!.Status.ShouldBe("waiting");
    }

    private async Task<long> Stored(long atLeast)
    {
        while (true)
        {
            using var reader = StoreReader.Open(_folder.Path);
            if (reader.Leads.Count() is var count && count >= atLeast)
            {
                return count;
            }
        }
    }

    // By answers and not by time, so that a slow machine is killed in the middle of work too.
    private async Task Worked(int answers, Task crowd)
    {
        var enough = _log.Answered + answers;
        while (_log.Answered < enough && !crowd.IsCompleted)
        {
            await Task.Delay(2);
        }
    }
}
