using System.Text.RegularExpressions;

namespace Baton.Server.Tests.Describing;

public sealed class ReferencePageTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private HttpClient _stranger = null!;
    private string _page = "";

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start();
        _stranger = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        _page = await _stranger.GetStringAsync("/docs");
    }

    public async Task DisposeAsync()
    {
        _stranger.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_page_needs_nothing_that_the_policy_of_the_server_forbids()
    {
        Regex
            .Matches(_page, """<(?:script|link)[^>]*(?:src|href)="([^"]*)""")
            .Select(m => m.Groups[1].Value)
            .ShouldBe(["/docs.css", "data:,", "/docs.js"]);
        _page.ShouldNotContain("style=");
        Regex.IsMatch(_page, @"\son[a-z]+=").ShouldBeFalse();
        (await _stranger.GetStringAsync("/docs.js")).ShouldNotContain("innerHTML");
        (await _stranger.GetStringAsync("/docs.css")).ShouldContain("prefers-color-scheme");
    }

    [Fact]
    public void Every_operation_stands_on_the_page_with_its_command()
    {
        foreach (var (route, operation) in DocumentTests.Operations())
        {
            _page.ShouldContain($"id=\"{operation["operationId"]}\"");
            _page.ShouldContain(
                $"$BATON{route.Split(' ')[1].Replace("{id}", "$ID").Replace("{delivery}", "$DELIVERY").Replace("{code}", "$CODE")}"
            );
        }
    }

    [Fact]
    public void Every_link_leads_somewhere_on_the_page()
    {
        var ids = Regex.Matches(_page, "\\sid=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        var links = Regex.Matches(_page, "href=\"#([^\"]+)\"").Select(m => m.Groups[1].Value);

        ids.ShouldBeUnique();
        links.Distinct().Except(ids).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_head_request_says_how_long_it_is_and_sends_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/docs");
        using var answer = await _stranger.SendAsync(request);

        answer.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(100_000);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }
}
