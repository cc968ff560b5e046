using System.Net;
using System.Net.Sockets;

namespace Baton.Server.Enriching;

/// <summary>
/// Which addresses may be asked: a URL in a policy must not reach what only this machine or its network can see (server-side
/// request forgery). The ranges are those that the IANA special-purpose registries (RFC 6890) call not globally reachable.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] _private =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Contain(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(_private, n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain));
    }

    /// <summary>Connects to the first address of the host that may be asked: the one that was checked is the one connected to.</summary>
    /// <exception cref="PrivateAddressException">None may be.</exception>
    public static async ValueTask<Stream> Connect(
        DnsEndPoint host,
        Predicate<IPAddress> isAllowed,
        CancellationToken cancellation
    )
    {
        var all = await Dns.GetHostAddressesAsync(host.Host, cancellation);
        var allowed = Array.FindAll(all, isAllowed);
        if (allowed.Length == 0)
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host has no address that may be asked.</summary>
internal sealed class PrivateAddressException()
    : HttpRequestException(HttpRequestError.ConnectionError, "the address is private");
