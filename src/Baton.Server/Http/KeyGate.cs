using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Http;

/// <summary>
/// Lets nobody past <c>/v1</c> without a key: by path and before any route is run, so that no endpoint can be
/// forgotten. A verified key is remembered for some seconds by its hash, so that a request costs no query; a revoked one
/// is refused after that at the latest.
/// </summary>
internal sealed class KeyGate(RequestDelegate next, BatonStore store, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const int MostRemembered = 1_000;
    private static readonly object ActorItem = new();
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly Problem NoKey = new(
        StatusCodes.Status401Unauthorized,
        "unauthorized",
        "send an API key: Authorization: Bearer bk_…"
    );

    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>The name of the key that the request came with.</summary>
    public static string ActorOf(HttpContext context) =>
        context.Items.TryGetValue(ActorItem, out var actor) ? (string)actor! : "nobody";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        if (Bearer(context.Request) is not { } key || NameOf(key) is not { } name)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return NoKey.Send(context);
        }

        context.Items[ActorItem] = name;
        return next(context);
    }

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && header.Length is > 7 and < 200
            ? header[Scheme.Length..].Trim()
            : null;

    // The dictionary is searched by a hash of the secret, whose timing says nothing about the secret.
    private string? NameOf(string key)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        if (_seen.TryGetValue(hash, out var seen) && clock.GetElapsedTime(seen.At) < Remembered)
        {
            return seen.Name;
        }

        _seen.TryRemove(hash, out _);
        if (store.Keys.Verify(key) is not { } known)
        {
            return null;
        }

        if (_seen.Count >= MostRemembered)
        {
            _seen.Clear();
        }

        _seen[hash] = new Seen(known.Name, clock.GetTimestamp());
        return known.Name;
    }

    private readonly record struct Seen(string Name, long At);
}
