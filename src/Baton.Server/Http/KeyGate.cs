using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Baton.Server.Access;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Http;

/// <summary>
/// Lets nobody past <c>/v1</c> without a key: by path and before any route is run, so that no endpoint can be
/// forgotten. A verified key is remembered for some seconds by its hash, so that a request costs no query; a revoked one
/// is refused after that at the latest. Then the route says whether the key's role may ask at all.
/// </summary>
internal sealed class KeyGate(RequestDelegate next, BatonStore store, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly Problem NoKey = new(
        StatusCodes.Status401Unauthorized,
        "unauthorized",
        "send an API key: Authorization: Bearer bk_…"
    );
    private static readonly Problem NotForRole = Problem.Forbidden("this key's role may not do this");

    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        if (Bearer(context.Request) is not { } key || ActorOf(key) is not { } actor)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return NoKey.Send(context);
        }

        actor.Enter(context);
        return Allows(context, actor) ? next(context) : NotForRole.Send(context);
    }

    // Only routes are declared: the framework's own answers, such as to a wrong method, say nothing.
    private static bool Allows(HttpContext context, Actor actor) =>
        context.GetEndpoint() is not RouteEndpoint route
        || route.Metadata.GetMetadata<RouteAccess>()?.Allows(actor.Role) == true;

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && header.Length is > 7 and < 200
            ? header[Scheme.Length..].Trim()
            : null;

    // The dictionary is searched by a hash of the secret, whose timing says nothing about the secret.
    private Actor? ActorOf(string key)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        if (_seen.TryGetValue(hash, out var seen) && clock.GetElapsedTime(seen.At) < Remembered)
        {
            return seen.Actor;
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

        var actor = new Actor(known.Name, known.Role, known.User);
        _seen[hash] = new Seen(actor, clock.GetTimestamp());
        return actor;
    }

    private readonly record struct Seen(Actor Actor, long At);
}
