using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// The keys of all stored leads, in memory, as far as one must know them to tell somebody new, as nearly everybody is, without
/// a look into the database: the look-ups were a fifth of what an import took. It holds every key that is
/// committed, and others that are gone or were rolled back. Two bytes a key; beyond 64 MB of them, twenty
/// million leads, it knows nothing any more. Until the keys of an earlier run are read, it knows nothing either.
/// </summary>
/// <param name="leastRoom">Keys that the first filter has room for.</param>
/// <param name="mostBytes">Of all filters.</param>
internal sealed class KnownKeys(SqliteDatabase database, int leastRoom = 1 << 16, long mostBytes = 64 << 20)
    : IAsyncDisposable
{
    private const int PageLength = 10_000;
    private const int KeysOfLead = 3;

    private readonly Lock _gate = new();
    private volatile BloomFilter[] _filters = [new BloomFilter(leastRoom)];
    private Task _gathering = Task.CompletedTask;
    private volatile bool _isWhole;
    private volatile bool _closing;
    private int _held;

    public FreshKeys Fresh => database.Fresh;

    /// <summary>Whether a lead with this key may be stored. To be asked of what is committed, and of what this thread added.</summary>
    public bool MayHold(long key) => _filters is not [_, ..] filters || !_isWhole || Holds(filters, key);

    /// <summary>To be called before a key is committed, by any thread.</summary>
    public void Add(params ReadOnlySpan<long?> keys)
    {
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (key is not { } some || _filters is not [.., var last])
                {
                    continue;
                }

                _held += last.Add(some) ? 1 : 0;
                if (_held == last.Capacity)
                {
                    Extend(2L * last.Capacity);
                }
            }
        }
    }

    /// <summary>Reads the keys of earlier runs, beside whoever adds others; done when it knows them all.</summary>
    public Task Gather() => _gathering = Task.Run(ReadAll);

    /// <summary>Returns when nothing is read any more.</summary>
    public async ValueTask DisposeAsync()
    {
        _closing = true;
        await _gathering;
    }

    private static bool Holds(BloomFilter[] filters, long key)
    {
        foreach (var filter in filters)
        {
            if (filter.MayHold(key))
            {
                return true;
            }
        }

        return false;
    }

    // Each filter has room for twice as many as the one before, so that there are few to ask.
    private void Extend(long capacity)
    {
        _held = 0;
        var bytes = _filters.Sum(f => BloomFilter.BytesFor(f.Capacity)) + BloomFilter.BytesFor(capacity);
        _filters = bytes > mostBytes ? [] : [.. _filters, new BloomFilter((int)capacity)];
    }

    private void ReadAll()
    {
        try
        {
            using var connection = database.OpenReader();
            MakeRoom(connection);

            // Keys move from these rows into the tree: the other way about, some would be missed.
            foreach (var (key, _) in FreshKeys.In(connection))
            {
                Add(key);
            }

            ReadTree(connection);
            ReadAliases(connection);
            _isWhole = !_closing;
        }
        catch (SqliteException)
        {
            // The writer meets the same trouble, and tells; until then it looks everything up.
        }
    }

    private void MakeRoom(SqliteConnection connection)
    {
        var leads = connection.ExecuteScalar<long?>("SELECT max(number) FROM leads") ?? 0;
        lock (_gate)
        {
            if (KeysOfLead * leads > leastRoom)
            {
                Extend(KeysOfLead * leads);
            }
        }
    }

    // A page at a time: a long look at the tables would keep the log from being moved into the file.
    private void ReadTree(SqliteConnection connection)
    {
        var after = -1L;
        var sql = $"SELECT DISTINCT key FROM lead_keys WHERE key > @after ORDER BY key LIMIT {PageLength}";
        while (!_closing && connection.Query<long>(sql, new { after }).AsList() is { Count: > 0 } page)
        {
            foreach (var key in page)
            {
                Add(key);
            }

            after = page[^1];
        }
    }

    // One is added with a lead whose key it is; but that lead may be gone, or have another by now.
    private void ReadAliases(SqliteConnection connection)
    {
        var sql = $"""
            SELECT DISTINCT key FROM lead_aliases WHERE workspace = @Workspace AND key > @after
            ORDER BY key LIMIT {PageLength}
            """;
        for (var after = ""; !_closing; )
        {
            var page = connection.Query<string>(sql, new { database.Workspace, after }).AsList();
            foreach (var text in page)
            {
                Add(
                    SqliteLeadKeys.Of(text, LeadKeyOf.DuplicateEmail),
                    SqliteLeadKeys.Of(text, LeadKeyOf.DuplicatePhone)
                );
            }

            if (page.Count < PageLength)
            {
                return;
            }

            after = page[^1];
        }
    }
}
