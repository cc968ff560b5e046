using Baton.Storage;

namespace Baton.Trust.Tests.Checking;

/// <summary>Stands still at a folder's last record, so that a look into it lets nothing more fall due.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private readonly DateTimeOffset _now;

    public StoppedClock(string directory)
    {
        using var reader = StoreReader.Open(directory);
        _now = reader.Journal.Read(Math.Max(0, reader.Journal.LastSeq - 1)).LastOrDefault() is { } last
            ? last.At.ToDateTimeOffset()
            : DateTimeOffset.UnixEpoch;
    }

    public override DateTimeOffset GetUtcNow() => _now;
}
