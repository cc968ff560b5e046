using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Baton.Engine.Conditions;
using Baton.Server.Access;
using Baton.Server.Hosting;
using Baton.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Users;

/// <summary>How often one address may try to sign in; an IPv6 customer's whole network (/64) is one. Thread-safe.</summary>
internal sealed class SignInLimit : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<IPAddress> _limiter;

    public SignInLimit(ServerOptions options)
    {
        var settings = new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.SignInsPerMinute,
            TokensPerPeriod = options.SignInsPerMinute,
            ReplenishmentPeriod = Window,
        };
        _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
            RateLimitPartition.GetTokenBucketLimiter(NetworkOf(address), _ => settings)
        );
    }

    /// <summary>
    /// The fields of an attempt, which anybody may send: from a page of this site, and not too often. <paramref name="act"/>
    /// says what another site's page may not do.
    /// </summary>
    public async ValueTask<Parsed<List<KeyValuePair<string, Value>>>> Fields(HttpContext context, string act)
    {
        var (fields, problem) = await Body.Fields(context);
        problem ??= SessionCookie.IsOfThisOrigin(context.Request)
            ? Refusal(context)
            : Problem.Forbidden($"another site's page may not {act}");
        return new(fields, problem);
    }

    /// <summary>Counts an attempt. Null = it may go on.</summary>
    public Problem? Refusal(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        return lease.IsAcquired
            ? null
            : new Problem(
                StatusCodes.Status429TooManyRequests,
                "too_many_attempts",
                "too many attempts from this address; wait a minute"
            )
            {
                RetryAfter = (int)Window.TotalSeconds,
            };
    }

    public void Dispose() => _limiter.Dispose();

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
