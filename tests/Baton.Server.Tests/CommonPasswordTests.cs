using Baton.Server.Users;

namespace Baton.Server.Tests;

/// <summary>No rule knows these: they are refused because a list of the most used has them.</summary>
public sealed class CommonPasswordTests
{
    [Theory]
    [InlineData("sonyericsson")]
    [InlineData("eveningcucumber")]
    [InlineData("dthfdkflbvbhjdyf")]
    [InlineData("  EveningCucumber ")]
    public void What_people_use_most_is_refused(string password)
    {
        GuessablePassword.Is(password, "ann@team.test").ShouldBeFalse();

        Passwords
            .FaultIn(password, "ann@team.test")
            .ShouldBe(
                "this password is among the first that are guessed; use three or four words that do not belong together"
            );
    }

    [Theory]
    [InlineData("eveningcucumbers")]
    [InlineData("evening cucumber")]
    [InlineData("correct horse battery")]
    public void What_is_near_it_is_not(string password) => Passwords.FaultIn(password, "ann@team.test").ShouldBeNull();

    [Fact]
    public async Task What_people_use_most_is_refused_wherever_a_password_is_chosen()
    {
        string? token = null;
        await using var server = await RunningServer.Start(with: o => o with { SetupMade = t => token = t });
        using var browser = new Browser(server);
        string Setup(string password) =>
            $$"""{ "token": "{{token}}", "email": "ann@team.test", "password": "{{password}}" }""";
        string Change(string password) => $$"""{ "current": "{{SignInTests.Password}}", "new": "{{password}}" }""";

        var first = await browser.Ask("POST", "/v1/setup", Setup("eveningcucumber"));
        await browser.Ask("POST", "/v1/setup", Setup(SignInTests.Password));
        await browser.SignIn("ann@team.test", SignInTests.Password);
        var changed = await browser.Ask("POST", "/v1/me/password", Change("EveningCucumber"));

        (first.Status, FaultOf(first)).ShouldBe((422, ("password", "weak_password")));
        (changed.Status, FaultOf(changed)).ShouldBe((422, ("new", "weak_password")));
        (await browser.SignIn("ann@team.test", SignInTests.Password)).Status.ShouldBe(200);
    }

    private static (string?, string?) FaultOf(Answer answer)
    {
        var fault = answer.Json.GetProperty("errors").EnumerateArray().Single();
        return (fault.GetProperty("path").GetString(), fault.GetProperty("code").GetString());
    }
}
