using System.Collections.Immutable;
using Baton.Server.Access;
using Baton.Server.Auditing;
using Baton.Server.Enriching;
using Baton.Server.Events;
using Baton.Server.Http;
using Baton.Server.Import;
using Baton.Server.Keys;
using Baton.Server.Leads;
using Baton.Server.Metrics;
using Baton.Server.Oversight;
using Baton.Server.People;
using Baton.Server.Privacy;
using Baton.Server.Resources;
using Baton.Server.Users;
using Baton.Server.Webhooks;
using Baton.Server.Workspaces;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Hosting;

/// <summary>
/// One workspace of the server: its store, and endpoints that were built over that store and know no other. So nothing
/// can reach across: which workspace a request is for is decided once, by its credential, and not by an endpoint.
/// </summary>
internal sealed class WorkspaceHost : IAsyncDisposable
{
    private static readonly object Item = new();
    private readonly ServiceProvider _services;
    private readonly RequestDelegate[] _handlers;

    public WorkspaceHost(BatonStore store, IServiceProvider server)
    {
        Store = store;
        _services = Services(store, server);
        var table = new RouteTable(_services);
        Map(table, _services);
        Endpoints = [.. table.DataSources.SelectMany(s => s.Endpoints).Cast<RouteEndpoint>()];
        Webhooks = _services.GetRequiredService<WebhookWorker>();
        Webhooks.Start();
        _handlers = [.. Endpoints.Select(e => e.RequestDelegate!)];
    }

    public BatonStore Store { get; }

    public WebhookWorker Webhooks { get; }

    /// <summary>How many live streams are open.</summary>
    public int Streams => _services.GetRequiredService<EventEndpoints>().Streams;

    /// <summary>Every workspace has the same routes in the same order.</summary>
    public ImmutableArray<RouteEndpoint> Endpoints { get; }

    public static WorkspaceHost Of(HttpContext context) => (WorkspaceHost)context.Items[Item]!;

    /// <summary>Whether a credential named one: it did not where the route is open.</summary>
    public static bool IsEntered(HttpContext context) => context.Items.ContainsKey(Item);

    public void Enter(HttpContext context) => context.Items[Item] = this;

    /// <summary>The server's routes, each handled by the workspace that its request is for.</summary>
    public IEnumerable<Endpoint> Dispatched() =>
        Endpoints.Select(
            (endpoint, place) =>
                new RouteEndpoint(
                    context => Of(context)._handlers[place](context),
                    endpoint.RoutePattern,
                    endpoint.Order,
                    endpoint.Metadata,
                    endpoint.DisplayName
                )
        );

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static ServiceProvider Services(BatonStore store, IServiceProvider server)
    {
        var services = new ServiceCollection();
        services.AddSingleton(store);
        services.AddSingleton(server.GetRequiredService<ServerOptions>());
        services.AddSingleton(server.GetRequiredService<TimeProvider>());
        services.AddSingleton(server.GetRequiredService<IHostApplicationLifetime>());
        services.AddSingleton(server.GetRequiredService<ILoggerFactory>());
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<EventJson>();
        services.AddSingleton<Visibility>();
        services.AddSingleton<Acting>();
        services.AddSingleton<Traces>();
        services.AddSingleton<Submitter>();
        services.AddSingleton<LeadAnswers>();
        services.AddSingleton<Replays>();
        services.AddSingleton<Explanations>();
        services.AddSingleton<Enrichment>();
        services.AddSingleton<CaptureEndpoint>();
        services.AddSingleton<UpdateEndpoint>();
        services.AddSingleton<ActionEndpoints>();
        services.AddSingleton<ReassignEndpoint>();
        services.AddSingleton<DuplicateList>();
        services.AddSingleton<LeadEndpoints>();
        services.AddSingleton<ViewEndpoints>();
        services.AddSingleton<AudienceEndpoints>();
        services.AddSingleton<StatusCounts>();
        services.AddSingleton<BoardEndpoint>();
        services.AddSingleton<StuckEndpoints>();
        services.AddSingleton<ReturnEndpoint>();
        services.AddSingleton<ImportEndpoint>();
        services.AddSingleton<PreviewEndpoint>();
        services.AddSingleton<RepEndpoints>();
        services.AddSingleton<PoolEndpoints>();
        services.AddSingleton<SkipBook>();
        services.AddSingleton<MyTurnEndpoints>();
        services.AddSingleton<LedgerAdjustment>();
        services.AddSingleton<DocumentEditor>();
        services.AddSingleton<WorkspaceEndpoints>();
        services.AddSingleton<ResourceEndpoints>();
        services.AddSingleton<PauseEndpoints>();
        services.AddSingleton<EventEndpoints>();
        services.AddSingleton(server.GetRequiredService<SignInLimit>());
        services.AddSingleton<MeEndpoints>();
        services.AddSingleton<UserEndpoints>();
        services.AddSingleton<KeyEndpoints>();
        services.AddSingleton<AuditEndpoint>();
        services.AddSingleton(server.GetRequiredService<ServerOptions>().Webhooks);
        services.AddSingleton(server.GetRequiredService<Instruments>());
        services.AddSingleton<Messages>();
        services.AddSingleton<WebhookWorker>();
        services.AddSingleton<WebhookEndpoints>();
        services.AddSingleton<DeliveryEndpoints>();
        services.AddSingleton<ErasureEndpoints>();
        services.AddSingleton<PersonExportEndpoint>();
        return services.BuildServiceProvider();
    }

