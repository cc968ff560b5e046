using Baton.Server.Tests;

namespace Baton.Client.Tests;

public sealed class EventTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_journal_is_read_to_its_end()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var baton = new BatonClient(server.Client.BaseAddress!, server.Key);
        for (var i = 0; i < 60; i++)
        {
            await baton.CaptureAsync(new LeadFields { Id = $"L{i}" });
        }

        var captured = 0;
        await foreach (var item in baton.ReadEventsAsync())
        {
            captured += item.Type == "lead_captured" ? 1 : 0;
        }

        captured.ShouldBe(60);
    }

    [Fact]
    public async Task A_stream_goes_on_where_it_broke_when_the_server_is_started_again()
    {
        var folder = Directory.CreateTempSubdirectory("baton-").FullName;
        using var patience = new CancellationTokenSource(Enough);
        var seen = new List<BatonEvent>();
        var server = await RunningServer.Start(Workspaces.TwoReps, folder: folder);
        var address = server.Client.BaseAddress!;
        var key = server.Key;
        using var baton = new BatonClient(address, key);
        var following = Follow(baton, seen, captured: 6, patience.Token);
        await Capture(baton, 0, 3);
        await Until(() => Captured(seen) == 3, patience.Token);
        await server.DisposeAsync();

        server = await RunningServer.Start(
            folder: folder,
            with: o => o with { Urls = [address.ToString().TrimEnd('/')] }
        );
        await Capture(baton, 3, 3);
        await following;

        seen.Where(e => e.Type == "lead_captured").Select(e => e.Place).ShouldBeUnique();
        seen.Select(e => (e.Seq, e.Index)).ShouldBe(seen.Select(e => (e.Seq, e.Index)).Order());
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_reader_that_comes_back_with_its_last_place_misses_and_repeats_nothing()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var baton = new BatonClient(server.Client.BaseAddress!, server.Key);
        await Capture(baton, 0, 2);
        using var patience = new CancellationTokenSource(Enough);
        var all = new List<string>();
        await foreach (var item in baton.ReadEventsAsync())
        {
            all.Add(item.Place);
        }

        var seen = new List<string>();
        while (seen.Count < all.Count)
        {
            await foreach (var item in baton.FollowEventsAsync(seen.LastOrDefault(), patience.Token))
            {
                seen.Add(item.Place);
                break;
            }
        }

        seen.ShouldBe(all);
    }

    [Fact]
    public async Task A_stream_ends_when_its_key_is_revoked()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var baton = new BatonClient(server.Client.BaseAddress!, server.Store.Keys.Create("partner"));
        using var patience = new CancellationTokenSource(Enough);
        var seen = new List<BatonEvent>();
        var following = Follow(baton, seen, captured: 100, patience.Token);
        await Until(() => seen.Count > 0, patience.Token);

        server.Store.Keys.Revoke(server.Store.Keys.List().Single(k => k.Name == "partner").Id);

        (await Should.ThrowAsync<BatonException>(following)).Code.ShouldBe("unauthorized");
    }

    [Fact]
    public async Task A_stream_from_a_place_that_the_journal_never_had_is_not_tried_again()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        using var baton = new BatonClient(server.Client.BaseAddress!, server.Key);
        using var patience = new CancellationTokenSource(Enough);

        var events = baton.FollowEventsAsync("99.0", patience.Token).GetAsyncEnumerator(patience.Token);
        var refused = await Should.ThrowAsync<BatonException>(async () => await events.MoveNextAsync());

        refused.Code.ShouldBe("beyond_journal");
    }

    private static async Task Follow(
        BatonClient baton,
        List<BatonEvent> seen,
        int captured,
        CancellationToken cancellation
    )
    {
        await foreach (var item in baton.FollowEventsAsync(cancellation: cancellation))
        {
            seen.Add(item);
            if (Captured(seen) == captured)
            {
                return;
            }
        }
    }

    private static int Captured(List<BatonEvent> seen) => seen.ToArray().Count(e => e.Type == "lead_captured");

    private static async Task Capture(BatonClient baton, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            await baton.CaptureAsync(new LeadFields { Id = $"L{i}" });
        }
    }

    private static async Task Until(Func<bool> isSo, CancellationToken cancellation)
    {
        while (!isSo())
        {
            await Task.Delay(20, cancellation);
        }
    }
}
