using Baton.Server.Hosting;
using Baton.Server.Users;
using Baton.Storage.Retaining;
using Microsoft.Extensions.Logging;
using NodaTime;

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
    public void What_webhooks_may_do_is_read()
    {
        var options = Load(
            new()
            {
                ["webhook_http"] = "true",
                ["webhook_history_days"] = "7",
                ["webhook_disable_days"] = "2",
            },
            out var none
        );
        Load(new() { ["webhook_http"] = "yes", ["webhook_disable_days"] = "366" }, out var faults);

        none.ShouldBeEmpty();
        options!.Webhooks.ShouldSatisfyAllConditions(
            w => w.AllowHttp.ShouldBeTrue(),
            w => w.HistoryDays.ShouldBe(7),
            w => w.DisableAfterDays.ShouldBe(2)
        );
        faults.ShouldBe([
            "webhook_http: 'yes' is neither true nor false",
            "webhook_disable_days: 366 is not from 1 to 365",
        ]);
    }

    [Fact]
    public void An_identity_provider_is_read_whole_or_not_at_all()
    {
        Dictionary<string, string?> given = new()
        {
            ["oidc_authority"] = "https://id.example.com/",
            ["oidc_client_id"] = "baton",
            ["oidc_client_secret"] = "s",
        };
        var named = new Dictionary<string, string?>(given) { ["oidc_name"] = "Acme", ["oidc_create"] = "true" };

        var plain = Load(given, out var none)!.Oidc;
        var whole = Load(named, out _)!.Oidc;
        Load(new() { ["oidc_client_id"] = "baton", ["oidc_create"] = "maybe" }, out var faults);

        none.ShouldBeEmpty();
        plain.ShouldBe(new OidcSettings("https://id.example.com/", "baton", "s", "single sign-on", Creates: false));
        whole.ShouldBe(new OidcSettings("https://id.example.com/", "baton", "s", "Acme", Creates: true));
        Load([], out _)!.Oidc.ShouldBeNull();
        faults.ShouldBe([
            "oidc_create: 'maybe' is neither true nor false",
            "oidc_authority: missing; an identity provider needs oidc_authority, oidc_client_id, oidc_client_secret",
            "oidc_client_secret: missing; an identity provider needs oidc_authority, oidc_client_id, oidc_client_secret",
        ]);
    }

    [Theory]
    [InlineData("https://id.example.com", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://id.example.com", false)]
    [InlineData("id.example.com", false)]
    [InlineData("file:///etc/passwd", false)]
    public void An_identity_provider_is_asked_by_https(string authority, bool isTaken)
    {
        var flags = new Dictionary<string, string?>
        {
            ["oidc_authority"] = authority,
            ["oidc_client_id"] = "baton",
            ["oidc_client_secret"] = "s",
        };

        Load(flags, out var faults);

        faults.ShouldBe(isTaken ? [] : [$"oidc_authority: '{authority}' is no https URL"]);
    }

    [Fact]
    public void Proxies_and_tries_are_read_and_their_faults_named()
    {
        var options = Load(new() { ["proxies"] = "10.0.0.2; ::1", ["sign_ins_per_minute"] = "5" }, out var none);
        Load(new() { ["proxies"] = "10.0.0.0/8;proxy", ["sign_ins_per_minute"] = "0" }, out var faults);

        none.ShouldBeEmpty();
        options!.Proxies.ShouldBe(["10.0.0.2", "::1"]);
        options.SignInsPerMinute.ShouldBe(5);
        faults.ShouldBe([
            "proxies: '10.0.0.0/8' is no IP address",
            "proxies: 'proxy' is no IP address",
            "sign_ins_per_minute: 0 is not from 1 to 100000",
        ]);
    }

    [Fact]
    public void What_is_kept_for_how_long_is_read_and_what_is_not_said_is_kept()
    {
        var options = Load(
            new()
            {
                ["keep_journal_days"] = "400",
                ["keep_closed_leads_days"] = "90",
                ["keep_audit_days"] = "1",
            },
            out var none
        );
        Load(new() { ["keep_journal_days"] = "0", ["keep_audit_days"] = "for ever" }, out var faults);

        none.ShouldBeEmpty();
        var kept = options!.Retention;
        (kept.Journal, kept.ClosedLeads, kept.Audit).ShouldBe(
            (Duration.FromDays(400), Duration.FromDays(90), Duration.FromDays(1))
        );
        Load([], out _)!.Retention.ShouldBe(new RetentionLimits());
        faults.ShouldBe([
            "keep_journal_days: '0' is no number of days from 1 to 36500; leave it out to keep for ever",
            "keep_audit_days: 'for ever' is no number of days from 1 to 36500; leave it out to keep for ever",
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