    private static void Map(IEndpointRouteBuilder table, ServiceProvider services)
    {
        var routes = table.MapGroup("");
        RouteAccess.Declare(routes, services.GetRequiredService<ServerOptions>());
        routes.MapPost("/v1/leads", services.GetRequiredService<CaptureEndpoint>().Invoke);
        routes.MapPatch("/v1/leads/{id}", services.GetRequiredService<UpdateEndpoint>().Invoke);
        routes.MapPost("/v1/leads/import", services.GetRequiredService<ImportEndpoint>().Invoke);
        routes.MapPost("/v1/leads/import/preview", services.GetRequiredService<PreviewEndpoint>().Invoke);
        services.GetRequiredService<LeadEndpoints>().Map(routes);
        services.GetRequiredService<ViewEndpoints>().Map(routes);
        services.GetRequiredService<ActionEndpoints>().Map(routes);
        routes.MapGet("/v1/duplicates", services.GetRequiredService<DuplicateList>().Invoke);
        routes.MapPost("/v1/leads/reassign", services.GetRequiredService<ReassignEndpoint>().Invoke);
        services.GetRequiredService<AudienceEndpoints>().Map(routes);
        services.GetRequiredService<StatusCounts>().Map(routes);
        routes.MapGet("/v1/board", services.GetRequiredService<BoardEndpoint>().Invoke);
        services.GetRequiredService<StuckEndpoints>().Map(routes);
        routes.MapPost("/v1/reps/{id}/return", services.GetRequiredService<ReturnEndpoint>().Invoke);
        services.GetRequiredService<RepEndpoints>().Map(routes);
        services.GetRequiredService<PoolEndpoints>().Map(routes);
        services.GetRequiredService<MyTurnEndpoints>().Map(routes);
        routes.MapPost("/v1/pools/{id}/ledger", services.GetRequiredService<LedgerAdjustment>().Invoke);
        services.GetRequiredService<WorkspaceEndpoints>().Map(routes);
        services.GetRequiredService<ResourceEndpoints>().Map(routes);
        services.GetRequiredService<PauseEndpoints>().Map(routes);
        services.GetRequiredService<EventEndpoints>().Map(routes);
        services.GetRequiredService<MeEndpoints>().Map(routes);
        services.GetRequiredService<UserEndpoints>().Map(routes);
        services.GetRequiredService<KeyEndpoints>().Map(routes);
        services.GetRequiredService<WebhookEndpoints>().Map(routes);
        services.GetRequiredService<DeliveryEndpoints>().Map(routes);
        services.GetRequiredService<ErasureEndpoints>().Map(routes);
        routes.MapPost("/v1/exports", services.GetRequiredService<PersonExportEndpoint>().Invoke);
        routes.MapGet("/v1/audit", services.GetRequiredService<AuditEndpoint>().Invoke);
    }

    // Takes a workspace's routes up, to be handed to the server's own table.
    private sealed class RouteTable(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
