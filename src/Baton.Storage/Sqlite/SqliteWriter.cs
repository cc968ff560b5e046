using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Storage.Json;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>The writer's connection: one transaction at a time, appends to the journal, and its other tables by part.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly long _workspace;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteRows _append;
    private readonly SqliteStatement _appendLead;
    private readonly SqliteStatement _last;
    private readonly SqliteStatement _payloadOf;

    public SqliteWriter(SqliteDatabase database, KnownKeys known)
    {
        _connection = database.OpenWriter();
        _workspace = database.Workspace;
        database.Fresh.Keep(_connection);
        _begin = new SqliteStatement(_connection, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(_connection, "COMMIT");
        _append = new SqliteRows(
            _connection,
            "journal",
            "workspace, seq, at, type, lead_id, rep_id, actor, payload, personal"
        );
        _appendLead = new SqliteStatement(
            _connection,
            "INSERT OR IGNORE INTO journal_leads(workspace, lead_id, seq) VALUES (?, ?, ?)"
        );
        _last = new SqliteStatement(_connection, "SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1");
        _payloadOf = new SqliteStatement(_connection, "SELECT payload FROM journal WHERE seq = ?");
        Facts = new SqliteFacts(_connection, _workspace, known);
        Leads = new SqliteLeads(_connection, _workspace, known);
        Answers = new SqliteAnswers(_connection, _workspace);
        Erasure = new SqliteErasure(_connection, _workspace, known);
    }

    public SqliteFacts Facts { get; }
    public SqliteLeads Leads { get; }
    public SqliteAnswers Answers { get; }
    public SqliteErasure Erasure { get; }
    public SqliteDuplicates Duplicates => Facts.Duplicates;

    /// <summary>A lead's row as this transaction has it.</summary>
    public LeadRecord? Lead(long number) => SqliteLeadReads.Get(_connection, number);

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    /// <summary>Inserts the rows that were added and are not in their tables yet, as whoever reads or commits has to.</summary>
    public void Flush()
    {
        _append.Flush();
        Leads.Flush();
    }

    /// <summary>Moves the log into the file, as far as nobody reads it; not within a transaction.</summary>
    public void Checkpoint()
    {
        using var checkpoint = new SqliteStatement(_connection, "PRAGMA wal_checkpoint(PASSIVE)");
        checkpoint.Run();
    }

    /// <summary>Undoes what is open, if anything still is: some errors have rolled back by themselves.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            using var rollback = new SqliteStatement(_connection, "ROLLBACK");
            rollback.Run();
        }
    }

    /// <summary>The last record; 0 and the start of 1970 where there is none.</summary>
    public (long Seq, Instant At) Last()
    {
        var last = _last.Read() ? (_last.Long(0), Times.FromMicros(_last.Long(1))) : (0, NodaConstants.UnixEpoch);
        _last.Reset();
        return last;
    }

    public void Append(long seq, Instant at, string? actor, ImmutableArray<Event> events, EventEncoder encoded)
    {
        var about = RecordSubjects.Of(events);
        var row = _append.Next.Bind(_workspace).Bind(seq).Bind(Times.ToMicros(at)).Bind(about.Type);
        row.Bind(about.Lead).Bind(about.Rep).Bind(actor).Bind(encoded.Payload.Span).Bind(encoded.Personal.Span);
        _append.Add();
        foreach (var lead in about.OtherLeads)
        {
            _appendLead.Bind(_workspace).Bind(lead).Bind(seq).Run();
        }
    }

    /// <summary>Whether the journal holds exactly this record: how an unknown outcome of a commit becomes known.</summary>
    public bool Holds(long seq, ReadOnlySpan<byte> payload)
    {
        _payloadOf.Bind(seq);
        var holds = _payloadOf.Read() && payload.SequenceEqual(_payloadOf.Blob(0));
        _payloadOf.Reset();
        return holds;
    }

    public void Dispose()
    {
        _append.Dispose();
        foreach (var statement in new[] { _begin, _commit, _appendLead, _last, _payloadOf })
        {
            statement.Dispose();
        }

        Facts.Dispose();
        Leads.Dispose();
        Answers.Dispose();
        Erasure.Dispose();
        _connection.Dispose();
    }
}
