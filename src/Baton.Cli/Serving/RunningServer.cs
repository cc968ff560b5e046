using Baton.Cli.Commands;
using Baton.Server.Hosting;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Baton.Cli.Serving;

/// <summary>A server that listens, until it is disposed or the process is told to end.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app) => _app = app;

    public BatonStore Store => _app.Services.GetRequiredService<BatonStore>();

    /// <summary>Where it listens; of a port 0 the one it got.</summary>
    public string Address => _app.Urls.First();

    public static async Task<RunningServer> Start(ServerOptions options, CancellationToken cancellation)
    {
        if (DataFolder.OwnerOf(options.DataDirectory) is { } owner)
        {
            throw CommandException.Failed(
                $"{options.DataDirectory} is in use by another Baton ({owner}); stop it, or name another folder with --data"
            );
        }

        var app = BatonServer.Build(options);
        try
        {
            await app.StartAsync(cancellation);
            return new RunningServer(app);
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw CommandException.Failed(
                $"cannot listen on {string.Join(", ", options.Urls)} ({(e.InnerException ?? e).Message}); choose another with --urls"
            );
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when somebody ends the process, or the token is cancelled.</summary>
    public Task WaitForEnd(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
