using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Baton.Server.Access;
using Baton.Server.Hosting;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Http;

/// <summary>
/// Lets nobody past <c>/v1</c> without a key: by path and before any route is run, so that no endpoint can be
/// forgotten. The key says for which workspace it is, and that workspace whether it knows it. A verified key is remembered
/// for a second by its hash, so that a request costs no query; a revoked one is refused after that at the latest. Then the
/// route says whether the key's role may ask at all.
/// </summary>
internal sealed class KeyGate(RequestDelegate next, WorkspaceHosts workspaces, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);
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

        if (Bearer(context.Request) is not { } key || Known(key) is not var (actor, workspace))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return NoKey.Send(context);
        }

        actor.Enter(context);
        workspace.Enter(context);
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
    private (Actor, WorkspaceHost)? Known(string key)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        if (_seen.TryGetValue(hash, out var seen) && clock.GetElapsedTime(seen.At) < Remembered)
        {
            return (seen.Actor, seen.Workspace);
        }

        _seen.TryRemove(hash, out _);
        if (
            Credential.WorkspaceOf(Credential.Key, key) is not { } name
            || workspaces.Find(name) is not { } workspace
            || workspace.Store.Keys.Verify(key) is not { } known
        )
        {
            return null;
        }

        if (_seen.Count >= MostRemembered)
        {
            _seen.Clear();
        }

        var actor = new Actor(known.Name, known.Role, known.User);
        _seen[hash] = new Seen(actor, workspace, clock.GetTimestamp());
        return (actor, workspace);
    }

    private readonly record struct Seen(Actor Actor, WorkspaceHost Workspace, long At);
}
