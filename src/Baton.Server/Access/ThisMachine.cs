using System.Net;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Access;

/// <summary>Whether a request was made on the machine that the server runs on.</summary>
internal static class ThisMachine
{
    /// <summary>
    /// The name by which it was asked for counts too: a foreign page whose name leads here must get nothing. So does whether
    /// a proxy passed it on that is not known as one.
    /// </summary>
    public static bool Sends(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } from
        && IPAddress.IsLoopback(from)
        && IsLoopback(context.Request.Host.Host)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");

    private static bool IsLoopback(string host) =>
        host == "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
