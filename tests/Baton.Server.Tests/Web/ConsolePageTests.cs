using System.Net;
using System.Text.RegularExpressions;
using Baton.Server.Web;

namespace Baton.Server.Tests.Web;

public sealed partial class ConsolePageTests
{
    [Fact]
    public void The_server_knows_every_page_of_the_consoles_router()
    {
        var router = File.ReadAllText(Path.Combine(Root(), "web", "src", "app", "router.tsx"));

        PathOfRoute()
            .Matches(router)
            .Select(m => Parameter().Replace(m.Groups["path"].Value, "{${name}}"))
            .ShouldBe(ConsolePages.Paths, ignoreOrder: true);
    }

    [Fact]
    public async Task Each_copy_of_the_page_has_a_nonce_of_its_own_and_is_not_kept()
    {
        await using var server = await RunningServer.Start();

        using var first = await server.Client.GetAsync("/leads/L-1");
        using var second = await server.Client.GetAsync("/leads/L-1");
        var html = await first.Content.ReadAsStringAsync();
        var nonce = Nonce().Match(html).Groups["nonce"].Value;

        ConsolePages.IsBuilt.ShouldBeTrue("the server was built without Node");
        first.Headers.CacheControl!.NoStore.ShouldBeTrue();
        Policy(first).ShouldContain($"style-src 'self' 'nonce-{nonce}'");
        Policy(first).ShouldContain("script-src 'self';");
        Policy(second).ShouldNotBe(Policy(first));
        html.ShouldNotContain("{{nonce}}");
        html.ShouldNotContain("://");
    }

    [Theory]
    [InlineData("/leeds", "text/html,*/*;q=0.8", 404, "text/html")]
    [InlineData("/leeds", "application/json", 404, "application/problem+json")]
    [InlineData("/v1/leeds", "text/html,*/*;q=0.8", 404, "application/problem+json")]
    public async Task An_unknown_path_is_a_page_to_a_browser_and_a_problem_to_a_program(
        string path,
        string accept,
        int status,
        string type
    )
    {
        await using var server = await RunningServer.Start();
        server.Client.DefaultRequestHeaders.Accept.ParseAdd(accept);

        using var answer = await server.Client.GetAsync(path);

        ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).ShouldBe((status, type));
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        Policy(answer).ShouldContain("script-src 'self'");
    }

    [Fact]
    public async Task Assets_are_kept_for_a_year_and_sent_small()
    {
        await using var server = await RunningServer.Start();
        var html = await server.Client.GetStringAsync("/");
        var script = Script().Match(html).Groups["path"].Value;
        using var handler = new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None };
        using var client = new HttpClient(handler) { BaseAddress = server.Client.BaseAddress };
        using var plain = await client.GetAsync(script);
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        using var small = await client.GetAsync(script);

        small.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        small.Content.Headers.ContentType!.ToString().ShouldBe("text/javascript; charset=utf-8");
        small.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        (small.Content.Headers.ContentLength!.Value * 2).ShouldBeLessThan(plain.Content.Headers.ContentLength!.Value);
        (await Answer.Of(await client.GetAsync("/assets/none.js"))).Status.ShouldBe(404);
        (await Answer.Of(await client.GetAsync("/assets/..%2findex.html"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_demonstration_lets_this_machine_in_as_whom_it_likes()
    {
        await using var demo = await RunningServer.Start(
            "reps: [{ id: ana, name: Ana Sparrow }]",
            with: o => o with { Demo = true }
        );
        await using var plain = await RunningServer.Start();
        using var browser = new Browser(demo);

        (await browser.Ask("GET", "/v1/session")).Text.ShouldBe("""{"setup":true,"provider":false,"demo":true}""");
        foreach (var role in (string[])["admin", "manager", "rep"])
        {
            (await browser.Ask("POST", "/demo/sign-in", $$"""{ "role": "{{role}}" }""")).Status.ShouldBe(200);
            (await browser.Ask("GET", "/v1/me"))["role"].ShouldBe(role);
        }

        (await browser.Ask("GET", "/v1/me"))["rep"].ShouldBe("ana");
        (await browser.Ask("POST", "/demo/sign-in", """{ "role": "king" }""")).Status.ShouldBe(422);
        browser.Origin = "http://evil.test";
        (await browser.Ask("POST", "/demo/sign-in", """{ "role": "rep" }""")).Status.ShouldBe(403);
        (await plain.Send("/demo/sign-in", """{ "role": "rep" }""")).Status.ShouldBe(404);
    }

    private static string Policy(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").Single();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Baton.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex("path: \"(?<path>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex PathOfRoute();

    [GeneratedRegex("\\$(?<name>\\w+)", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("property=\"csp-nonce\" nonce=\"(?<nonce>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Nonce();

    [GeneratedRegex("src=\"(?<path>/assets/[^\"]+\\.js)\"", RegexOptions.None, 1000)]
    private static partial Regex Script();
}
