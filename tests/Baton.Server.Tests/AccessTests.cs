using System.Net.Http.Headers;

namespace Baton.Server.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task Nothing_of_the_API_answers_without_a_key()
    {
        await using var server = await RunningServer.Start();
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };
        var walked = 0;
        string[] open = ["POST /v1/setup", "GET /v1/session", "POST /v1/session", "GET /v1/session/oidc"];
        foreach (
            var (method, path, _) in Routes
                .Of(server)
                .Where(r =>
                    r.Path.StartsWith("/v1", StringComparison.Ordinal) && !open.Contains($"{r.Method} {r.Path}")
                )
        )
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", "x"));
            using var answer = await stranger.SendAsync(request);

            ((int)answer.StatusCode).ShouldBe(401, $"{method} {path}");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            answer.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
            walked++;
        }

        walked.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("Bearer bk_nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    public async Task A_wrong_key_is_refused(string header)
    {
        await using var server = await RunningServer.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/leads");
        server.Client.DefaultRequestHeaders.Authorization = null;
        request.Headers.TryAddWithoutValidation("Authorization", header);

        ((int)(await server.Client.SendAsync(request)).StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_within_a_second()
    {
        await using var server = await RunningServer.Start();
        var key = server.Store.Keys.Create("partner");
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        (await server.Get("/v1/leads")).Status.ShouldBe(200);
        server.Store.Keys.Revoke(server.Store.Keys.List().Single(k => k.Name == "partner").Id).ShouldBeTrue();

        await Task.Delay(TimeSpan.FromSeconds(1.1));

        (await server.Get("/v1/leads")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task The_first_start_makes_one_key_and_later_ones_none()
    {
        var folder = Directory.CreateTempSubdirectory("baton-").FullName;
        var made = new List<string>();
        for (var start = 0; start < 2; start++)
        {
            await using var server = await RunningServer.Start(
                with: o => o with { KeyMade = made.Add },
                folder: folder
            );
            (await server.Get("/v1/leads")).Status.ShouldBe(200);
        }

        made.Count.ShouldBe(1);
        made[0].ShouldStartWith("bk_");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Health_needs_no_key()
    {
        await using var server = await RunningServer.Start();
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };

        (await stranger.GetStringAsync("/healthz")).ShouldBe("""{"status":"alive"}""");
        (await stranger.GetStringAsync("/readyz")).ShouldBe("""{"status":"ready"}""");
    }

    [Fact]
    public async Task The_live_page_loads_nothing_from_elsewhere()
    {
        await using var server = await RunningServer.Start();
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };

        using var page = await stranger.GetAsync("/live");
        var html = await page.Content.ReadAsStringAsync();

        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        html.ShouldNotContain("://");
        html.ShouldNotContain("style=");
        html.ShouldNotContain("onclick");
        (await stranger.GetStringAsync("/live.js")).ShouldNotContain("innerHTML");
        (await stranger.GetStringAsync("/live.css")).ShouldContain("prefers-color-scheme");
    }

    [Fact]
    public async Task A_demonstration_gives_its_page_a_key_and_others_do_not()
    {
        await using var plain = await RunningServer.Start();
        await using var demo = await RunningServer.Start(with: o => o with { Demo = true });

        (await Answer.Of(await plain.Client.PostAsync("/demo/session", null))).Status.ShouldBe(404);
        var session = await Answer.Of(await demo.Client.PostAsync("/demo/session", null));
        demo.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session["key"]);
        (await demo.Get("/v1/reports/status")).Status.ShouldBe(200);
        demo.Client.DefaultRequestHeaders.Host = "evil.test";
        (await Answer.Of(await demo.Client.PostAsync("/demo/session", null))).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/nothing", 404, "not_found")]
    [InlineData("DELETE", "/v1/workspace", 405, "method_not_allowed")]
    [InlineData("GET", "/v1/leads/nobody", 404, "unknown_lead")]
    public async Task What_is_not_there_is_a_problem_too(string method, string path, int status, string code)
    {
        await using var server = await RunningServer.Start();

        var answer = await Answer.Of(
            await server.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))
        );

        answer.Status.ShouldBe(status);
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer["status"].ShouldBe(status.ToString());
        answer["code"].ShouldBe(code);
    }
}
