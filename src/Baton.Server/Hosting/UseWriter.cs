using Baton.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Hosting;

/// <summary>Writes down once a minute when keys and sessions were last used, beside all requests, and once more at the end.</summary>
internal sealed partial class UseWriter(WorkspaceHosts workspaces, TimeProvider clock, ILogger<UseWriter> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>This step may fail: what could not be written is written the next time.</summary>
    public void Write()
    {
        foreach (var workspace in workspaces.Open)
        {
            try
            {
                workspace.Store.Uses.Write();
            }
            catch (Exception e) when (e is SqliteException or StoreException)
            {
                LogUnwritten(workspace.Store.Name, e);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Write();
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    [LoggerMessage(1103, LogLevel.Warning, "the last uses of '{Name}' could not be written")]
    private partial void LogUnwritten(string name, Exception trouble);
}
