using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Policies;
using Baton.Server.Users;
using Baton.Server.Webhooks;
using Baton.Storage.Retaining;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Baton.Server.Hosting;

/// <summary>
/// Reads <see cref="ServerOptions"/> from <c>appsettings.json</c> (its section <c>Baton</c>), then variables of the
/// environment that start with <c>BATON_</c>, then flags; the later wins. All are checked before anything starts.
/// </summary>
public static class ServerSettings
{
    private const string Section = "Baton";
    private const string Prefix = "BATON_";
    private const int MostDays = 36_500;

    /// <summary>The keys, as they stand in the file and the flags; in the environment <c>BATON_</c> and upper case.</summary>
    public static ImmutableArray<string> Keys { get; } =
    [
        "data",
        "urls",
        "log_level",
        "log_format",
        "largest_body",
        "largest_workspace",
        "live_streams",
        "command_capacity",
        "allow_private_addresses",
        "sign_ins_per_minute",
        "key_requests_per_minute",
        "metrics_open",
        "otlp_endpoint",
        "keep_journal_days",
        "keep_closed_leads_days",
        "keep_audit_days",
        "proxies",
        "oidc_authority",
        "oidc_client_id",
        "oidc_client_secret",
        "oidc_name",
        "oidc_create",
        "webhook_networks",
        "webhook_http",
        "webhook_history_days",
        "webhook_disable_days",
    ];

    /// <summary>
    /// The options, or null where anything is at fault; every fault is added. <paramref name="flags"/> are by key, null
    /// = not given; <paramref name="folder"/> is where <c>appsettings.json</c> is looked for.
    /// </summary>
    public static ServerOptions? Load(
        IReadOnlyDictionary<string, string?> flags,
        string folder,
        string defaultData,
        ICollection<string> faults
    )
    {
        var before = faults.Count;
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        TakeFile(Path.Combine(folder, "appsettings.json"), values, faults);
        TakeEnvironment(values);
        foreach (var (key, value) in flags.Where(f => f.Value is not null))
        {
            Take(key, value, "flags", values, faults);
        }

        var options = Options(values, defaultData, faults);
        foreach (var fault in options.Faults())
        {
            faults.Add(fault);
        }

        return faults.Count == before ? options : null;
    }

    private static ServerOptions Options(
        Dictionary<string, string?> values,
        string defaultData,
        ICollection<string> faults
    )
    {
        var plain = new ServerOptions { DataDirectory = values.GetValueOrDefault("data") ?? defaultData };
        return plain with
        {
            Oidc = Provider(values, faults),
            Urls = Several(values.GetValueOrDefault("urls")) ?? plain.Urls,
            Proxies = Several(values.GetValueOrDefault("proxies")) ?? plain.Proxies,
            LogLevel = Level(values.GetValueOrDefault("log_level"), plain.LogLevel, faults),
            JsonLogs = IsJson(values.GetValueOrDefault("log_format"), faults),
            LargestBody = Whole("largest_body", values, plain.LargestBody, faults),
            LargestWorkspace = Whole("largest_workspace", values, plain.LargestWorkspace, faults),
            LiveStreams = Whole("live_streams", values, plain.LiveStreams, faults),
            CommandCapacity = Whole("command_capacity", values, plain.CommandCapacity, faults),
            SignInsPerMinute = Whole("sign_ins_per_minute", values, plain.SignInsPerMinute, faults),
            KeyRequestsPerMinute = Whole("key_requests_per_minute", values, plain.KeyRequestsPerMinute, faults),
            AllowPrivateAddresses = Truth("allow_private_addresses", values, faults),
            OtlpEndpoint = values.GetValueOrDefault("otlp_endpoint"),
            MetricsOpen = Truth("metrics_open", values, faults),
            Webhooks = Webhooks(plain.Webhooks, values, faults),
            Retention = new RetentionLimits
            {
                Journal = Days("keep_journal_days", values, faults),
                ClosedLeads = Days("keep_closed_leads_days", values, faults),
                Audit = Days("keep_audit_days", values, faults),
            },
        };
    }

