using Baton.Server.Hosting;
using Baton.Server.Http;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Access;

/// <summary>
/// Lets nobody past <c>/v1</c> without a key or a session, but to what is declared open: by path and before any route is run,
/// so that no endpoint can be forgotten. So it does elsewhere with what is declared for some. The credential decides for which workspace the request is. Then the route says
/// whether the role and the key's scopes may ask at all.
/// </summary>
internal sealed class AccessGate(RequestDelegate next, Callers callers, ServerOptions options)
{
    private static readonly Problem NoKey = new(
        StatusCodes.Status401Unauthorized,
        "unauthorized",
        "send an API key: Authorization: Bearer bk_…"
    );
    private static readonly Problem NotForRole = Problem.Forbidden("this role may not do this");
    private static readonly Problem OtherSite = new(
        StatusCodes.Status403Forbidden,
        "csrf",
        $"a signed-in request that changes anything bears {SessionCookie.TokenHeader}, as GET /v1/me gives it, and comes from this site"
    );
    private static readonly Problem OneTimePassword = new(
        StatusCodes.Status403Forbidden,
        "password_change_required",
        "the password was given for once: change it with POST /v1/me/password"
    );

    public Task InvokeAsync(HttpContext context)
    {
        // Only routes are declared: the framework's own answers, such as to a wrong method, say nothing.
        var isRoute = context.GetEndpoint() is RouteEndpoint;
        var access = context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>();
        if (
            access is null or { IsOpen: true }
            && !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
        )
        {
            return next(context);
        }

        if (
            access is { IsOpen: true }
            || (access is { IsOpenHere: true } && options.MetricsOpen && ThisMachine.Sends(context))
        )
        {
            return next(context);
        }

        if (callers.Of(context.Request) is not var (actor, workspace))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return NoKey.Send(context);
        }

        if (actor.Allowance?.Refusal(context) is { } spent)
        {
            return spent.Send(context);
        }

        actor.Enter(context);
        workspace.Enter(context);
        var refusal = FromOtherSite(context.Request, actor) ?? (isRoute ? Refusal(access, actor) : null);
        return refusal?.Send(context) ?? next(context);
    }

    private static Problem? FromOtherSite(HttpRequest request, Actor actor) =>
        actor.Session is { } session
        && !HttpMethods.IsGet(request.Method)
        && !HttpMethods.IsHead(request.Method)
        && !(SessionCookie.HasCsrf(request, session.Token) && SessionCookie.IsOfThisOrigin(request))
            ? OtherSite
            : null;

    private static Problem? Refusal(RouteAccess? access, Actor actor) =>
        access is null || !access.Allows(actor.Role) ? NotForRole
        : access.IsOwn ? null
        : actor.Session is { User.MustChange: true } ? OneTimePassword
        : actor.Scopes is { } scopes && (access.Scope is null || !scopes.Contains(access.Scope))
            ? new Problem(StatusCodes.Status403Forbidden, "no_scope", $"this key lacks the scope '{access.Scope}'")
        : null;
}
