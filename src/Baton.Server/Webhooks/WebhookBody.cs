using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Policies;
using Baton.Server.Leads;
using Baton.Storage.Webhooks;

namespace Baton.Server.Webhooks;

/// <summary>What a body says of a webhook, upon what it is already.</summary>
internal sealed class WebhookBody(WebhookSettings settings)
{
    private const int MostEvents = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly ImmutableArray<string> Types = [.. EventTypes.ByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Faults are added to the body.</summary>
    /// <param name="known">What it is; null = it is new.</param>
    public async Task<WebhookConfig> Read(
        ActionBody body,
        List<KeyValuePair<string, Value>> fields,
        WebhookConfig? known,
        CancellationToken cancellation
    )
    {
        var url = known is null || Has("url") ? body.Text("url") : body.OptionalText("url") ?? known.Url;
        var events = EventsIn(body, Has("events")) ?? known?.Events ?? ["*"];
        var description = body.OptionalText("description");
        var config = new WebhookConfig(url, events)
        {
            Description = Has("description") ? description : known?.Description,
            Enabled = Truth("enabled", known?.Enabled ?? true),
            Ordered = Truth("ordered", known?.Ordered ?? true),
            Contact = Truth("contact", known?.Contact ?? false),
        };
        if (url != known?.Url && url.Length > 0 && await FaultIn(url, cancellation) is { } fault)
        {
            body.Fault("url", fault.Code, fault.Message);
        }

        return config;

        bool Has(string key) => fields.Exists(f => f.Key == key);

        bool Truth(string key, bool otherwise) => Has(key) ? body.Truth(key) : body.OptionalTruth(key) || otherwise;
    }

    // Null = not given.
    private static ImmutableArray<string>? EventsIn(ActionBody body, bool isGiven)
    {
        ImmutableArray<string> events = [.. body.Texts("events").Distinct()];
        if (!isGiven)
        {
            return null;
        }

        if (events.IsEmpty)
        {
            body.Fault("events", "missing", "name at least one type of event, or leave 'events' out for all");
        }

        if (events.Length > MostEvents)
        {
            body.Fault("events", "range", $"at most {MostEvents} types");
            return events;
        }

        foreach (var type in events.Where(e => e != "*" && !EventTypes.ByName.ContainsKey(e)))
        {
            body.Fault("events", "unknown_word", $"unknown type of event '{type}'{NearestWord.Hint(type, Types)}");
        }

        return events.Contains("*") ? ["*"] : events;
    }

    // A name that cannot be resolved now may be one tomorrow: what is called is decided when it is called.
    private async Task<(string Code, string Message)?> FaultIn(string url, CancellationToken cancellation)
    {
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0
            || uri.Fragment.Length > 0
        )
        {
            return ("invalid", "'url' is no URL such as https://example.com/hooks, without a user and a fragment");
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !settings.AllowHttp)
        {
            return ("https_required", "'url' must be https");
        }

        var addresses = await AddressesOf(uri.DnsSafeHost, cancellation);
        return Array.TrueForAll(addresses, settings.Allows)
            ? null
            : ("private_address", "'url' leads to an address that is not public");
    }

    private static async Task<IPAddress[]> AddressesOf(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await Dns.GetHostAddressesAsync(host, patience.Token);
        }
        catch (Exception e)
            when (e is SocketException or ArgumentException
                || (e is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return [];
        }
    }
}
