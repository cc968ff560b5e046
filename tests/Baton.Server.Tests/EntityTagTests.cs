using System.Net.Http.Headers;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>Tags of what is read, and the conditions of reading and writing that go by them.</summary>
public sealed class EntityTagTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspaces.TwoReps);
        await _server.Send("/v1/leads", """{ "id": "x", "company": "Acme" }""");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("/v1/workspace")]
    [InlineData("/v1/leads/x")]
    [InlineData("/v1/teams/t")]
    [InlineData("/v1/reps/ana")]
    public async Task What_the_reader_has_already_is_not_sent_again(string path)
    {
        var first = await Ask("GET", path);
        var tag = first.Message.Headers.ETag!;

        var again = await Ask("GET", path, ifNoneMatch: tag.ToString());
        var other = await Ask("GET", path, ifNoneMatch: "\"other\"");

        tag.IsWeak.ShouldBeFalse();
        (again.Status, again.Text, again.Message.Headers.ETag).ShouldBe((304, "", tag));
        other.Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("/v1/leads/x", "PATCH", """{ "company": "Wayne" }""", """{ "company": "Stark" }""")]
    [InlineData(
        "/v1/teams/t",
        "PUT",
        """{ "members": ["bob", "ana"] }""",
        """{ "members": ["ana", "bob"], "note": "n" }"""
    )]
    [InlineData("/v1/reps/ana", "PATCH", """{ "weight": 2 }""", """{ "weight": 3 }""")]
    [InlineData("/v1/reps/ana", "PUT", """{ "weight": 2 }""", """{ "weight": 3 }""")]
    public async Task A_write_upon_what_has_changed_since_is_refused(
        string path,
        string method,
        string mine,
        string other
    )
    {
        var tag = (await Ask("GET", path)).Message.Headers.ETag!.ToString();

        var first = await Ask(method, path, other, ifMatch: tag);
        var late = await Ask(method, path, mine, ifMatch: tag);
        var after = (await Ask("GET", path)).Message.Headers.ETag!.ToString();
        var informed = await Ask(method, path, mine, ifMatch: $"\"old\", {after}");

        first.Status.ShouldBe(200, first.Text);
        (late.Status, late["code"]).ShouldBe((412, "precondition_failed"));
        informed.Status.ShouldBe(200, informed.Text);
    }

    [Fact]
    public async Task Of_many_writers_upon_one_reading_one_comes_through()
    {
        foreach (var path in new[] { "/v1/leads/x", "/v1/reps/ana" })
        {
            var tag = (await Ask("GET", path)).Message.Headers.ETag!.ToString();
            var writes = Enumerable
                .Range(2, 12)
                .Select(i =>
                    Ask(
                        "PATCH",
                        path,
                        path.Contains("reps") ? $$"""{ "weight": {{i}} }""" : $$"""{ "seats": {{i}} }""",
                        tag
                    )
                );

            var statuses = (await Task.WhenAll(writes)).Select(a => a.Status).ToArray();

            statuses.Count(s => s == 200).ShouldBe(1);
            statuses.Count(s => s == 412).ShouldBe(11);
        }
    }

    [Fact]
    public async Task A_reps_leads_do_not_stand_in_the_way_of_writing_him()
    {
        var tag = (await Ask("GET", "/v1/reps/bob")).Message.Headers.ETag!.ToString();
        await _server.Send("/v1/leads", """{ "id": "y" }""");

        (await Ask("GET", "/v1/reps/bob", ifNoneMatch: tag))["owned"].ShouldBe("1");
        (await Ask("PATCH", "/v1/reps/bob", """{ "weight": 2 }""", ifMatch: tag)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_file_is_published_upon_the_one_that_was_read()
    {
        var tag = (await Ask("GET", "/v1/workspace")).Message.Headers.ETag!.ToString();
        await Ask("PATCH", "/v1/reps/ana", """{ "weight": 2 }""");

        var late = await Publish(r => r.Headers.TryAddWithoutValidation("If-Match", tag));
        var again = (await Ask("GET", "/v1/workspace")).Message.Headers.ETag!.ToString();
        var informed = await Publish(r => r.Headers.TryAddWithoutValidation("If-Match", again));
        var onlyFirst = await Publish(r => r.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any));

        (late.Status, informed.Status, onlyFirst.Status).ShouldBe((412, 200, 412));
    }

    [Fact]
    public async Task A_tag_of_one_form_is_not_that_of_the_other()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/workspace");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var json = (await _server.Client.SendAsync(request)).Headers.ETag!.ToString();

        (await Ask("GET", "/v1/workspace", ifNoneMatch: json)).Status.ShouldBe(200);
        (await Publish(r => r.Headers.TryAddWithoutValidation("If-Match", json))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("PUT", "/v1/teams/new", null, "*", 201)]
    [InlineData("PUT", "/v1/teams/t", null, "*", 412)]
    [InlineData("PUT", "/v1/teams/new", "*", null, 412)]
    [InlineData("PUT", "/v1/teams/t", "*", null, 200)]
    [InlineData("DELETE", "/v1/reps/ana", "\"old\"", null, 412)]
    [InlineData("PATCH", "/v1/teams/t", "no tag", null, 412)]
    [InlineData("PATCH", "/v1/leads/x", "W/\"weak\"", null, 412)]
    public async Task Conditions_are_those_of_the_standard(
        string method,
        string path,
        string? match,
        string? none,
        int status
    )
    {
        var body =
            method == "DELETE" ? null
            : path.Contains("leads") ? "{}"
            : """{ "members": ["ana", "bob"] }""";

        (await Ask(method, path, body, match, none)).Status.ShouldBe(status);
    }

    private async Task<Answer> Ask(
        string method,
        string path,
        string? body = null,
        string? ifMatch = null,
        string? ifNoneMatch = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : Text(body, "application/json");
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        return await Answer.Of(await _server.Client.SendAsync(request));
    }

    private async Task<Answer> Publish(Action<HttpRequestMessage> with)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/workspace");
        request.Content = Text(Workspaces.TwoReps, "application/yaml");
        with(request);
        return await Answer.Of(await _server.Client.SendAsync(request));
    }
}
