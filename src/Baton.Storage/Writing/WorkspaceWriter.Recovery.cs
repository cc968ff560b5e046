using Baton.Engine.Commands;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Writing;

// After an error: drop the state, rebuild it, and tell each caller what the database knows of his submission.
internal sealed partial class WorkspaceWriter
{
    private const int DatabaseFull = 13;

    // What a batch in trouble was doing: the submission in the engine's hands, and the last record before the batch.
    private Pending? _deciding;
    private long _begunAt;

    // A batch that was flying, which stands first among those in trouble: only its commit can be in doubt.
    private Flight? _doubtful;

    // The state to work with; null while the database cannot be opened or was in trouble a moment ago.
    private WorkspaceState? Ready()
    {
        if (_trouble is not null && _clock.GetElapsedTime(_troubleAt) < _pause)
        {
            return null;
        }

        if (_state is null)
        {
            Reopen();
        }

        _trouble = _state is null ? _trouble : null;
        return _state;
    }

    private void Reopen()
    {
        try
        {
            _state = WorkspaceState.Open(_database, _known, _hooks.Fresh, _snapshots);
            Announce(_state);
        }
        catch (Exception error)
        {
            Note(error);
        }
    }

    // A command that the engine itself fails on must not take its batch along: nothing is committed yet, so the state is
    // rebuilt, the culprit is told, and the others are decided again.
    private bool Isolate(WorkspaceState failed, Exception error)
    {
        if (failed.FailedSeq is { } seq)
        {
            _deciding = _batch.Find(p => p.Reply?.Seq == seq);
        }

        if (_deciding is not { } culprit || error is SqliteException)
        {
            return false;
        }

        _doubtful = null;
        var trouble = new StoreException("internal_error", "this command failed inside and was not stored", error);
        _tell?.Invoke(trouble);
        _state = null;
        Abandon(failed);
        _deciding = null;
        foreach (var pending in _batch.Where(p => p.Reply?.Code != trouble.Code))
        {
            pending.Reply = null;
        }

        culprit.Reply = Replies.Unavailable(trouble);
        return true;
    }

    private void Recover(WorkspaceState failed, Exception error)
    {
        Note(error);
        var (seq, payload, count) = _doubtful is { } flight
            ? (flight.Seq, flight.Payload, flight.Batch.Count)
            : (failed.Seq, failed.LastPayload(), _batch.Count);
        _state = null;
        Abandon(failed);
        Reopen();
        (_deciding, _doubtful) = (null, null);
        var committed = _state is not null && seq > _begunAt && _state.Seq == seq && _state.Left(seq, payload);
        foreach (var pending in _batch.Skip(committed ? count : 0).Where(p => p.Reply?.Code != "internal_error"))
        {
            pending.Reply = (_state is null ? null : FromDatabase(_state, pending)) ?? Replies.Unavailable(_trouble!);
        }
    }

    private static void Abandon(WorkspaceState failed)
    {
        try
        {
            failed.Rollback();
        }
        catch (SqliteException)
        {
            // The connection is closed next, which rolls back as well; the first error is the one to report.
        }

        failed.Dispose();
    }

    private Reply? FromDatabase(WorkspaceState state, Pending pending)
    {
        var known = new BatchAnswers(() => state.Settled().Facts, state.Now(_clock), [pending]).Known(
            pending.Submission
        );
        if (known is not null || pending.Submission.Command is not CaptureLead capture)
        {
            return known;
        }

        var row = pending.Needs.ClientId is { } id
            ? state.Settled().Facts.ByClientId(new() { [id] = pending.Keys.Of(id)!.Value }).FirstOrDefault().Row
            : null;
        return row?.ContentHash != capture.ContentHash
            ? null
            : new Reply
            {
                Status = ReplyStatus.Repeated,
                Outcome = new Outcome { Lead = row.Number, Repeated = true },
                Lead = state.Calls.Lead(row.Number),
                PublicId = row.ClientId,
            };
    }

    private static void Fail(IEnumerable<Pending> batch, StoreException trouble)
    {
        foreach (var pending in batch)
        {
            pending.Reply = Replies.Unavailable(trouble);
        }
    }

    private void Note(Exception error)
    {
        _troubleAt = _clock.GetTimestamp();
        _trouble = error switch
        {
            StoreException known => known,
            SqliteException { SqliteErrorCode: DatabaseFull } => new StoreException(
                "storage_full",
                "the disk or the database's size limit is full; nothing was stored",
                error
            ),
            _ => new StoreException("storage_failed", $"the database failed ({error.Message}); try again", error),
        };
        _tell?.Invoke(_trouble);
    }
}
