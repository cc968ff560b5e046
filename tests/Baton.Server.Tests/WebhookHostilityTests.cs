using System.Diagnostics;
using Baton.Server.Webhooks;

namespace Baton.Server.Tests;

/// <summary>Endpoints that do what they can to hold a worker up, to fill its memory or to look inside through it.</summary>
public sealed class WebhookHostilityTests : WebhookTest
{
    private protected override WebhookSettings Settings =>
        base.Settings with
        {
            Retries = [TimeSpan.FromHours(1)],
            Timeout = TimeSpan.FromSeconds(3),
            ConnectTimeout = TimeSpan.FromSeconds(1),
        };

    [Fact]
    public async Task One_that_never_answers_is_given_up_after_the_timeout() =>
        (await Tried(HostileReceiver.Silent())).ShouldBe((null, "timeout"));

    [Fact]
    public async Task One_that_drips_its_headers_is_given_up_after_the_timeout() =>
        (await Tried(HostileReceiver.SlowHeaders())).ShouldBe((null, "timeout"));

    [Fact]
    public async Task One_with_endless_headers_is_cut_off() =>
        (await Tried(HostileReceiver.HugeHeaders())).ShouldBe((null, "bad_answer"));

    [Fact]
    public async Task One_that_speaks_no_HTTP_is_a_bad_answer() =>
        (await Tried(HostileReceiver.Nonsense())).ShouldBe((null, "bad_answer"));

    [Fact]
    public async Task Of_an_endless_body_the_first_bytes_are_kept_and_no_more_is_read()
    {
        var before = GC.GetTotalAllocatedBytes();
        await using var receiver = HostileReceiver.EndlessBody("500 No");
        var delivery = await Delivered(receiver.Url);

        delivery["status"].ShouldBe("500");
        delivery.Json.GetProperty("attempts")[0].GetProperty("answer").GetString()!.Length.ShouldBe(4096);
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(200_000_000);
    }

    [Fact]
    public async Task An_endless_body_behind_a_200_is_delivered()
    {
        await using var receiver = HostileReceiver.EndlessBody("200 OK");

        (await Delivered(receiver.Url))["state"].ShouldBe("delivered");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var target = HostileReceiver.Silent();

        (await Tried(HostileReceiver.Redirect(target.Url))).ShouldBe(("307", null));

        target.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        await using var receiver = HostileReceiver.UntrustedTls();

        (await Delivered($"https://127.0.0.1:{receiver.Port}/"))["error"].ShouldBe("tls_failed");
    }

    [Fact]
    public async Task Where_nobody_listens_the_connection_fails()
    {
        string url;
        await using (var receiver = HostileReceiver.Silent())
        {
            url = receiver.Url;
        }

        (await Delivered(url))["error"].ShouldBe("connection_failed");
    }

    [Fact]
    public async Task A_name_that_leads_inside_later_is_not_connected_to()
    {
        // Made while the network was allowed, as a name might have led elsewhere when it was looked at.
        var folder = Directory.CreateTempSubdirectory("baton-").FullName;
        await using var inside = HostileReceiver.Silent();
        await Reopen(folder);
        var hook = await Server.Send(
            "/v1/webhooks",
            $$"""{ "url": "http://localhost:{{inside.Port}}/", "events": ["lead_captured"] }"""
        );
        hook.Status.ShouldBe(201, hook.Text);
        await Server.DisposeAsync();
        await using (var strict = await Start(folder, Settings with { Networks = [] }))
        {
            await strict.Send("/v1/leads", "{}");
            var list = "";
            for (var i = 0; i < 500 && !list.Contains("private_address", StringComparison.Ordinal); i++)
            {
                await Task.Delay(10);
                list = (await strict.Get($"/v1/webhooks/{hook["id"]}/deliveries")).Text;
            }

            list.ShouldContain("private_address");
        }

        inside.Connections.ShouldBe(0);
        await Restart(Settings);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Hostile_ones_hold_up_neither_captures_nor_the_others()
    {
        await using var silent = HostileReceiver.Silent();
        await using var endless = HostileReceiver.EndlessBody("500 No");
        await using var good = await Receiver.Start();
        foreach (var url in new[] { silent.Url, endless.Url, good.Url })
        {
            (await Server.Send("/v1/webhooks", $$"""{ "url": "{{url}}" }""")).Status.ShouldBe(201);
        }

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 30; i++)
        {
            await Lead();
        }

        var captured = watch.Elapsed;
        await good.Take(90);

        captured.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        silent.Connections.ShouldBeLessThanOrEqualTo(16);
    }

    private async Task<(string? Status, string? Error)> Tried(HostileReceiver receiver)
    {
        await using (receiver)
        {
            var delivery = await Delivered(receiver.Url);
            return (delivery["status"], delivery["error"]);
        }
    }

    // What the first attempt came to.
    private async Task<Answer> Delivered(string url)
    {
        var hook = await Server.Send("/v1/webhooks", $$"""{ "url": "{{url}}", "events": ["lead_captured"] }""");
        hook.Status.ShouldBe(201, hook.Text);
        await Lead();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await Deliveries(hook) is [var one] && one["tries"] != "0")
            {
                return await Server.Get($"/v1/webhooks/{hook["id"]}/deliveries/{one["id"]}");
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
