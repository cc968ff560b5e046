using Baton.Engine.Commands;
using Baton.Storage.Sqlite;

namespace Baton.Storage.Writing;

// Large batches of captures, such as an import's: each is written and committed while the next is decided.
internal sealed partial class WorkspaceWriter
{
    private Flight? _flight;

    // What else a batch may hold asks the connection in between, or the state as of the last commit.
    private bool MayFly(WorkspaceState state) =>
        _reads.Count == 0
        && _batch.Count >= WorkspaceState.LargeBatch
        && !_snapshots.IsDue(state.Seq)
        && _batch.TrueForAll(p => p.Submission is { Guard: null, Command: CaptureLead });

    // The batch that this one may be decided beside; null where there is none, and then nothing is being written.
    private Flight? Flying(WorkspaceState state, bool mayFly)
    {
        if (mayFly && _flight is { IsDurable: false, Facts.AreWhole: true } flight)
        {
            return flight;
        }

        state.Settled();
        _flight = null;
        return null;
    }

    private void Fly(WorkspaceState state, Flight flight, long begun)
    {
        if (_flight is { } before)
        {
            before.Wait();
            if (!before.IsDurable)
            {
                state.Settled();
            }
        }

        var (batch, sizes, due) = (state.Batch, state.Calls.Workspace.Sizes, state.Calls.NextDue());
        _flight = flight;
        _batch = new(flight.Batch.Count);
        _timer.Set(due);
        state.CommitBehind(
            (database, payload) =>
            {
                if (!Land(flight, database, payload))
                {
                    return;
                }

                _signal.Publish(flight.Seq);
                lock (_loadGate)
                {
                    _load = (sizes, due);
                }

                _committed?.Invoke(batch with { Took = _clock.GetElapsedTime(begun) });
                Callers.Tell(flight.Batch);
                _checkpointer.Finish(database!);
            }
        );
    }

    // On the thread that writes.
    private bool Land(Flight flight, SqliteWriter? database, byte[] payload)
    {
        var isDurable = false;
        try
        {
            if (database is not null)
            {
                flight.Answers.Write(database);
                flight.Payload = payload;
                _hooks.BeforeCommit();
                database.Commit();
                _hooks.AfterCommit();
                isDurable = true;
            }
        }
        finally
        {
            flight.End(isDurable);
            if (!isDurable)
            {
                // Whoever decides finds out at the next record; whoever waits for work is woken.
                _waiting.Writer.TryWrite(WorkItem.Wake);
            }
        }

        return isDurable;
    }

    // After an error: a batch that was flying is done, or shares the fate of the one that was being decided.
    private void TakeBack(WorkspaceState failed)
    {
        if (_flight is not { } flight)
        {
            return;
        }

        failed.Quiet();
        _flight = null;
        if (!flight.IsDurable)
        {
            _batch.InsertRange(0, flight.Batch);
            (_begunAt, _doubtful) = (flight.Before, flight);
            _deciding = null;
        }
    }
}
