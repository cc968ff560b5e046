using System.Diagnostics;
using System.Text.RegularExpressions;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>The receiver that the page shows, run as it stands.</summary>
public sealed class WebhookDocumentationTests : WebhookTest
{
    [Fact]
    public async Task The_receiver_of_the_page_works()
    {
        // Beside the library: a module is found from where the file stands.
        var path = Path.Combine(WebhookDeliveryTests.Folder(), "node_modules", $"page-{Guid.NewGuid():N}.mjs");
        var page = await File.ReadAllTextAsync(Path.Combine(RoleTests.Root(), "docs", "webhooks.md"));
        await File.WriteAllTextAsync(path, Regex.Match(page, "(?s)```js\n(.*?)```").Groups[1].Value);
        await using var inert = await Receiver.Start();
        var hook = await Hook(inert, ", \"events\": [\"lead_assigned\"], \"enabled\": false");
        using var receiver = Run(path, hook["secret"]!);
        try
        {
            var port = (await receiver.StandardOutput.ReadLineAsync())!["listening ".Length..];
            await Sent(
                Server.Client,
                "PATCH",
                "/v1/webhooks/" + hook["id"],
                $$"""{ "url": "http://127.0.0.1:{{port}}/", "enabled": true }"""
            );
            await Lead();

            var line = await receiver.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));

            line.ShouldNotBeNull().ShouldMatch("^lead_assigned ld_[a-z0-9]{10} (ana|bob)$");
            using var client = new HttpClient();
            using var forged = await client.PostAsync($"http://127.0.0.1:{port}/", Text("{}", "application/json"));
            ((int)forged.StatusCode).ShouldBe(401);
        }
        finally
        {
            receiver.Kill();
            File.Delete(path);
        }
    }

    private static Process Run(string path, string secret)
    {
        var start = new ProcessStartInfo("node", path) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PORT"] = "0";
        start.Environment["WEBHOOK_SECRET"] = secret;
        return Process.Start(start)!;
    }
}
