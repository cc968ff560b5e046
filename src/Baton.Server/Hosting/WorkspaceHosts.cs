using System.Collections.Concurrent;
using Baton.Server.Metrics;
using Baton.Storage;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Hosting;

/// <summary>
/// The server's workspaces by name. All that are there are opened at the start, for their timers run on; one that is made
/// meanwhile is opened by the first request for it. Thread-safe.
/// </summary>
internal sealed partial class WorkspaceHosts : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, WorkspaceHost> _open = new(StringComparer.Ordinal);
    private readonly Lock _opening = new();
    private readonly ServerOptions _options;
    private readonly StoreTrouble _trouble;
    private readonly Instruments _instruments;
    private readonly IServiceProvider _server;
    private readonly ILogger<WorkspaceHosts> _log;
    private bool _isClosed;

    public WorkspaceHosts(
        BatonStore first,
        ServerOptions options,
        StoreTrouble trouble,
        Instruments instruments,
        IServiceProvider server,
        ILogger<WorkspaceHosts> log
    )
    {
        (_options, _trouble, _instruments, _server, _log) = (options, trouble, instruments, server, log);
        Default = new WorkspaceHost(first, server);
        _open[WorkspaceFolders.Default] = Default;
    }

    public WorkspaceHost Default { get; }

    /// <summary>Those that are open now, in no order.</summary>
    public ICollection<WorkspaceHost> Open => _open.Values;

    /// <summary>Null where there is no workspace of this name.</summary>
    /// <exception cref="StoreException">It is there and cannot be opened now.</exception>
    public WorkspaceHost? Find(string name) => _open.TryGetValue(name, out var host) ? host : FindNew(name);

    /// <summary>One that cannot be opened must not keep the others closed: it is logged, and tried again when it is asked for.</summary>
    public void OpenAll()
    {
        foreach (var name in WorkspaceFolders.Others(_options.DataDirectory))
        {
            try
            {
                Find(name);
            }
            catch (StoreException e)
            {
                LogClosed(name, e.Code, e);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_opening)
        {
            _isClosed = true;
        }

        foreach (var host in _open.Values)
        {
            await host.DisposeAsync();
        }
    }

    private WorkspaceHost? FindNew(string name)
    {
        if (!WorkspaceFolders.Has(_options.DataDirectory, name))
        {
            return null;
        }

        lock (_opening)
        {
            return _open.TryGetValue(name, out var host) ? host
                : _isClosed ? throw new StoreException("closing", "the server is closing")
                : _open[name] = Start(name);
        }
    }

    private WorkspaceHost Start(string name)
    {
        var store = BatonStore.Open(_options.Store(name, _trouble, _instruments));
        try
        {
            FirstStart.Publish(store);
            return new WorkspaceHost(store, _server);
        }
        catch
        {
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    [LoggerMessage(1102, LogLevel.Error, "the workspace '{Name}' cannot be opened: {Code}")]
    private partial void LogClosed(string name, string code, Exception trouble);
}
