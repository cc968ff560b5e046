using Baton.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Hosting;

/// <summary>
/// Lets go of what is older than the server's limits, in every workspace, at the start and once an hour. Without limits it
/// does nothing.
/// </summary>
internal sealed partial class RetentionWorker(
    WorkspaceHosts workspaces,
    ServerOptions options,
    TimeProvider clock,
    ILogger<RetentionWorker> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Retention.IsEmpty)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                await RunAll(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server ends; the next start goes on.
        }
    }

    // This step may fail: what could not be let go is tried again in an hour.
    private async Task RunAll(CancellationToken stopping)
    {
        foreach (var workspace in workspaces.Open)
        {
            try
            {
                var done = await RetentionRound.Run(
                    workspace.Store,
                    options.Retention,
                    new ActBy("retention", null),
                    stopping
                );
                if (!done.IsNothing)
                {
                    LogDone(workspace.Store.Name, done.Records, done.Leads, done.AuditEntries);
                }
            }
            catch (Exception e) when (e is SqliteException or StoreException)
            {
                LogFailed(workspace.Store.Name, e);
            }
        }
    }

    [LoggerMessage(
        1104,
        LogLevel.Information,
        "'{Name}': let go of {Records} records, the personal data of {Leads} leads and {Entries} audit entries"
    )]
    private partial void LogDone(string name, long records, long leads, long entries);

    [LoggerMessage(1105, LogLevel.Error, "'{Name}': what is too old could not be let go; it is tried again in an hour")]
    private partial void LogFailed(string name, Exception trouble);
}
