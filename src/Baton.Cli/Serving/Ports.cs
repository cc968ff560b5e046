using System.Net;
using System.Net.Sockets;

namespace Baton.Cli.Serving;

/// <summary>Whether an address can be listened on, and one that can.</summary>
internal static class Ports
{
    /// <summary>Whether somebody else listens there. A name that is no address of this machine is left to the server.</summary>
    public static bool IsTaken(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Port == 0)
        {
            return false;
        }

        var address = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var known) ? known : IPAddress.Loopback;
        try
        {
            using var listener = new TcpListener(address, uri.Port);
            listener.Start();
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    /// <summary>The same URL on a port that is free now.</summary>
    public static string OnFreePort(string url)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new UriBuilder(url) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri.GetLeftPart(
            UriPartial.Authority
        );
    }
}
