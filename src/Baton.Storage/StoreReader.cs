using Baton.Engine;
using Baton.Storage.Erasing;
using Baton.Storage.Sqlite;

namespace Baton.Storage;

/// <summary>A data folder opened for reading (and for its keys and users), also beside the server that owns it. Thread-safe.</summary>
public sealed class StoreReader : IDisposable
{
    private readonly SqliteDatabase _database;

    private StoreReader(SqliteDatabase database)
    {
        _database = database;
        Leads = new LeadQueries(database);
        Journal = new Journal(database, signal: null);
        Decisions = new DecisionHistory(database);
        Ledgers = new LedgerHistory(database);
        Persons = new PersonStore(database);
        var version = new AccessVersion();
        Keys = new KeyStore(database, TimeProvider.System, version);
        Users = new UserStore(database, TimeProvider.System, version);
        Audit = new AuditLog(database, TimeProvider.System);
    }

    public LeadQueries Leads { get; }
    public Journal Journal { get; }
    public DecisionHistory Decisions { get; }
    public LedgerHistory Ledgers { get; }
    public PersonStore Persons { get; }
    public KeyStore Keys { get; }
    public UserStore Users { get; }
    public AuditLog Audit { get; }

    /// <exception cref="StoreException">There is no database, or it is older, newer or corrupt.</exception>
    public static StoreReader Open(string directory) => new(SqliteDatabase.Current(DataFolder.DatabaseIn(directory)));

    /// <summary>The state where the journal begins, and the record it stands at: an empty one and 0 where it was never cut.</summary>
    public (Workspace Workspace, long Seq) Base()
    {
        var seq = Journal.FirstSeq - 1;
        return (seq == 0 ? new Workspace() : new PastStates(_database).Before(seq + 1), seq);
    }

    public void Dispose() => _database.ReleaseReaders();
}
