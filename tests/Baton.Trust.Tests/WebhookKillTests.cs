using Baton.Server.Tests;
using Baton.Storage;
using Baton.Storage.Tests;
using Baton.Trust.Tests.Load;
using Xunit.Abstractions;

namespace Baton.Trust.Tests;

/// <summary>The program killed while it tells a receiver what happens.</summary>
public sealed class WebhookKillTests(ITestOutputHelper output) : IDisposable
{
    // Records that clients may be ahead of the receiver: a record is some ten messages, and without a bound they make several
    // times what one receiver can take.
    private const int Ahead = 200;

    private readonly TemporaryFolder _folder = new();
    private readonly ClientLog _log = new();
    private long _toldTo;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_server_tells_everything_at_least_once_and_each_lead_in_order()
    {
        var random = new Random(11);
        await using var receiver = await Receiver.Start(
            (message, _) =>
            {
                Raise(PlaceOf(message).Seq);
                return Task.Delay(Random.Shared.Next(15));
            }
        );
        var server = await ServerProcess.Start(_folder.Path);
        using var sender = new HttpSender(server);
        try
        {
            await sender.Publish(LoadWorkspace.Yaml);
            await sender.Tell(receiver.Url);
            using var reader = StoreReader.Open(_folder.Path);
            using var stop = new CancellationTokenSource();
            var crowd = Crowd.Run(clients: 4, seed: 11, leads: 60, _log, Paced(sender, reader), stop.Token);
            for (var kill = 0; kill < LongRun.Of(4, 20); kill++)
            {
                await receiver.Get(receiver.All.Count + random.Next(40, 200));
                await server.Kill();
                server.Dispose();
                server = await ServerProcess.Start(_folder.Path);
                sender.MovedTo(server);
            }

            await stop.CancelAsync();
            await crowd;
            await ShouldHaveToldAll(receiver, reader);
        }
        finally
        {
            server.Dispose();
        }
    }

    private Sending Paced(HttpSender sender, StoreReader reader) =>
        async request =>
        {
            while (reader.Journal.LastSeq > Volatile.Read(ref _toldTo) + Ahead)
            {
                await Task.Delay(20);
            }

            return await sender.Send(request);
        };

    private void Raise(long seq)
    {
        var was = Volatile.Read(ref _toldTo);
        while (was < seq && Interlocked.CompareExchange(ref _toldTo, seq, was) is var now && now != was)
        {
            was = now;
        }
    }

    private async Task ShouldHaveToldAll(Receiver receiver, StoreReader reader)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var missing = new HashSet<(long, int)>();

        // The first record is the empty workspace, the second its file; then the webhook was made.
        var read = 2L;
        do
        {
            patience.IsCancellationRequested.ShouldBeFalse($"{missing.Count} were not told");
            await Task.Delay(100);
            foreach (var record in reader.Journal.Read(read))
            {
                missing.UnionWith(record.Events.Select((_, i) => (record.Seq, i)));
                read = record.Seq;
            }

            missing.ExceptWith(receiver.Taken.Select(PlaceOf));
        } while (missing.Count > 0);

        var all = receiver.All;
        output.WriteLine($"{all.Count} messages, {all.Count - all.DistinctBy(m => m.Id).Count()} of them again");
        all.Count.ShouldBeGreaterThan(all.DistinctBy(m => m.Id).Count(), "no kill met a message on its way");
        foreach (var lead in all.Where(m => m.Lead is not null).GroupBy(m => m.Lead))
        {
            var places = lead.Select(PlaceOf).ToArray();
            places.SequenceEqual(places.Order()).ShouldBeTrue($"{lead.Key}: {string.Join(' ', places)}");
        }
    }

    private static (long Seq, int Index) PlaceOf(Received message) =>
        (message.Json.GetProperty("seq").GetInt64(), message.Json.GetProperty("index").GetInt32());
}
