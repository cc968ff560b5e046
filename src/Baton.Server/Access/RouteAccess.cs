using System.Collections.Frozen;
using Baton.Server.Hosting;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Access;

/// <summary>
/// Which roles may ask for a route, and which scope a key needs for it where it is restricted to some: the one place where
/// that is declared. A route that is not listed here answers nobody. What a role sees of the answer is decided by
/// <see cref="Visibility"/>.
/// </summary>
internal sealed record RouteAccess(bool IsOpen, FrozenSet<Role> Roles)
{
    private static readonly RouteAccess Open = new(true, []);
    private static readonly RouteAccess Everyone = Of(Role.Admin, Role.Manager, Role.Rep, Role.Viewer);
    private static readonly RouteAccess Own = Everyone with { IsOwn = true };
    private static readonly RouteAccess Actors = Of(Role.Admin, Role.Manager, Role.Rep);
    private static readonly RouteAccess Overseers = Of(Role.Admin, Role.Manager, Role.Viewer);
    private static readonly RouteAccess Managers = Of(Role.Admin, Role.Manager);
    private static readonly RouteAccess Administrators = Of(Role.Admin);

    private static readonly FrozenDictionary<string, RouteAccess> Declared = new Dictionary<string, RouteAccess>
    {
        ["GET /"] = Open,
        ["GET /sign-in"] = Open,
        ["GET /setup"] = Open,
        ["GET /start"] = Open,
        ["GET /turn"] = Open,
        ["GET /password"] = Open,
        ["GET /board"] = Open,
        ["GET /leads"] = Open,
        ["GET /leads/{id}"] = Open,
        ["GET /import"] = Open,
        ["GET /assets/{file}"] = Open,
        ["GET /live"] = Open,
        ["GET /live.js"] = Open,
        ["GET /live.css"] = Open,
        ["GET /openapi/v1.json"] = Open,
        ["GET /docs"] = Open,
        ["GET /docs.js"] = Open,
        ["GET /docs.css"] = Open,
        ["GET /healthz"] = Open,
        ["GET /readyz"] = Open,
        ["GET /metrics"] = Administrators.For(Scopes.Metrics) with { IsOpenHere = true },
        ["POST /demo/session"] = Open,
        ["POST /demo/sign-in"] = Open,
        ["POST /v1/setup"] = Open,
        ["GET /v1/session"] = Open,
        ["POST /v1/session"] = Open,
        ["GET /v1/session/oidc"] = Open,
        ["DELETE /v1/session"] = Own,
        ["GET /v1/me"] = Own,
        ["POST /v1/me/password"] = Own,
        ["GET /v1/me/turns"] = Everyone.For(Scopes.PeopleRead),
        ["POST /v1/me/status"] = Actors.For(Scopes.PeopleWrite),
        ["GET /v1/users"] = Administrators.For(Scopes.Admin),
        ["POST /v1/users"] = Administrators.For(Scopes.Admin),
        ["GET /v1/users/{id}"] = Administrators.For(Scopes.Admin),
        ["PATCH /v1/users/{id}"] = Administrators.For(Scopes.Admin),
        ["DELETE /v1/users/{id}"] = Administrators.For(Scopes.Admin),
        ["POST /v1/users/{id}/reset"] = Administrators.For(Scopes.Admin),
        ["GET /v1/keys"] = Administrators.For(Scopes.Admin),
        ["POST /v1/keys"] = Administrators.For(Scopes.Admin),
        ["DELETE /v1/keys/{id}"] = Administrators.For(Scopes.Admin),
        ["GET /v1/audit"] = Administrators.For(Scopes.Admin),
        ["GET /v1/webhooks"] = Administrators.For(Scopes.Webhooks),
        ["POST /v1/webhooks"] = Administrators.For(Scopes.Webhooks),
        ["GET /v1/webhooks/{id}"] = Administrators.For(Scopes.Webhooks),
        ["PATCH /v1/webhooks/{id}"] = Administrators.For(Scopes.Webhooks),
        ["DELETE /v1/webhooks/{id}"] = Administrators.For(Scopes.Webhooks),
        ["POST /v1/webhooks/{id}/rotate"] = Administrators.For(Scopes.Webhooks),
        ["POST /v1/webhooks/{id}/test"] = Administrators.For(Scopes.Webhooks),
        ["POST /v1/webhooks/{id}/redeliver"] = Administrators.For(Scopes.Webhooks),
        ["GET /v1/webhooks/{id}/deliveries"] = Administrators.For(Scopes.Webhooks),
        ["GET /v1/webhooks/{id}/deliveries/{delivery}"] = Administrators.For(Scopes.Webhooks),
        ["POST /v1/webhooks/{id}/deliveries/{delivery}/redeliver"] = Administrators.For(Scopes.Webhooks),
        ["GET /v1/workspace"] = Overseers.For(Scopes.PolicyRead),
        ["PUT /v1/workspace"] = Administrators.For(Scopes.PolicyWrite),
        ["POST /v1/pause"] = Managers.For(Scopes.PolicyWrite),
        ["POST /v1/resume"] = Managers.For(Scopes.PolicyWrite),
        ["POST /v1/leads"] = Managers.For(Scopes.LeadsWrite),
        ["POST /v1/leads/import"] = Managers.For(Scopes.Import),
        ["POST /v1/leads/import/preview"] = Managers.For(Scopes.Import),
        ["GET /v1/leads"] = Everyone.For(Scopes.LeadsRead),
        ["GET /v1/leads/{id}"] = Everyone.For(Scopes.LeadsRead),
        ["GET /v1/leads/{id}/timeline"] = Everyone.For(Scopes.LeadsRead),
        ["GET /v1/leads/{id}/explain"] = Everyone.For(Scopes.LeadsRead),
        ["GET /v1/leads/{id}/score"] = Everyone.For(Scopes.LeadsRead),
        ["DELETE /v1/leads/{id}"] = Administrators.For(Scopes.Admin),
        ["POST /v1/erasures"] = Administrators.For(Scopes.Admin),
        ["GET /v1/erasures"] = Administrators.For(Scopes.Admin),
        ["GET /v1/erasures/{id}"] = Administrators.For(Scopes.Admin),
        ["POST /v1/exports"] = Administrators.For(Scopes.Admin),
        ["PATCH /v1/leads/{id}"] = Actors.For(Scopes.LeadsWrite),
        ["GET /v1/views"] = Everyone.For(Scopes.LeadsRead),
        ["POST /v1/views"] = Actors.For(Scopes.LeadsWrite),
        ["GET /v1/views/{id}"] = Everyone.For(Scopes.LeadsRead),
        ["PUT /v1/views/{id}"] = Actors.For(Scopes.LeadsWrite),
        ["DELETE /v1/views/{id}"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/accept"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/decline"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/claim"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/assign"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/contact"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/release"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/reject"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/outcome"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/qualify"] = Actors.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/activities"] = Actors.For(Scopes.LeadsWrite),
        ["GET /v1/segments/{id}/leads"] = Overseers.For(Scopes.LeadsRead),
        ["GET /v1/nurture/{id}"] = Overseers.For(Scopes.LeadsRead),
        ["POST /v1/leads/reassign"] = Managers.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/unmerge"] = Managers.For(Scopes.LeadsWrite),
        ["POST /v1/leads/{id}/restore"] = Managers.For(Scopes.LeadsWrite),
        ["GET /v1/duplicates"] = Overseers.For(Scopes.LeadsRead),
        ["POST /v1/duplicates/{id}/merge"] = Managers.For(Scopes.LeadsWrite),
        ["POST /v1/duplicates/{id}/dismiss"] = Managers.For(Scopes.LeadsWrite),
        ["POST /v1/queues/{id}/claim"] = Actors.For(Scopes.LeadsWrite),
        ["GET /v1/reps"] = Everyone.For(Scopes.PeopleRead),
        ["GET /v1/reps/{id}"] = Everyone.For(Scopes.PeopleRead),
        ["PUT /v1/reps/{id}"] = Managers.For(Scopes.PeopleWrite),
        ["PATCH /v1/reps/{id}"] = Managers.For(Scopes.PeopleWrite),
        ["DELETE /v1/reps/{id}"] = Managers.For(Scopes.PeopleWrite),
        ["GET /v1/colleagues"] = Everyone.For(Scopes.PeopleRead),
        ["GET /v1/teams"] = Overseers.For(Scopes.PeopleRead),
        ["GET /v1/teams/{id}"] = Overseers.For(Scopes.PeopleRead),
        ["PUT /v1/teams/{id}"] = Managers.For(Scopes.PeopleWrite),
        ["PATCH /v1/teams/{id}"] = Managers.For(Scopes.PeopleWrite),
        ["DELETE /v1/teams/{id}"] = Managers.For(Scopes.PeopleWrite),
        ["GET /v1/calendars"] = Overseers.For(Scopes.PeopleRead),
        ["GET /v1/calendars/{id}"] = Overseers.For(Scopes.PeopleRead),
        ["PUT /v1/calendars/{id}"] = Managers.For(Scopes.PeopleWrite),
        ["PATCH /v1/calendars/{id}"] = Managers.For(Scopes.PeopleWrite),
        ["DELETE /v1/calendars/{id}"] = Managers.For(Scopes.PeopleWrite),
        ["GET /v1/territories"] = Overseers.For(Scopes.PolicyRead),
        ["GET /v1/territories/{id}"] = Overseers.For(Scopes.PolicyRead),
        ["PUT /v1/territories/{id}"] = Administrators.For(Scopes.PolicyWrite),
        ["PATCH /v1/territories/{id}"] = Administrators.For(Scopes.PolicyWrite),
        ["DELETE /v1/territories/{id}"] = Administrators.For(Scopes.PolicyWrite),
        ["GET /v1/accounts"] = Overseers.For(Scopes.PolicyRead),
        ["GET /v1/accounts/{id}"] = Overseers.For(Scopes.PolicyRead),
        ["PUT /v1/accounts/{id}"] = Administrators.For(Scopes.PolicyWrite),
        ["PATCH /v1/accounts/{id}"] = Administrators.For(Scopes.PolicyWrite),
        ["DELETE /v1/accounts/{id}"] = Administrators.For(Scopes.PolicyWrite),
        ["GET /v1/queues"] = Overseers.For(Scopes.PolicyRead),
        ["GET /v1/queues/{id}"] = Overseers.For(Scopes.PolicyRead),
        ["PUT /v1/queues/{id}"] = Administrators.For(Scopes.PolicyWrite),
        ["PATCH /v1/queues/{id}"] = Administrators.For(Scopes.PolicyWrite),
        ["DELETE /v1/queues/{id}"] = Administrators.For(Scopes.PolicyWrite),
        ["POST /v1/reps/{id}/return"] = Actors.For(Scopes.PeopleWrite),
        ["POST /v1/reps/{id}/status"] = Actors.For(Scopes.PeopleWrite),
        ["GET /v1/pools"] = Everyone.For(Scopes.PeopleRead),
        ["GET /v1/pools/{id}"] = Everyone.For(Scopes.PeopleRead),
        ["GET /v1/pools/{id}/next"] = Everyone.For(Scopes.PeopleRead),
        ["GET /v1/pools/{id}/ledger"] = Everyone.For(Scopes.PeopleRead),
        ["POST /v1/pools/{id}/ledger"] = Managers.For(Scopes.PolicyWrite),
        ["GET /v1/events"] = Everyone.For(Scopes.Events),
        ["GET /v1/board"] = Overseers.For(Scopes.LeadsRead),
        ["GET /v1/exceptions"] = Overseers.For(Scopes.LeadsRead),
        ["GET /v1/exceptions/{code}"] = Overseers.For(Scopes.LeadsRead),
        ["GET /v1/reports/status"] = Everyone.For(Scopes.Reports),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a key needs that is restricted to scopes; null = such a key never may.</summary>
    public string? Scope { get; init; }

    /// <summary>About whoever asks himself: needs no scope, and is all that a one-time password opens.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Open to this machine where <see cref="ServerOptions.MetricsOpen"/> says so.</summary>
    public bool IsOpenHere { get; init; }

    /// <summary>What is declared of a route such as <c>POST /v1/leads</c>; null = nothing.</summary>
    public static RouteAccess? Find(string route) => Declared.GetValueOrDefault(route);

    public bool Allows(Role role) => Roles.Contains(role);

    /// <summary>Bears each route's declaration on its endpoint, so that a request looks nothing up.</summary>
    public static void Declare(IEndpointRouteBuilder routes, ServerOptions options) =>
        ((IEndpointConventionBuilder)routes).Add(endpoint => Declare(endpoint, options));

    private static void Declare(EndpointBuilder endpoint, ServerOptions options)
    {
        var pattern = ((RouteEndpointBuilder)endpoint).RoutePattern.RawText;
        var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
        var route = $"{methods.FirstOrDefault()} {pattern}";
        if (Declared.TryGetValue(route, out var access))
        {
            endpoint.Metadata.Add(options.Redeclared?.Invoke(route, access) ?? access);
        }
    }

    private RouteAccess For(string scope) => this with { Scope = scope };

    private static RouteAccess Of(params Role[] roles) => new(false, [.. roles]);
}
