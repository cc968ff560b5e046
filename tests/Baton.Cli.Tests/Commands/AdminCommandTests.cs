using System.Net;
using System.Net.Http.Json;
using Baton.Storage;

namespace Baton.Cli.Tests.Commands;

public sealed class AdminCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_administrator_made_before_the_first_start_signs_in_and_no_token_is_printed()
    {
        var password = Cli.Do("admin", "create", "Ann@Team.test", "--data", _folder["data"]).Output.Trim();
        password.ShouldMatch("\\A[a-z2-9]{5}(-[a-z2-9]{5}){3}\\z");
        using var server = BatonProcess.Start("serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = new Uri(server.LineStarting("Console:")) };

        var answer = await http.PostAsJsonAsync("v1/session", new { email = "ann@team.test", password });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Seen.ShouldNotContain(l => l.StartsWith("Setup token:", StringComparison.Ordinal));
        server.Terminate();
        server.Exit().ShouldBe(0);
    }

    [Fact]
    public void A_server_without_users_prints_a_token_to_set_it_up()
    {
        using var server = BatonProcess.Start("serve", "--data", _folder["data"], "--urls", "http://127.0.0.1:0");

        server.LineStarting("Setup token:").ShouldMatch("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
        server.LineStarting("Console:");

        server.Terminate();
        server.Exit().ShouldBe(0);
    }

    [Fact]
    public void A_reset_gives_another_password_and_is_audited()
    {
        var first = Cli.Do("admin", "create", "ann@team.test", "--data", _folder["data"]).Output;
        var second = Cli.Do("admin", "reset", "ann@team.test", "--data", _folder["data"], "--json").Json;

        second["one_time_password"]!.ToString().ShouldNotBe(first.Trim());
        using var reader = StoreReader.Open(_folder["data"]);
        reader
            .Audit.Read(10)
            .Select(e => $"{e.Actor} {e.Act} {e.Subject}")
            .ShouldBe(["command line password_reset ann@team.test", "command line user_created ann@team.test"]);
    }

    [Theory]
    [InlineData("create", "ann", 2, "'ann' is no e-mail address")]
    [InlineData("create", "ann@team.test", 1, "there is a user ann@team.test already")]
    [InlineData("reset", "bob@team.test", 1, "there is no user bob@team.test")]
    public void What_makes_no_sense_is_refused_with_a_cure(string verb, string email, int code, string error)
    {
        Cli.Do("admin", "create", "ann@team.test", "--data", _folder["data"]);

        var ran = Cli.Run("admin", verb, email, "--data", _folder["data"]);

        (ran.Code, ran.Error.Contains(error)).ShouldBe((code, true), ran.Error);
    }
}
