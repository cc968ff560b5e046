using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>What a real receiver is told, how often, and in which order.</summary>
public sealed class WebhookDeliveryTests : WebhookTest
{
    private const string Ann = """{ "id": "ann-7", "email": "ann@acme.test", "hobby": "chess", "country": "US" }""";

    [Fact]
    public async Task A_receiver_is_told_what_the_journal_says()
    {
        await using var receiver = await Receiver.Start();
        var hook = await Hook(receiver);
        await Lead(Ann);

        var told = await receiver.Take(3);

        var shown = (await Server.Get("/v1/events?after=" + hook["after"])).Json.GetProperty("items").EnumerateArray();
        told.Select(m => m.Body).ShouldBe(shown.Select(e => e.GetRawText()));
        told.Select(m => m.Type).ShouldBe(["lead_captured", "lead_routed", "lead_assigned"]);
        told.ShouldAllBe(m => m.Headers["content-type"] == "application/json");
        var list = await UntilThereAre(1, $"/v1/webhooks/{hook["id"]}/deliveries?state=delivered&limit=1");
        list["next_cursor"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_the_types_it_asked_for_are_told()
    {
        await using var receiver = await Receiver.Start();
        await Hook(receiver, ", \"events\": [\"lead_assigned\"]");
        await Lead();
        await Lead();

        (await receiver.Take(2)).ShouldAllBe(m => m.Type == "lead_assigned");
        await Task.Delay(200);
        receiver.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Personal_data_goes_only_where_it_was_granted_and_is_not_stored()
    {
        await using var plain = await Receiver.Start();
        await using var granted = await Receiver.Start();
        await Hook(plain);
        var hook = await Hook(granted, ", \"contact\": true");
        await Lead(Ann);

        var without = await plain.Take(3);
        var with = await granted.Take(3);

        without.ShouldAllBe(m => !m.Body.Contains("ann") && !m.Body.Contains("chess"));
        with.ShouldAllBe(m => m.Json.GetProperty("contact").GetProperty("email").GetString() == "ann@acme.test");
        with[0].Json.GetProperty("contact").GetProperty("id").GetString().ShouldBe("ann-7");
        with[0].Json.GetProperty("lead").GetString().ShouldBe(without[0].Lead);
        var id = (await Deliveries(hook))[0]["id"];
        (await Server.Get($"/v1/webhooks/{hook["id"]}/deliveries/{id}"))["body.contact.hobby"].ShouldBe("chess");
    }

    [Fact]
    public async Task Every_message_is_signed_as_Standard_Webhooks_says()
    {
        await using var receiver = await Receiver.Start();
        var hook = await Hook(receiver);
        await Lead(Ann);
        await receiver.Take(3);
        var rotated = await Server.Send($"/v1/webhooks/{hook["id"]}/rotate", "{}");
        await Lead();
        var both = (await receiver.Take(6)).Skip(3).ToArray();
        Pass(TimeSpan.FromHours(25));
        await Lead();
        var late = (await receiver.Take(9)).Skip(6).ToArray();

        var (old, current) = (hook["secret"]!, rotated["secret"]!);
        (await Verify(old, receiver.All.Take(3))).ShouldBe(["valid", "valid", "valid"]);
        (await Verify(old, both)).ShouldBe(["valid", "valid", "valid"]);
        (await Verify(current, both)).ShouldBe(["valid", "valid", "valid"]);
        (await Verify(current, receiver.All.Take(3))).ShouldAllBe(v => v == "No matching signature found");

        // The library refuses what is a day ahead of its own clock; one signature is left then.
        late.ShouldAllBe(m => m.Headers["webhook-signature"].Split(' ').Length == 1);
        both.ShouldAllBe(m => m.Headers["webhook-signature"].Split(' ').Length == 2);
        var forged = both[0] with { Body = both[0].Body.Replace("lead_", "load_", StringComparison.Ordinal) };
        (await Verify(current, [forged])).ShouldBe(["No matching signature found"]);
    }

    [Fact]
    public async Task What_fails_is_told_again_under_the_same_id()
    {
        var failures = 3;
        await using var receiver = await Receiver.Start(
            (_, context) =>
            {
                context.Response.StatusCode = Interlocked.Decrement(ref failures) >= 0 ? 500 : 200;
                return context.Response.WriteAsync("so there");
            }
        );
        var hook = await Hook(receiver, ", \"events\": [\"lead_assigned\"]");
        await Lead();

        var told = (await receiver.Get(4)).ToArray();

        told.Select(m => m.Id).Distinct().ShouldHaveSingleItem();
        told.Select(m => m.Body).Distinct().ShouldHaveSingleItem();
        var path = $"/v1/webhooks/{hook["id"]}/deliveries/";
        var delivery = await Until(path + (await Deliveries(hook))[0]["id"], "state", "delivered");
        var attempts = delivery.Json.GetProperty("attempts").EnumerateArray().ToArray();
        attempts.Select(a => a.GetProperty("status").GetInt32()).ShouldBe([500, 500, 500, 200]);
        attempts.ShouldAllBe(a => a.GetProperty("answer").GetString() == "so there");
        (delivery["message"], delivery["tries"]).ShouldBe((told[0].Id, "4"));
        (await Until("/v1/webhooks/" + hook["id"], "failures", "0"))["failing_since"].ShouldBeNull();
    }

    [Fact]
    public async Task After_the_last_try_it_is_dead_and_can_be_told_again()
    {
        var isBroken = true;
        await using var receiver = await Receiver.Start(
            (_, context) =>
            {
                context.Response.StatusCode = Volatile.Read(ref isBroken) ? 503 : 204;
                return Task.CompletedTask;
            }
        );
        var hook = await Hook(receiver, ", \"events\": [\"lead_assigned\"]");
        await Lead();
        await Lead();
        var path = $"/v1/webhooks/{hook["id"]}";

        await UntilThereAre(2, path + "/deliveries?state=dead");
        receiver.All.Count.ShouldBe(2 * (AtOnce.Length + 1));
        Volatile.Write(ref isBroken, false);
        var dead = await Deliveries(hook, "?state=dead");
        (await Server.Send($"{path}/deliveries/{dead[1]["id"]}/redeliver", "{}")).Status.ShouldBe(202);
        (await receiver.Take(1))[0].Id.ShouldBe(dead[1]["message"]);
        (await Server.Send(path + "/redeliver", "{}"))["redelivered"].ShouldBe("1");
        (await receiver.Take(2))[1].Id.ShouldBe(dead[0]["message"]);
        await UntilThereAre(2, path + "/deliveries?state=delivered");

        (await Server.Send(path + "/redeliver", """{ "state": "all" }""")).Status.ShouldBe(422);
        var all = await Server.Send(path + "/redeliver", """{ "state": "all", "since": "2020-01-01T00:00:00Z" }""");
        all["redelivered"].ShouldBe("2");
        (await receiver.Take(4)).Select(m => m.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_receiver_that_asks_to_wait_is_left_alone_for_as_long()
    {
        var isBusy = true;
        await using var receiver = await Receiver.Start(
            (_, context) =>
            {
                context.Response.StatusCode = Volatile.Read(ref isBusy) ? 429 : 204;
                context.Response.Headers.RetryAfter = "3600";
                return Task.CompletedTask;
            }
        );
        var hook = await Hook(receiver, ", \"events\": [\"lead_assigned\"]");
        await Lead();
        await receiver.Get(1);
        await Until("/v1/webhooks/" + hook["id"], "failures", "1");
        Volatile.Write(ref isBusy, false);

        Pass(TimeSpan.FromMinutes(55));
        await Task.Delay(300);
        receiver.All.Count.ShouldBe(1);
        Pass(TimeSpan.FromMinutes(6));

        await receiver.Take(1);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_told_no_more()
    {
        await using var receiver = await Receiver.Start(
            (_, context) =>
            {
                context.Response.StatusCode = 410;
                return Task.CompletedTask;
            }
        );
        var hook = await Hook(receiver);
        await Lead();

        var disabled = await Until("/v1/webhooks/" + hook["id"], "enabled", "False");

        disabled["disabled_reason"].ShouldBe("gone");
        var entry = Server.Store.Audit.Read(1)[0];
        (entry.Act, entry.Actor, entry.Subject, entry.Detail).ShouldBe(
            ("webhook_disabled", "system", hook["id"], "gone")
        );
        await Lead();
        await Task.Delay(200);
        receiver.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_receiver_that_fails_for_days_is_disabled_and_goes_on_where_it_stood_when_it_is_enabled()
    {
        var isBroken = true;
        await using var receiver = await Receiver.Start(
            (_, context) =>
            {
                context.Response.StatusCode = Volatile.Read(ref isBroken) ? 500 : 204;
                return Task.CompletedTask;
            }
        );
        var hook = await Hook(receiver, ", \"events\": [\"lead_assigned\"]");
        var path = "/v1/webhooks/" + hook["id"];
        await Lead();
        await UntilThereAre(1, path + "/deliveries?state=dead");
        (await Server.Get(path))["enabled"].ShouldBe("True");

        Pass(TimeSpan.FromDays(5.1));
        await Lead();
        await Until(path, "disabled_reason", "failing");
        await Lead();
        Volatile.Write(ref isBroken, false);
        var enabled = await Sent(Server.Client, "PATCH", path, """{ "enabled": true }""");

        (enabled["enabled"], enabled["failures"], enabled["disabled_reason"]).ShouldBe(("True", "0", null));
        (await receiver.Take(2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_test_message_arrives_and_waits_behind_nothing()
    {
        await using var receiver = await Receiver.Start(
            (message, context) =>
            {
                context.Response.StatusCode = message.Type == "webhook_test" ? 200 : 500;
                return Task.CompletedTask;
            }
        );
        var hook = await Hook(receiver);
        await Lead();
        await receiver.Get(1);

        var test = await Server.Send($"/v1/webhooks/{hook["id"]}/test", "{}");

        test.Status.ShouldBe(202);
        var told = (await receiver.Take(1))[0];
        (told.Id, told.Type).ShouldBe((test["message"], "webhook_test"));
        (await Verify(hook["secret"]!, [told])).ShouldBe(["valid"]);
    }

    [Fact]
    public async Task It_begins_after_the_record_that_it_names()
    {
        await Lead();
        await using var receiver = await Receiver.Start();
        await Hook(receiver, ", \"after\": 0, \"events\": [\"lead_captured\", \"policy_published\"]");

        (await receiver.Take(3))
            .Select(m => m.Type)
            .Order()
            .ShouldBe(["lead_captured", "policy_published", "policy_published"]);
    }

    [Fact]
    public async Task Attempts_and_backlogs_are_measured()
    {
        await using var receiver = await Receiver.Start();
        var hook = await Hook(receiver);
        await Lead();
        await receiver.Take(3);
        await UntilThereAre(3, $"/v1/webhooks/{hook["id"]}/deliveries?state=delivered");

        var metrics = (await Server.Get("/metrics")).Text;

        metrics.ShouldContain("""baton_webhook_attempts_total{workspace="default",outcome="delivered"} 3""");
        metrics.ShouldContain($$"""baton_webhook_behind{workspace="default",webhook="{{hook["id"]}}"} 0""");
        metrics.ShouldContain($$"""baton_webhook_waiting{workspace="default",webhook="{{hook["id"]}}"}""");
    }

    private async Task<Answer> UntilThereAre(int count, string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await Server.Get(path);
            if (answer.Json.GetProperty("items").GetArrayLength() == count || patience.IsCancellationRequested)
            {
                answer.Json.GetProperty("items").GetArrayLength().ShouldBe(count, answer.Text);
                return answer;
            }

            await Task.Delay(10);
        }
    }

    // Asks the reference library.
    private static async Task<string[]> Verify(string secret, IEnumerable<Received> messages)
    {
        using var node = Process.Start(
            new ProcessStartInfo("node", "verify.mjs")
            {
                WorkingDirectory = Folder(),
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        foreach (var message in messages)
        {
            var headers = message
                .Headers.Where(h => h.Key.StartsWith("webhook-", StringComparison.Ordinal))
                .ToDictionary();
            await node.StandardInput.WriteLineAsync(
                JsonSerializer.Serialize(
                    new
                    {
                        secret,
                        headers,
                        body = message.Body,
                    }
                )
            );
        }

        node.StandardInput.Close();
        var said = await node.StandardOutput.ReadToEndAsync();
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    internal static string Folder()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "../../../webhooks");
        Directory.Exists(Path.Combine(folder, "node_modules")).ShouldBeTrue($"run 'npm ci' in {folder} first");
        return folder;
    }
}
