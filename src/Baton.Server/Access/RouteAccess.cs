using System.Collections.Frozen;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Access;

/// <summary>
/// Which roles may ask for a route: the one place where that is declared. A route that is not listed here answers
/// nobody. What a role sees of the answer is decided by <see cref="Visibility"/>.
/// </summary>
internal sealed record RouteAccess(bool IsOpen, FrozenSet<Role> Roles)
{
    private static readonly RouteAccess Open = new(true, []);
    private static readonly RouteAccess Everyone = Of(Role.Admin, Role.Manager, Role.Rep, Role.Viewer);
    private static readonly RouteAccess Actors = Of(Role.Admin, Role.Manager, Role.Rep);
    private static readonly RouteAccess Overseers = Of(Role.Admin, Role.Manager, Role.Viewer);
    private static readonly RouteAccess Managers = Of(Role.Admin, Role.Manager);
    private static readonly RouteAccess Administrators = Of(Role.Admin);

    private static readonly FrozenDictionary<string, RouteAccess> Declared = new Dictionary<string, RouteAccess>
    {
        ["GET /"] = Open,
        ["GET /live.js"] = Open,
        ["GET /live.css"] = Open,
        ["GET /healthz"] = Open,
        ["GET /readyz"] = Open,
        ["POST /demo/session"] = Open,
        ["GET /v1/workspace"] = Overseers,
        ["PUT /v1/workspace"] = Administrators,
        ["POST /v1/pause"] = Managers,
        ["POST /v1/resume"] = Managers,
        ["POST /v1/leads"] = Managers,
        ["POST /v1/leads/import"] = Managers,
        ["GET /v1/leads"] = Everyone,
        ["GET /v1/leads/{id}"] = Everyone,
        ["GET /v1/leads/{id}/timeline"] = Everyone,
        ["GET /v1/leads/{id}/explain"] = Everyone,
        ["GET /v1/leads/{id}/score"] = Everyone,
        ["PATCH /v1/leads/{id}"] = Actors,
        ["POST /v1/leads/{id}/accept"] = Actors,
        ["POST /v1/leads/{id}/decline"] = Actors,
        ["POST /v1/leads/{id}/claim"] = Actors,
        ["POST /v1/leads/{id}/assign"] = Actors,
        ["POST /v1/leads/{id}/contact"] = Actors,
        ["POST /v1/leads/{id}/release"] = Actors,
        ["POST /v1/leads/{id}/reject"] = Actors,
        ["POST /v1/leads/{id}/outcome"] = Actors,
        ["POST /v1/leads/{id}/qualify"] = Actors,
        ["POST /v1/leads/{id}/activities"] = Actors,
        ["GET /v1/segments/{id}/leads"] = Overseers,
        ["GET /v1/nurture/{id}"] = Overseers,
        ["POST /v1/leads/reassign"] = Managers,
        ["POST /v1/leads/{id}/unmerge"] = Managers,
        ["POST /v1/leads/{id}/restore"] = Managers,
        ["GET /v1/duplicates"] = Overseers,
        ["POST /v1/duplicates/{id}/merge"] = Managers,
        ["POST /v1/duplicates/{id}/dismiss"] = Managers,
        ["POST /v1/queues/{id}/claim"] = Actors,
        ["GET /v1/reps"] = Everyone,
        ["GET /v1/reps/{id}"] = Everyone,
        ["POST /v1/reps/{id}/status"] = Actors,
        ["GET /v1/pools"] = Everyone,
        ["GET /v1/pools/{id}"] = Everyone,
        ["GET /v1/pools/{id}/next"] = Everyone,
        ["GET /v1/pools/{id}/ledger"] = Everyone,
        ["POST /v1/pools/{id}/ledger"] = Managers,
        ["GET /v1/events"] = Everyone,
        ["GET /v1/reports/status"] = Everyone,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public bool Allows(Role role) => Roles.Contains(role);

    /// <summary>Bears each route's declaration on its endpoint, so that a request looks nothing up.</summary>
    public static void Declare(EndpointBuilder endpoint)
    {
        var pattern = ((RouteEndpointBuilder)endpoint).RoutePattern.RawText;
        var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
        if (methods.Count > 0 && Declared.TryGetValue($"{methods[0]} {pattern}", out var access))
        {
            endpoint.Metadata.Add(access);
        }
    }

    private static RouteAccess Of(params Role[] roles) => new(false, [.. roles]);
}
