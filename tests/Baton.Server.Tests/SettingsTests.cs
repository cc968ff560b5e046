using Baton.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("baton-").FullName;

    [Fact]
    public void Every_setting_is_documented()
    {
        var page = File.ReadAllLines(Path.Combine(RoleTests.Root(), "docs", "operations.md"));
        var rows = page.SkipWhile(l => !l.StartsWith("| setting |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(l => l.StartsWith('|'));

        rows.SelectMany(r => r.Split('|')[1].Split(','))
            .Select(k => k.Trim(' ', '`'))
            .ShouldBe(ServerSettings.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Flags_win_over_the_environment_and_that_over_the_file()
    {
        File.WriteAllText(
            Path.Combine(_folder, "appsettings.json"),
            """{ "Baton": { "data": "from-file", "log_level": "Debug", "largest_body": 2048, "live_streams": 7 } }"""
        );
        Environment.SetEnvironmentVariable("BATON_LOG_LEVEL", "error");
        Environment.SetEnvironmentVariable("BATON_LARGEST_BODY", "4096");
        try
        {
            var options = Load(
                new() { ["largest_body"] = "8192", ["urls"] = "http://*:1;http://localhost:2" },
                out var faults
            );

            faults.ShouldBeEmpty();
            options!.DataDirectory.ShouldBe("from-file");
            options.LogLevel.ShouldBe(LogLevel.Error);
            options.LargestBody.ShouldBe(8192);
            options.LiveStreams.ShouldBe(7);
            options.Urls.ShouldBe(["http://*:1", "http://localhost:2"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("BATON_LOG_LEVEL", null);
            Environment.SetEnvironmentVariable("BATON_LARGEST_BODY", null);
        }
    }

    [Fact]
    public void Networks_of_webhooks_are_read_and_their_faults_named()
    {
        var options = Load(new() { ["webhook_networks"] = "10.0.0.0/8; ::1" }, out var none);
        Load(new() { ["webhook_networks"] = "10.0.0.0/99;intranet", ["webhook_history_days"] = "0" }, out var faults);

        none.ShouldBeEmpty();
        options!.Webhooks.Networks.Select(n => n.ToString()).ShouldBe(["10.0.0.0/8", "::1/128"]);
        faults.ShouldBe([
            "webhook_networks: '10.0.0.0/99' is no network such as 10.0.0.0/8",
            "webhook_networks: 'intranet' is no network such as 10.0.0.0/8",
            "webhook_history_days: 0 is not from 1 to 3650",
        ]);
    }

    [Fact]
    public void Every_fault_of_every_place_is_reported()
    {
        File.WriteAllText(
            Path.Combine(_folder, "appsettings.json"),
            """{ "Baton": { "dta": "x", "live_streams": "no" } }"""
        );

        var options = Load(
            new()
            {
                ["urls"] = "ftp://x",
                ["largest_body"] = "1",
                ["log_level"] = "loud",
            },
            out var faults
        );

        options.ShouldBeNull();
        faults.ShouldBe(
            [
                "appsettings.json: unknown key 'dta'; did you mean 'data'?",
                "log_level: unknown level 'loud'; known: Trace, Debug, Information, Warning, Error, Critical, None",
                "live_streams: 'no' is no whole number",
                "urls: 'ftp://x' is no http URL such as http://127.0.0.1:5080",
                "largest_body: 1 is not from 1024 to 16777216",
            ],
            ignoreOrder: true
        );
    }

    [Fact]
    public void Nothing_given_means_the_defaults()
    {
        var options = Load([], out var faults);

        faults.ShouldBeEmpty();
        options!.DataDirectory.ShouldBe("usual");
        options.Urls.ShouldBe(["http://127.0.0.1:5080"]);
    }

    [Fact]
    public void Faulty_options_open_nothing()
    {
        var path = Path.Combine(_folder, "data");

        Should
            .Throw<ArgumentException>(() =>
                BatonServer.Build(new ServerOptions { DataDirectory = path, Urls = ["nonsense"] })
            )
            .Message.ShouldContain("urls: 'nonsense' is no http URL");

        Directory.Exists(path).ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServerOptions? Load(Dictionary<string, string?> flags, out List<string> faults)
    {
        faults = [];
        return ServerSettings.Load(flags, _folder, "usual", faults);
    }
}
