using System.Collections.Concurrent;
using Baton.Server.Hosting;

namespace Baton.Server.Access;

/// <summary>How often each key may ask. What it asked stays known for as long as the server runs. Thread-safe.</summary>
internal sealed class KeyLimit(ServerOptions options)
{
    private readonly ConcurrentDictionary<(string Workspace, long Key), Allowance> _allowances = new();

    /// <summary>Null = as often as it likes.</summary>
    public Allowance? Of(string workspace, long key) =>
        options.KeyRequestsPerMinute == 0
            ? null
            : _allowances.GetOrAdd(
                (workspace, key),
                static (_, o) => new Allowance(o.KeyRequestsPerMinute, o.Clock),
                options
            );
}
