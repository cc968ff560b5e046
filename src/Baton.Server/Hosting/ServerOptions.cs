using System.Collections.Immutable;
using System.Net;
using Baton.Server.Access;
using Baton.Server.Metrics;
using Baton.Server.Users;
using Baton.Server.Webhooks;
using Baton.Storage;
using Baton.Storage.Retaining;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Hosting;

/// <summary>How a server runs. Everything has a default but the folder.</summary>
public sealed record ServerOptions
{
    /// <summary>The store's folder; made when it does not exist. One process at a time owns it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where to listen: absolute http URLs without a path; port 0 takes any free one.</summary>
    public ImmutableArray<string> Urls { get; init; } = ["http://127.0.0.1:5080"];
    public TimeProvider Clock { get; init; } = TimeProvider.System;
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Writes the log as a JSON object a line, not as text.</summary>
    public bool JsonLogs { get; init; }

    /// <summary>The largest body in bytes of every request but an import and a workspace file.</summary>
    public int LargestBody { get; init; } = 256 * 1024;

    /// <summary>The largest workspace file in bytes.</summary>
    public int LargestWorkspace { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many live streams may be open at once.</summary>
    public int LiveStreams { get; init; } = 100;

    /// <summary>How many submissions may wait for the writer before requests are answered 503.</summary>
    public int CommandCapacity { get; init; } = 20_000;

    /// <summary>
    /// Lets a policy's <c>enrich</c> ask addresses that only this machine or its network can see. Off: then a URL in a policy
    /// cannot be used to look around inside.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>
    /// Gives the page at <c>/live</c> a key of its own and lets the console in as any role, for callers on this machine only, so
    /// that a demonstration needs no sign-in. Never for a server with real leads.
    /// </summary>
    public bool Demo { get; init; }

    /// <summary>Told the admin key that the first start on an empty folder makes. It is kept nowhere else in clear.</summary>
    public Action<string>? KeyMade { get; init; }

    /// <summary>
    /// Told, at each start while the workspace <c>default</c> has no user, the token with which its first administrator is
    /// made. It is kept nowhere else.
    /// </summary>
    public Action<string>? SetupMade { get; init; }

    /// <summary>How often one address may try to sign in within a minute.</summary>
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>How many requests one key may make within a minute; 0 = any number.</summary>
    public int KeyRequestsPerMinute { get; init; }

    /// <summary>
    /// Addresses of proxies before this server, whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed:
    /// who asks, and whether by https. None: nobody's are.
    /// </summary>
    public ImmutableArray<string> Proxies { get; init; } = [];

    /// <summary>Where people may sign in instead of with a password; null = nowhere.</summary>
    public OidcSettings? Oidc { get; init; }

    /// <summary>Lets <c>/metrics</c> be read without a key by callers on this machine.</summary>
    public bool MetricsOpen { get; init; }

    /// <summary>
    /// A collector of OpenTelemetry that takes metrics and traces by HTTP, such as http://127.0.0.1:4318; null = none.
    /// </summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>How webhooks are delivered, and where to.</summary>
    public WebhookSettings Webhooks { get; init; } = new();

    /// <summary>How long what is kept, in every workspace: see <see cref="RetentionWorker"/>.</summary>
    public RetentionLimits Retention { get; init; } = new();

    /// <summary>
    /// What a route such as <c>POST /v1/leads</c> declares instead: how the tests that walk the routes are tested. No setting,
    /// flag or variable leads here.
    /// </summary>
    internal Func<string, RouteAccess, RouteAccess>? Redeclared { get; init; }

    /// <summary>Everything wrong with these options, each with its cure.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(DataDirectory))
        {
            yield return "data: name a folder";
        }

        if (Urls.IsDefaultOrEmpty)
        {
            yield return "urls: name at least one, such as http://127.0.0.1:5080";
        }

        foreach (var url in Urls.IsDefault ? [] : Urls.Where(u => !IsHttp(u)))
        {
            yield return $"urls: '{url}' is no http URL such as http://127.0.0.1:5080";
        }

        if (OtlpEndpoint is { } collector && !OtlpExport.IsEndpoint(collector))
        {
            yield return $"otlp_endpoint: '{collector}' is no http or https URL such as http://127.0.0.1:4318";
        }

        foreach (var proxy in Proxies.Where(p => !IPAddress.TryParse(p, out _)))
        {
            yield return $"proxies: '{proxy}' is no IP address";
        }

        foreach (var (name, value, least, most) in Numbers().Where(n => n.Value < n.Least || n.Value > n.Most))
        {
            yield return $"{name}: {value} is not from {least} to {most}";
        }
    }

    /// <summary>How a workspace is opened.</summary>
    internal StoreOptions Store(string workspace, StoreTrouble trouble, Instruments instruments) =>
        new()
        {
            Directory = WorkspaceFolders.Of(DataDirectory, workspace),
            KeyDirectory = DataDirectory,
            Clock = Clock,
            Address = Urls[0],
            CommandCapacity = CommandCapacity,
            Trouble = e =>
            {
                trouble.Tell(e);
                instruments.Failed(workspace, e);
            },
            Committed = batch => instruments.Committed(workspace, batch),
            Workspace = workspace,
        };

    private IEnumerable<(string Name, int Value, int Least, int Most)> Numbers() =>
        [
            ("largest_body", LargestBody, 1024, 16 * 1024 * 1024),
            ("largest_workspace", LargestWorkspace, 1024, 16 * 1024 * 1024),
            ("live_streams", LiveStreams, 1, 10_000),
            ("command_capacity", CommandCapacity, 16, 1_000_000),
            ("sign_ins_per_minute", SignInsPerMinute, 1, 100_000),
            ("key_requests_per_minute", KeyRequestsPerMinute, 0, 100_000_000),
            ("webhook_history_days", Webhooks.HistoryDays, 1, 3_650),
            ("webhook_disable_days", Webhooks.DisableAfterDays, 1, 365),
        ];

    // The wildcards * and + are Kestrel's own and no host names, so they are put aside before the URL is read.
    private static bool IsHttp(string url) =>
        Uri.TryCreate(
            url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal)
                .Replace("://+", "://0.0.0.0", StringComparison.Ordinal),
            UriKind.Absolute,
            out var uri
        )
        && uri.Scheme == Uri.UriSchemeHttp
        && uri.AbsolutePath == "/"
        && uri.Query.Length == 0;
}
