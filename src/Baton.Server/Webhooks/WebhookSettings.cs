using System.Collections.Immutable;
using System.Net;
using Baton.Server.Enriching;

namespace Baton.Server.Webhooks;

/// <summary>How webhooks are delivered, and where to.</summary>
public sealed record WebhookSettings
{
    /// <summary>Networks that may be called although they are not public, such as 10.0.0.0/8.</summary>
    public ImmutableArray<IPNetwork> Networks { get; init; } = [];

    /// <summary>Lets endpoints be http, where anybody on the way reads along.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>For how many days deliveries that have ended are kept.</summary>
    public int HistoryDays { get; init; } = 30;

    /// <summary>After how many days with failures alone an endpoint is disabled.</summary>
    public int DisableAfterDays { get; init; } = 5;

    /// <summary>
    /// The longest wait before each further try; the wait is drawn evenly from nothing to that. Three days on average.
    /// </summary>
    internal ImmutableArray<TimeSpan> Retries { get; init; } =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(4),
        TimeSpan.FromMinutes(20),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
        TimeSpan.FromHours(48),
        TimeSpan.FromHours(48),
    ];

    internal TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For a whole attempt.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether an address may be called.</summary>
    internal bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PublicAddresses.Contain(plain)
            || Networks.Any(n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain));
    }

    /// <summary>A network such as 10.0.0.0/8 or a single address; null where the text is none.</summary>
    internal static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
