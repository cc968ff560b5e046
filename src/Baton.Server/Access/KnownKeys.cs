using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Access;

/// <summary>
/// Who sends a request, by its key. A verified key is remembered for some seconds by its hash, so that a request costs
/// no query; one that was revoked, or has another role, is known as that after those seconds at the latest. Thread-safe.
/// </summary>
internal sealed class KnownKeys(BatonStore store, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>Null = no key, or none that is valid now.</summary>
    public Actor? ActorOf(HttpRequest request) => Bearer(request) is { } key ? ActorOf(key) : null;

    /// <summary>Whether whoever opened the request may still do what he might then: his key stands and is the same.</summary>
    public bool StillHolds(HttpContext context) => ActorOf(context.Request) == Actor.Of(context);

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
