using Baton.Server.Access;
using Baton.Server.Hosting;
using Baton.Server.Tests.Describing;
using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests.Walking;

/// <summary>
/// Everybody asks for everything that the committed description names, and gets what it promises him and nothing else. The walk
/// is tested too: where one route's authorisation is taken away, it reports just that route.
/// </summary>
public sealed class RoleWalkTests(RoleWalkData data) : IClassFixture<RoleWalkData>
{
    [Fact]
    public async Task Everybody_gets_what_the_description_says_and_nothing_else()
    {
        var walk = await RoleWalk.Of(data);

        walk.Faults.ShouldBeEmpty();
        (walk.InVain.Count * 10).ShouldBeLessThan(walk.Allowed, string.Join('\n', walk.InVain));
    }

    [Theory]
    [InlineData("GET /v1/leads")]
    [InlineData("GET /v1/leads/{id}/explain")]
    [InlineData("GET /v1/events")]
    [InlineData("GET /metrics")]
    [InlineData("POST /v1/leads")]
    [InlineData("POST /v1/leads/import")]
    [InlineData("POST /v1/leads/{id}/claim")]
    [InlineData("PUT /v1/workspace")]
    [InlineData("DELETE /v1/teams/{id}")]
    [InlineData("POST /v1/erasures")]
    [InlineData("POST /v1/webhooks/{id}/rotate")]
    [InlineData("POST /v1/keys")]
    [InlineData("POST /v1/me/password")]
    public async Task The_walk_reports_just_the_route_that_is_opened(string route)
    {
        var walk = await RoleWalk.Of(data, route, _ => new RouteAccess(true, []));

        walk.Faults.Select(f => f.Route).Distinct().ShouldBe([route]);
        walk.Faults.Select(f => f.Asker).ShouldContain("nobody");
    }

    [Theory]
    [InlineData("viewer", "POST /v1/leads", "changed rows: ")]
    [InlineData("viewer", "DELETE /v1/reps/{id}", "changed rows: ")]
    [InlineData("rep", "GET /v1/audit", "200 and not 403")]
    [InlineData("rep", "GET /v1/duplicates", "200 and not 403")]
    [InlineData("manager", "POST /v1/exports", "200 and not 403")]
    public async Task The_walk_reports_a_role_that_may_more(string role, string route, string sign)
    {
        var more = Enum.GetValues<Role>().Single(r => RoleNames.Of(r) == role);
        var walk = await RoleWalk.Of(data, route, access => access with { Roles = [.. access.Roles, more] });

        walk.Faults.Select(f => f.Route).Distinct().ShouldBe([route]);
        walk.Faults.ShouldContain(f => f.Asker == role && f.What.Contains("and not 403", StringComparison.Ordinal));
        walk.Faults.ShouldContain(f => f.What.Contains(sign, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST /v1/users")]
    [InlineData("GET /v1/reports/status")]
    public async Task The_walk_reports_a_route_that_needs_no_scope(string route)
    {
        var walk = await RoleWalk.Of(data, route, access => access with { IsOwn = true });

        walk.Faults.Select(f => f.Route).Distinct().ShouldBe([route]);
    }

    [Fact]
    public void No_program_declares_anything_else() =>
        Directory
            .GetFiles(Path.Combine(Source.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains(nameof(ServerOptions.Redeclared), StringComparison.Ordinal))
            .Select(Path.GetFileName)
            .ShouldBe(["RouteAccess.cs", "ServerOptions.cs"], ignoreOrder: true);

    [Theory]
    [InlineData("")]
    [InlineData("owner=bob")]
    [InlineData("source=hush-hour&sort=-score")]
    [InlineData("search=Hushabel")]
    [InlineData("search=0215550")]
    [InlineData("filter=lead.city == 'Hushville'")]
    [InlineData("filter=lead.wheels > 31336&sort=source")]
    [InlineData("filter=true&limit=1")]
    public async Task A_rep_counts_what_he_sees_and_finds_nothing_of_another(string query)
    {
        await using var server = await Start(RoleWalkData.Workspace);
        await server.Send("/v1/leads", """{ "id": "mine", "source": "hers" }""");
        await server.Send("/v1/leads", BlindWalkTests.Blind);
        using var ana = server.As(Role.Rep, "ana@team.test");

        var all = await server.Get($"/v1/leads?{query}&count=true");
        var hers = await Sent(ana, "GET", $"/v1/leads?{query}&count=true");

        all.Text.ShouldContain(RoleWalkData.HisId);
        foreach (var secret in data.Secrets)
        {
            BlindWalkTests.Tells(hers.Text, secret).ShouldBeFalse($"{secret}: {hers.Text}");
        }

        hers["count"].ShouldBe(query is "" or "filter=true&limit=1" ? "1" : "0");
        hers["next_cursor"].ShouldBeNull();
    }
}
