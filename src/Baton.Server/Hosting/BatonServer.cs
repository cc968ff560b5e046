using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Enriching;
using Baton.Server.Events;
using Baton.Server.Http;
using Baton.Server.Import;
using Baton.Server.Leads;
using Baton.Server.Live;
using Baton.Server.People;
using Baton.Server.Workspaces;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Hosting;

/// <summary>Puts the server together over one store.</summary>
public static class BatonServer
{
    /// <summary>
    /// Opens the store and builds the server on it; the application owns the store, a singleton <see cref="BatonStore"/>
    /// of its services, and closes it when it is disposed. On an empty folder the workspace <c>default</c> and an admin
    /// key are made first.
    /// </summary>
    /// <exception cref="ArgumentException">The options are at fault; the message has every fault.</exception>
    /// <exception cref="StoreException">The folder is in use or cannot be read.</exception>
    public static WebApplication Build(ServerOptions options)
    {
        if (options.Faults().ToArray() is { Length: > 0 } faults)
        {
            throw new ArgumentException(string.Join("; ", faults), nameof(options));
        }

        var trouble = new StoreTrouble();
        var store = BatonStore.Open(
            new StoreOptions
            {
                Directory = options.DataDirectory,
                Clock = options.Clock,
                Address = options.Urls[0],
                CommandCapacity = options.CommandCapacity,
                Trouble = trouble.Tell,
            }
        );
        try
        {
            Begin(store, options);
            return Assemble(options, store, trouble);
        }
        catch
        {
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    // A lead that arrives before anybody wrote a policy is kept waiting, not turned away: so there is always one.
    private static void Begin(BatonStore store, ServerOptions options)
    {
        if (store.CurrentPolicy is null)
        {
            var name = new ScalarNode("default", Quoted: false, Position.None);
            var empty = new MapNode([new Entry("workspace", Position.None, name)], Position.None);
            var reply = store.Submit(new Submission(new PublishWorkspace(empty))).AsTask().GetAwaiter().GetResult();
            if (reply.Status != ReplyStatus.Done)
            {
                throw new StoreException(reply.Code ?? "internal_error", reply.Message ?? "the first start failed");
            }
        }

        if (store.Keys.List().Count == 0)
        {
            var key = store.Keys.Create("admin");
            options.KeyMade?.Invoke(key);
        }
    }

    private static WebApplication Assemble(ServerOptions options, BatonStore store, StoreTrouble trouble)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        Configure(builder, options);
        var services = builder.Services;
        services.AddSingleton(_ => store);
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddSingleton<EventJson>();
        services.AddSingleton<KnownKeys>();
        services.AddSingleton<Visibility>();
        services.AddSingleton<Acting>();
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
        services.AddSingleton<AudienceEndpoints>();
        services.AddSingleton<StatusCounts>();
        services.AddSingleton<ImportEndpoint>();
        services.AddSingleton<RepEndpoints>();
        services.AddSingleton<PoolEndpoints>();
        services.AddSingleton<LedgerAdjustment>();
        services.AddSingleton<WorkspaceEndpoints>();
        services.AddSingleton<PauseEndpoints>();
        services.AddSingleton<EventEndpoints>();
        services.AddSingleton<LivePage>();
        services.AddSingleton<Health>();

        var app = builder.Build();
        trouble.Log = app.Services.GetRequiredService<ILogger<StoreTrouble>>();
        Pipeline(app);
        return app;
    }

    private static void Configure(WebApplicationBuilder builder, ServerOptions options)
    {
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.LargestBody;
        });

        // The framework's own lines name paths, and a path may hold an id that a client chose for a person.
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        builder.Logging.SetMinimumLevel(options.LogLevel);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
    }

    private static void Pipeline(WebApplication app)
    {
        app.Use(SecurityHeaders.Add);
        app.UseMiddleware<ProblemGuard>();
        app.UseMiddleware<KeyGate>();
        var services = app.Services;
        var routes = app.MapGroup("");
        ((IEndpointConventionBuilder)routes).Add(RouteAccess.Declare);
        routes.MapPost("/v1/leads", services.GetRequiredService<CaptureEndpoint>().Invoke);
        routes.MapPatch("/v1/leads/{id}", services.GetRequiredService<UpdateEndpoint>().Invoke);
        routes.MapPost("/v1/leads/import", services.GetRequiredService<ImportEndpoint>().Invoke);
        services.GetRequiredService<LeadEndpoints>().Map(routes);
        services.GetRequiredService<ActionEndpoints>().Map(routes);
        routes.MapGet("/v1/duplicates", services.GetRequiredService<DuplicateList>().Invoke);
        routes.MapPost("/v1/leads/reassign", services.GetRequiredService<ReassignEndpoint>().Invoke);
        services.GetRequiredService<AudienceEndpoints>().Map(routes);
        services.GetRequiredService<StatusCounts>().Map(routes);
        services.GetRequiredService<RepEndpoints>().Map(routes);
        services.GetRequiredService<PoolEndpoints>().Map(routes);
        routes.MapPost("/v1/pools/{id}/ledger", services.GetRequiredService<LedgerAdjustment>().Invoke);
        services.GetRequiredService<WorkspaceEndpoints>().Map(routes);
        services.GetRequiredService<PauseEndpoints>().Map(routes);
        services.GetRequiredService<EventEndpoints>().Map(routes);
        services.GetRequiredService<Health>().Map(routes);
        services.GetRequiredService<LivePage>().Map(routes);
    }
}
