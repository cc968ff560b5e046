using Baton.Server.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Tests;

/// <summary>A lead's events arrive in their order, whatever fails in between, and all of them arrive.</summary>
public sealed class WebhookOrderTests : WebhookTest
{
    private const int Leads = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_failures_keep_the_order_of_each_lead_and_different_leads_go_beside_each_other(int seed)
    {
        var (random, gate) = (new Random(seed), new Lock());
        var (now, most) = (0, 0);
        await using var receiver = await Receiver.Start(
            async (_, context) =>
            {
                int status;
                lock (gate)
                {
                    most = Math.Max(most, ++now);
                    status = random.Next(4) switch
                    {
                        0 => 500,
                        1 => 302,
                        _ => 200,
                    };
                }

                await Task.Delay(random.Next(10));
                context.Response.StatusCode = status;
                lock (gate)
                {
                    now--;
                }
            }
        );
        await Restart(Settings with { Retries = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(10), 100)] });
        await Hook(receiver);
        await Task.WhenAll(Enumerable.Range(0, Leads).Select(_ => Lead()));

        var taken = await receiver.Take(3 * Leads);

        ShouldBeInOrder(taken);
        ShouldBeInOrder(receiver.All);
        taken.Select(m => m.Id).Distinct().Count().ShouldBe(3 * Leads);
        most.ShouldBeGreaterThan(1);
        receiver.All.Count.ShouldBeGreaterThan(3 * Leads);
    }

    [Fact]
    public async Task A_lead_waits_for_its_first_message_and_no_other_lead_does()
    {
        var poisoned = true;
        string? first = null;
        await using var receiver = await Receiver.Start(
            (message, context) =>
            {
                first ??= message.Lead;
                context.Response.StatusCode = message.Lead == first && Volatile.Read(ref poisoned) ? 500 : 200;
                return Task.CompletedTask;
            }
        );
        await Hook(receiver);
        await Lead();
        await receiver.Get(1);
        await Lead();

        (await receiver.Take(3)).ShouldAllBe(m => m.Lead != first);

        Volatile.Write(ref poisoned, false);
        (await receiver.Take(6))
            .Skip(3)
            .Select(m => m.Type)
            .ShouldBe(["lead_captured", "lead_routed", "lead_assigned"]);
    }

    [Fact]
    public async Task After_a_dead_message_the_next_of_its_lead_goes_out()
    {
        await using var receiver = await Receiver.Start(
            (message, context) =>
            {
                context.Response.StatusCode = message.Type == "lead_routed" ? 500 : 200;
                return Task.CompletedTask;
            }
        );
        await Hook(receiver);
        await Lead();

        (await receiver.Take(2)).Select(m => m.Type).ShouldBe(["lead_captured", "lead_assigned"]);
        receiver.All.Count.ShouldBe(AtOnce.Length + 3);
    }

    [Fact]
    public async Task An_unordered_webhook_waits_for_nothing()
    {
        await using var receiver = await Receiver.Start(
            (message, context) =>
            {
                context.Response.StatusCode = message.Type == "lead_captured" ? 500 : 200;
                return Task.CompletedTask;
            }
        );
        await Restart(Settings with { Retries = [TimeSpan.FromHours(1)] });
        await Hook(receiver, ", \"ordered\": false");
        await Lead();

        (await receiver.Take(2)).Select(m => m.Type).Order().ShouldBe(["lead_assigned", "lead_routed"]);
    }

    [Fact]
    public async Task A_restart_loses_nothing_and_keeps_the_order()
    {
        var folder = Directory.CreateTempSubdirectory("baton-").FullName;
        await using var receiver = await Receiver.Start((_, _) => Task.Delay(20));
        await Reopen(folder);
        (await Server.Publish(Workspaces.TwoReps)).Dispose();
        await Hook(receiver);
        for (var start = 0; start < 4; start++)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Lead()));
            await Reopen(folder);
        }

        await receiver.Take(120);

        ShouldBeInOrder(receiver.Taken);
        receiver.Taken.Select(m => m.Id).Distinct().Count().ShouldBe(120);
        await Restart(Settings);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_happens_while_nobody_listens_is_told_later_and_not_kept_in_rows()
    {
        var isDown = true;
        await using var receiver = await Receiver.Start(
            (_, context) =>
            {
                context.Response.StatusCode = Volatile.Read(ref isDown) ? 503 : 200;
                return Task.CompletedTask;
            }
        );
        await Restart(Settings with { Retries = [.. Enumerable.Repeat(TimeSpan.FromHours(2), 5)] });
        var hook = await Hook(receiver, ", \"events\": [\"lead_assigned\"]");
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Lead()));
        await receiver.Get(Follower.Struggling);
        await Task.WhenAll(Enumerable.Range(0, 370).Select(_ => Lead()));
        await Task.Delay(300);
        (await Deliveries(hook, "?limit=500")).Length.ShouldBeInRange(100, 200);

        Volatile.Write(ref isDown, false);
        Pass(TimeSpan.FromHours(2));

        (await receiver.Take(400)).Select(m => m.Id).Distinct().Count().ShouldBe(400);
    }

    [Fact]
    public async Task One_message_that_fails_for_long_holds_up_no_later_lead()
    {
        string? first = null;
        await using var receiver = await Receiver.Start(
            (message, context) =>
            {
                first ??= message.Lead;
                context.Response.StatusCode = message.Lead == first ? 500 : 200;
                return Task.CompletedTask;
            }
        );
        await Restart(
            Settings with
            {
                Retries =
                [
                    .. Enumerable.Repeat(TimeSpan.FromMilliseconds(5), Follower.Struggling),
                    TimeSpan.FromDays(1000),
                ],
            }
        );
        var hook = await Hook(receiver);
        await Lead();
        await Until("/v1/webhooks/" + hook["id"], "failures", $"{Follower.Struggling + 1}");

        await Lead();

        (await receiver.Take(3)).ShouldAllBe(m => m.Lead != first);
    }

    private static void ShouldBeInOrder(IEnumerable<Received> messages)
    {
        foreach (var lead in messages.GroupBy(m => m.Lead))
        {
            var places = lead.Select(m =>
                    (m.Json.GetProperty("seq").GetInt64(), m.Json.GetProperty("index").GetInt32())
                )
                .ToArray();
            places.SequenceEqual(places.Order()).ShouldBeTrue(string.Join(" ", places));
        }
    }
}
