using Baton.Server.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Http;

/// <summary>
/// Lets nobody past <c>/v1</c> without a key: by path and before any route is run, so that no endpoint can be
/// forgotten. Then the route says whether the key's role may ask at all.
/// </summary>
internal sealed class KeyGate(RequestDelegate next, KnownKeys keys)
{
    private static readonly Problem NoKey = new(
        StatusCodes.Status401Unauthorized,
        "unauthorized",
        "send an API key: Authorization: Bearer bk_…"
    );
    private static readonly Problem NotForRole = Problem.Forbidden("this key's role may not do this");

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        if (keys.ActorOf(context.Request) is not { } actor)
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
}
