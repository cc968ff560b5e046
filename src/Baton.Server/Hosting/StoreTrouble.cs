using Baton.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Server.Hosting;

/// <summary>Takes the store's failures to the log. The store opens before there is one.</summary>
internal sealed partial class StoreTrouble
{
    public ILogger Log { get; set; } = NullLogger.Instance;

    public void Tell(StoreException trouble) => LogTrouble(Log, trouble.Code, trouble);

    [LoggerMessage(1101, LogLevel.Error, "the store failed: {Code}")]
    private static partial void LogTrouble(ILogger log, string code, Exception trouble);
}