    private static WebhookSettings Webhooks(
        WebhookSettings plain,
        Dictionary<string, string?> values,
        ICollection<string> faults
    )
    {
        var words = Several(values.GetValueOrDefault("webhook_networks")) ?? [];
        var networks = words.Select(WebhookSettings.Network).ToArray();
        foreach (var (word, _) in words.Zip(networks).Where(n => n.Second is null))
        {
            faults.Add($"webhook_networks: '{word}' is no network such as 10.0.0.0/8");
        }

        return plain with
        {
            Networks = [.. networks.OfType<System.Net.IPNetwork>()],
            AllowHttp = Truth("webhook_http", values, faults),
            HistoryDays = Whole("webhook_history_days", values, plain.HistoryDays, faults),
            DisableAfterDays = Whole("webhook_disable_days", values, plain.DisableAfterDays, faults),
        };
    }

    private static OidcSettings? Provider(Dictionary<string, string?> values, ICollection<string> faults)
    {
        var creates = Truth("oidc_create", values, faults);
        string[] needed = ["oidc_authority", "oidc_client_id", "oidc_client_secret"];
        var missing = needed.Where(k => string.IsNullOrEmpty(values.GetValueOrDefault(k))).ToArray();
        if (missing.Length == needed.Length)
        {
            return null;
        }

        foreach (var key in missing)
        {
            faults.Add($"{key}: missing; an identity provider needs {string.Join(", ", needed)}");
        }

        if (missing.Length > 0)
        {
            return null;
        }

        var authority = values[needed[0]]!;
        if (OidcSettings.FaultInAuthority(authority) is { } fault)
        {
            faults.Add(fault);
        }

        var name = values.GetValueOrDefault("oidc_name") ?? "single sign-on";
        return new OidcSettings(authority, values[needed[1]]!, values[needed[2]]!, name, creates);
    }

    private static ImmutableArray<string>? Several(string? text) =>
        text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToImmutableArray();

    private static void TakeFile(string path, Dictionary<string, string?> values, ICollection<string> faults)
    {
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(path, optional: true).Build();
            foreach (var entry in file.GetSection(Section).GetChildren())
            {
                Take(entry.Key, entry.Value, "appsettings.json", values, faults);
            }
        }
        catch (Exception broken)
            when (broken is InvalidDataException or FormatException or JsonException or IOException)
        {
            faults.Add($"appsettings.json: {broken.InnerException?.Message ?? broken.Message}");
        }
    }

    // Other BATON_ variables belong to the command line's other commands, so unknown ones are no fault here.
    private static void TakeEnvironment(Dictionary<string, string?> values)
    {
        foreach (var key in Keys)
        {
            if (Environment.GetEnvironmentVariable(Prefix + key.ToUpperInvariant()) is { Length: > 0 } value)
            {
                values[key] = value;
            }
        }
    }

    private static void Take(
        string key,
        string? value,
        string where,
        Dictionary<string, string?> values,
        ICollection<string> faults
    )
    {
        if (Keys.Contains(key))
        {
            values[key] = value;
        }
        else
        {
            faults.Add($"{where}: unknown key '{key}'{NearestWord.Hint(key, Keys)}");
        }
    }

    private static LogLevel Level(string? text, LogLevel otherwise, ICollection<string> faults)
    {
        if (text is null)
        {
            return otherwise;
        }

        if (!int.TryParse(text, out _) && Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level))
        {
            return level;
        }

        faults.Add($"log_level: unknown level '{text}'{NearestWord.Hint(text, Enum.GetNames<LogLevel>())}");
        return otherwise;
    }

    private static bool IsJson(string? format, ICollection<string> faults)
    {
        if (format is not (null or "text" or "json"))
        {
            faults.Add($"log_format: '{format}' is neither text nor json");
        }

        return format == "json";
    }

    private static bool Truth(string key, Dictionary<string, string?> values, ICollection<string> faults)
    {
        var text = values.GetValueOrDefault(key);
        if (text is not null && !bool.TryParse(text, out _))
        {
            faults.Add($"{key}: '{text}' is neither true nor false");
        }

        return bool.TryParse(text, out var truth) && truth;
    }

    private static Duration? Days(string key, Dictionary<string, string?> values, ICollection<string> faults)
    {
        if (values.GetValueOrDefault(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, out var days) && days is >= 1 and <= MostDays)
        {
            return Duration.FromDays(days);
        }

        faults.Add($"{key}: '{text}' is no number of days from 1 to {MostDays}; leave it out to keep for ever");
        return null;
    }

    private static int Whole(string key, Dictionary<string, string?> values, int otherwise, ICollection<string> faults)
    {
        if (values.GetValueOrDefault(key) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, out var number))
        {
            return number;
        }

        faults.Add($"{key}: '{text}' is no whole number");
        return otherwise;
    }
}
