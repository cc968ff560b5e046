using System.Net;
using Baton.Server.Access;
using Baton.Server.Describing;
using Baton.Server.Http;
using Baton.Server.Live;
using Baton.Server.Metrics;
using Baton.Server.Users;
using Baton.Server.Web;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Hosting;

/// <summary>Puts the server together over the stores of its workspaces.</summary>
public static class BatonServer
{
    /// <summary>
    /// Opens the stores and builds the server on them; the application owns them and closes them when it is disposed. The
    /// one of the workspace <c>default</c> is a singleton <see cref="BatonStore"/> of its services. On an empty folder that
    /// workspace and an admin key are made first.
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
        var instruments = new Instruments(options.Clock);
        var store = BatonStore.Open(options.Store(WorkspaceFolders.Default, trouble, instruments));
        try
        {
            FirstStart.Publish(store);
            if (store.Keys.List().Count == 0)
            {
                options.KeyMade?.Invoke(store.Keys.Create("admin"));
            }

            var setup = SetupToken.For(store);
            if (setup.Text is { } token)
            {
                options.SetupMade?.Invoke(token);
            }

            return Assemble(options, store, setup, trouble, instruments);
        }
        catch
        {
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            instruments.Dispose();
            throw;
        }
    }

    private static WebApplication Assemble(
        ServerOptions options,
        BatonStore store,
        SetupToken setup,
        StoreTrouble trouble,
        Instruments instruments
    )
    {
        // Settings are read by us, once. Were they watched, every write to a database below this folder would wake a thread.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] }
        );
        Configure(builder, options);
        var services = builder.Services;
        services.AddSingleton(store);
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddSingleton(trouble);
        services.AddSingleton(_ => instruments);
        services.AddSingleton<MetricsEndpoint>();
        if (options.OtlpEndpoint is { } collector)
        {
            services.AddSingleton(_ => new OtlpExport(collector));
        }

        services.AddSingleton<WorkspaceHosts>();
        services.AddSingleton<KeyLimit>();
        services.AddSingleton<Callers>();
        services.AddSingleton(setup);
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<SignInEndpoint>();
        services.AddSingleton<SetupEndpoint>();
        services.AddSingleton<OidcSignIn>();
        if (options.Oidc is { } oidc)
        {
            OidcSignIn.Add(services, oidc);
        }

        services.AddSingleton<UseWriter>();
        services.AddHostedService(s => s.GetRequiredService<UseWriter>());
        services.AddSingleton<RetentionWorker>();
        services.AddHostedService(s => s.GetRequiredService<RetentionWorker>());
        services.AddSingleton<LivePage>();
        services.AddSingleton<SignInWays>();
        services.AddSingleton<DemoDoor>();
        services.AddSingleton<Health>();

        var app = builder.Build();
        trouble.Log = app.Services.GetRequiredService<ILogger<StoreTrouble>>();
        var workspaces = app.Services.GetRequiredService<WorkspaceHosts>();
        workspaces.OpenAll();
        instruments.Watch(workspaces);
        app.Services.GetService<OtlpExport>();
        TrustProxies(app, options);
        Pipeline(app, workspaces);
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
        if (options.JsonLogs)
        {
            builder.Logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "O"));
        }
        else
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }

        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        builder.Logging.SetMinimumLevel(options.LogLevel);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // Who starts it is told why it does not start; a service that ends it later is told as critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // Were it enabled at all, every request would get an activity for the sake of log scopes that nobody reads.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }

    private static void TrustProxies(WebApplication app, ServerOptions options)
    {
        if (options.Proxies.IsEmpty)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = options.Proxies.Length,
        };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in options.Proxies)
        {
            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        }

        app.UseForwardedHeaders(forwarded);
    }

    private static void Pipeline(WebApplication app, WorkspaceHosts workspaces)
    {
        app.Use(SecurityHeaders.Add);
        app.UseMiddleware<ProblemGuard>();
        if (app.Services.GetRequiredService<ServerOptions>().Oidc is not null)
        {
            app.UseAuthentication();
        }

        app.UseMiddleware<AccessGate>();
        var routes = app.MapGroup("");
        RouteAccess.Declare(routes, app.Services.GetRequiredService<ServerOptions>());
        app.Services.GetRequiredService<Health>().Map(routes);
        routes.MapGet("/metrics", app.Services.GetRequiredService<MetricsEndpoint>().Invoke);
        app.Services.GetRequiredService<LivePage>().Map(routes);
        ConsolePages.Map(routes);
        if (app.Services.GetRequiredService<ServerOptions>().Demo)
        {
            app.Services.GetRequiredService<DemoDoor>().Map(routes);
        }

        DescriptionEndpoints.Map(routes);
        routes.MapPost("/v1/setup", app.Services.GetRequiredService<SetupEndpoint>().Invoke);
        routes.MapGet("/v1/session", app.Services.GetRequiredService<SignInWays>().Invoke);
        routes.MapGet("/v1/session/oidc", app.Services.GetRequiredService<OidcSignIn>().Invoke);
        routes.MapPost("/v1/session", app.Services.GetRequiredService<SignInEndpoint>().Invoke);
        IEndpointRouteBuilder all = app;
        all.DataSources.Add(new DefaultEndpointDataSource(workspaces.Default.Dispatched()));
    }
}
