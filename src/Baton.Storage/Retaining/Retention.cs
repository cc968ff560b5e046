using System.Diagnostics;
using Baton.Engine.Commands;
using Baton.Storage.Json;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Retaining;

/// <summary>
/// Lets go of what is older than its limit, beside the writer and in short transactions, with a pause after each that is as
/// long as it took. Stopped or killed at any point it loses nothing that is to be kept; the next round goes on.
/// </summary>
/// <remarks>
/// The journal is cut behind a base: a snapshot of the state at the last record that goes, which is durable before the first
/// record is deleted. It takes a replay from the snapshot before it, and the memory of a second state while it is made.
/// </remarks>
internal sealed class Retention(
    SqliteDatabase database,
    Func<Submission, CancellationToken, ValueTask<Reply>> submit,
    TimeProvider clock
)
{
    private const int RecordsAtOnce = 200;
    private const int LeadsAtOnce = 8;
    private const int EntriesAtOnce = 500;

    private readonly SqliteRetention _old = new(database);
    private readonly SqliteSnapshots _snapshots = new(database);
    private readonly PastStates _states = new(database);

    public async Task<Retained> Run(RetentionLimits limits, CancellationToken cancellation)
    {
        var now = Times.Now(clock);
        var leads = limits.ClosedLeads is { } ended ? await EraseLeads(now - ended, cancellation) : 0;
        if (limits.Journal is { } age)
        {
            // A message is made of its record: what is still to be told stays, until it is told or its webhook is off.
            MoveBase(Math.Min(_old.LastBefore(now - age), _old.LastTold() ?? long.MaxValue), cancellation);
        }

        // Also what an earlier round that was cut short has left.
        var records = await Batches(() => _old.DeleteRecords(_snapshots.BaseSeq(), RecordsAtOnce), cancellation);
        var entries = limits.Audit is { } kept
            ? await Batches(() => _old.DeleteAudit(now - kept, EntriesAtOnce), cancellation)
            : 0;
        return new Retained(records, leads, entries, _snapshots.BaseSeq() + 1);
    }

    private async Task<long> EraseLeads(Instant before, CancellationToken cancellation)
    {
        var (erased, after) = (0L, 0L);
        while (_old.EndedBefore(before, after, LeadsAtOnce) is { Count: > 0 } leads)
        {
            var begun = Stopwatch.GetTimestamp();
            var command = new ErasePerson(new PersonSought { Leads = [.. leads] }) { By = "retention" };
            var reply = await submit(new Submission(command), cancellation);
            if (reply.Status != ReplyStatus.Done)
            {
                return erased;
            }

            erased += reply.Outcome!.Events.Count(e => e is Engine.Events.PersonalDataErased);
            after = leads[^1];
            await Task.Delay(Stopwatch.GetElapsedTime(begun), cancellation);
        }

        return erased;
    }

    private void MoveBase(long seq, CancellationToken cancellation)
    {
        // While an erasure is being cleaned up after, the base that this would be built on may hold who was erased.
        if (seq <= _snapshots.BaseSeq() || SqliteErasures.Open(database) is not null)
        {
            return;
        }

        var erased = _snapshots.LastErasure();
        var workspace = _states.Before(seq + 1);
        cancellation.ThrowIfCancellationRequested();
        if (workspace.Policy is not null)
        {
            // As JSON: whatever version comes must be able to read it, and an erasure reaches into it.
            var snapshot = workspace.Save();
            _snapshots.KeepBase(seq, snapshot.At, SnapshotJson.Write(snapshot), erased);
        }
    }

    private static async Task<long> Batches(Func<int> delete, CancellationToken cancellation)
    {
        var deleted = 0L;
        while (true)
        {
            var begun = Stopwatch.GetTimestamp();
            if (delete() is not (> 0 and var some))
            {
                return deleted;
            }

            deleted += some;
            await Task.Delay(Stopwatch.GetElapsedTime(begun), cancellation);
        }
    }
}
