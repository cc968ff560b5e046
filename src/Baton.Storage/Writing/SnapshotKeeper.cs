using Baton.Engine;
using Baton.Storage.Snapshots;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>
/// Takes snapshots and starts from them. The state is copied on the writer's thread between two batches; writing it out
/// is done beside, and may fail: a snapshot is only ever a shortcut.
/// </summary>
internal sealed class SnapshotKeeper(SqliteDatabase database, long every, Action<StoreException>? tell)
{
    // At a close it is worth the time only where a start would replay more than this.
    private const long WorthOneAtClose = 1000;

    private readonly SqliteSnapshots _snapshots = new(database);
    private Task _writing = Task.CompletedTask;
    private long _last;

    // Open leads in the last one.
    private long _held;

    /// <summary>A workspace and the record it stands at; seq 0 and nothing where the journal must be read from its start.</summary>
    public (Workspace? Workspace, long Seq) Restore()
    {
        foreach (var (seq, body) in _snapshots.Newest())
        {
            try
            {
                var workspace = SnapshotBody.Load(body ?? throw new FormatException("its checksum is another"));
                (_last, _held) = (seq, workspace.Sizes.Open);
                return (workspace, seq);
            }
            catch (FormatException e)
            {
                tell?.Invoke(
                    new StoreException("snapshot_unread", $"the snapshot at record {seq} is of no use: {e.Message}", e)
                );
            }
        }

        _last = 0;
        return (null, 0);
    }

    /// <summary>Takes one when it is due.</summary>
    public void Consider(Workspace workspace, long seq, Instant at)
    {
        if (IsDue(seq))
        {
            Take(workspace, seq, at);
        }
    }

    /// <summary>
    /// Whether enough has happened since the last, unless that is still being written. At least as much as it held: so a
    /// record's part of the cost does not grow with the state (measured: 2 us a lead to write, and 25 us to replay a record).
    /// </summary>
    public bool IsDue(long seq) => seq - _last >= Math.Max(every, _held) && _writing.IsCompleted;

    /// <summary>An erasure has dropped what was kept: the next is taken soon, but not one for each of many erasures.</summary>
    public void Dropped(long seq) => _last = Math.Max(0, seq - Math.Max(0, every - WorthOneAtClose));

    public async Task Close(Workspace? workspace, long seq, Instant at)
    {
        await _writing;
        if (workspace is not null && seq - _last >= Math.Min(WorthOneAtClose, every))
        {
            Take(workspace, seq, at);
            await _writing;
        }
    }

    private void Take(Workspace workspace, long seq, Instant at)
    {
        (_last, _held) = (seq, workspace.Sizes.Open);
        if (workspace.Policy is null)
        {
            return;
        }

        var snapshot = workspace.Save();
        _writing = Task.Run(() =>
        {
            try
            {
                _snapshots.Keep(seq, at, SnapshotBody.Write(snapshot));
            }
            catch (Exception e)
            {
                tell?.Invoke(
                    new StoreException(
                        "snapshot_unwritten",
                        $"the snapshot at record {seq} was not kept: {e.Message}",
                        e
                    )
                );
            }
        });
    }
}
