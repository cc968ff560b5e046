using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Baton.Server.Hosting;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Server.Access;

/// <summary>
/// Who a key or a session's token stands for, and in which workspace. What was verified is remembered for a second by its
/// hash, so that a request costs no query; what this process changes is seen at once, what another does after that second.
/// </summary>
internal sealed class Callers(WorkspaceHosts workspaces, KeyLimit limit, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    // By both halves of the hash.
    private readonly ConcurrentDictionary<(UInt128, UInt128), Seen> _seen = new();

    /// <summary>Who sends the request: whoever sends a key means it, whatever his browser adds. Null = nobody.</summary>
    /// <exception cref="StoreException">His workspace cannot be opened now.</exception>
    public (Actor Actor, WorkspaceHost Workspace)? Of(HttpRequest request) =>
        request.Headers.Authorization.Count > 0
            ? Bearer(request) is { } key
                ? Find(Credential.Key, key)
                : null
            : SessionCookie.TokenIn(request) is { } token
                ? Find(Credential.Session, token)
                : null;

    /// <summary>Whether whoever opened the request may still do what he might then: his credential stands and is the same.</summary>
    public static bool StillHold(HttpContext context) =>
        context.RequestServices.GetRequiredService<Callers>().Of(context.Request) is var (actor, _)
        && actor.IsAs(Actor.Of(context));

    /// <summary>Null where it stands for nobody.</summary>
    /// <exception cref="StoreException">Its workspace cannot be opened now.</exception>
    public (Actor Actor, WorkspaceHost Workspace)? Find(string prefix, string credential)
    {
        // The dictionary is searched by a hash of the secret, whose timing says nothing about the secret.
        var hash = HashOf(credential);
        if (_seen.TryGetValue(hash, out var seen) && seen.IsFresh(clock) && seen.Prefix == prefix)
        {
            return (seen.Actor, seen.Workspace);
        }

        _seen.TryRemove(hash, out _);
        if (Credential.WorkspaceOf(prefix, credential) is not { } name || workspaces.Find(name) is not { } workspace)
        {
            return null;
        }

        // Read before the rows are: a change between is seen next time.
        var version = workspace.Store.AccessVersion;
        var actor = prefix == Credential.Key ? OfKey(workspace, credential) : OfSession(workspace, credential);
        if (actor is null)
        {
            return null;
        }

        if (_seen.Count >= MostRemembered)
        {
            _seen.Clear();
        }

        _seen[hash] = new Seen(prefix, actor, workspace, version, clock.GetTimestamp());
        return (actor, workspace);
    }

    private static (UInt128, UInt128) HashOf(string credential)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(credential), hash);
        return (BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && header.Length is > 7 and < 200
            ? header[Scheme.Length..].Trim()
            : null;

    private Actor? OfKey(WorkspaceHost workspace, string credential)
    {
        if (workspace.Store.Keys.Verify(credential) is not { } key)
        {
            return null;
        }

        workspace.Store.Uses.OfKey(key.Id);
        return new Actor(key.Name, key.Role, key.User)
        {
            Scopes = key.Scopes,
            Allowance = limit.Of(workspace.Store.Name, key.Id),
        };
    }

    private static Actor? OfSession(WorkspaceHost workspace, string credential)
    {
        if (workspace.Store.Sessions.Verify(credential) is not { } user)
        {
            return null;
        }

        workspace.Store.Uses.OfSession(credential);
        return new Actor(user.Email, user.Role, user.Email) { Session = new SignedIn(user, credential) };
    }

    private sealed record Seen(string Prefix, Actor Actor, WorkspaceHost Workspace, long Version, long At)
    {
        public bool IsFresh(TimeProvider clock) =>
            Version == Workspace.Store.AccessVersion && clock.GetElapsedTime(At) < Remembered;
    }
}
