using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Server.Tests;

/// <summary>Every route that a server has mapped, so that a new one fails the tests that walk them until it is covered.</summary>
internal static class Routes
{
    public static IEnumerable<(string Method, string Path, RouteEndpoint Endpoint)> Of(RunningServer server) =>
        server
            .App.Services.GetServices<EndpointDataSource>()
            .SelectMany(s => s.Endpoints)
            .Concat(((IEndpointRouteBuilder)server.App).DataSources.SelectMany(s => s.Endpoints))
            .OfType<RouteEndpoint>()
            .SelectMany(e =>
                (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m =>
                    (m, e.RoutePattern.RawText!, e)
                )
            )
            .DistinctBy(r => (r.m, r.Item2));
}
