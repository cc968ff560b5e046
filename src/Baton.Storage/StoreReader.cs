using Baton.Storage.Sqlite;

namespace Baton.Storage;

/// <summary>A data folder opened for reading (and for its keys), also beside the server that owns it. Thread-safe.</summary>
public sealed class StoreReader : IDisposable
{
    private readonly SqliteDatabase _database;

    private StoreReader(SqliteDatabase database)
    {
        _database = database;
        Leads = new LeadQueries(database);
        Journal = new Journal(database, signal: null);
        Decisions = new DecisionHistory(database);
        Keys = new KeyStore(database, TimeProvider.System);
    }

    public LeadQueries Leads { get; }
    public Journal Journal { get; }
    public DecisionHistory Decisions { get; }
    public KeyStore Keys { get; }

    /// <exception cref="StoreException">There is no database, or it is newer or corrupt.</exception>
    public static StoreReader Open(string directory) => new(SqliteDatabase.Existing(DataFolder.DatabaseIn(directory)));

    public void Dispose() => _database.ReleaseReaders();
}
