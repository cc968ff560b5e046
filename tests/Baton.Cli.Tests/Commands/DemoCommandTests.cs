using System.Net;
using System.Net.Sockets;

namespace Baton.Cli.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_shows_who_got_what_why_how_fairly_and_how_fast_and_goes_on()
    {
        using var demo = BatonProcess.Start(
            "demo",
            "--for",
            "5s",
            "--leads",
            "1000",
            "--rate",
            "4",
            "--urls",
            "http://127.0.0.1:0"
        );

        demo.LineStarting("Console:").ShouldStartWith("http://127.0.0.1:");
        demo.LineStarting("API key:").ShouldStartWith("bk_");
        var data = demo.LineStarting("Data:").Split(' ')[0];
        demo.Exit().ShouldBe(0, demo.Errors);

        var text = string.Join('\n', demo.Seen);
        text.ShouldContain("Who got what");
        text.ShouldContain("whose turn it was in ");
        text.ShouldContain("passed over: ");
        text.ShouldMatch("around-the-clock +round_robin ");
        text.ShouldMatch("shark-tank +cherry_pick ");
        text.ShouldMatch("A [0-9]+, B [0-9]+, C [0-9]+, none [0-9]+");
        text.ShouldMatch("leads a second on disk");
        demo.Seen.Count(l =>
                l.Contains(" -> ", StringComparison.Ordinal) && l.EndsWith(" ms", StringComparison.Ordinal)
            )
            .ShouldBeGreaterThan(3);
        Directory.Exists(data).ShouldBeFalse();
    }

    [Fact]
    public void A_rotation_with_the_same_people_all_along_is_within_its_bound()
    {
        var json = Cli.Do(
            "demo",
            "--leads",
            "600",
            "--for",
            "10ms",
            "--rate",
            "100",
            "--urls",
            Free(),
            "--data",
            _folder["data"],
            "--json"
        ).Json;

        var bounded = json["pools"]!
            .AsArray()
            .Where(p => p!["bound"] is not null && !p["eligible_members_varied"]!.GetValue<bool>())
            .ToArray();
        bounded.ShouldNotBeEmpty();
        bounded.ShouldAllBe(p =>
            p!["largest_deviation"]!.GetValue<decimal>() <= p["bound"]!.GetValue<decimal>() + 0.000001m
        );

        // What the events add up to is what the ledgers say.
        foreach (var member in json["pools"]!.AsArray().SelectMany(p => p!["members"]!.AsArray()))
        {
            var gap = member!["due"]!.GetValue<decimal>() - member["got"]!.GetValue<decimal>();
            gap.ShouldBe(member["balance"]!.GetValue<decimal>(), 0.0001m, member.ToJsonString());
        }
    }

    [Fact]
    public void Every_way_to_distribute_is_at_work()
    {
        var json = Cli.Do("demo", "--leads", "1000", "--for", "10ms", "--urls", Free(), "--json").Json;

        var ways = json["ways"]!.AsArray().Where(w => w!["leads"]!.GetValue<int>() > 0).ToArray();
        ways.Select(w => w!["method"]!.GetValue<string>())
            .Distinct()
            .ShouldBe(
                [
                    "owner",
                    "ranked",
                    "round_robin",
                    "least_loaded",
                    "most_available",
                    "cherry_pick",
                    "blind",
                    "shotgun",
                    "manual",
                ],
                ignoreOrder: true
            );
        var queues = ways.Where(w => w!["left"] is not null).ToArray();
        queues.ShouldAllBe(w => w!["median_wait_seconds"]!.GetValue<int>() > 0);
        json["statuses"]!["duplicate"]!.GetValue<int>().ShouldBeGreaterThan(0);
        json["statuses"]!["nurture"]!.GetValue<int>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Where_the_port_is_taken_it_finds_another_and_says_so()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var output = Cli.Do("demo", "--leads", "0", "--for", "10ms", "--urls", url).Output;

        output.ShouldStartWith($"{url} is taken; this demo is at http://127.0.0.1:");
        output.ShouldNotContain($"Console: {url}\n");
    }

    [Fact]
    public void It_ends_at_once_when_it_is_told_to_and_leaves_nothing_behind()
    {
        using var demo = BatonProcess.Start("demo", "--leads", "1000000", "--urls", "http://127.0.0.1:0");
        var data = demo.LineStarting("Data:").Split(' ')[0];

        demo.Terminate();

        demo.Exit().ShouldBe(0, demo.Errors);
        Directory.Exists(data).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--leads", "-1")]
    [InlineData("--rate", "0")]
    [InlineData("--for", "soon")]
    public void A_wrong_number_is_two(string option, string value) => Cli.Run("demo", option, value).Code.ShouldBe(2);

    private static string Free()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
    }
}
