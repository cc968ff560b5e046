using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// The keys of the leads that came last, by their ranges: they are in no tree yet, but made of these leads' rows again
/// whenever the writer opens the database. What is held here may be in the tree as well, or of a lead that was rolled
/// back or has another text by now, so whoever finds a lead by it asks the row. Whoever only reads asks here first and
/// then the tree: a key moves from here to there, and stays here for another round. Thread-safe.
/// </summary>
/// <param name="leadsBetweenMoves">A range moves with the lead whose number this divides.</param>
internal sealed class FreshKeys(SqliteDatabase database, int leadsBetweenMoves)
{
    private const int Ranges = 64;
    private const long Width = (1L << SqliteLeadKeys.KeyBits) / Ranges;

    private readonly Lock _gate = new();

    // Null: nobody keeps them, as nobody writes in this process.
    private volatile Range[]? _ranges;

    /// <summary>The range that is to move with this lead; null = none.</summary>
    public int? Due(long number) => number % leadsBetweenMoves == 0 ? (int)(number / leadsBetweenMoves % Ranges) : null;

    /// <summary>Begins anew with what is committed, and keeps it from now on.</summary>
    public void Keep(SqliteConnection connection)
    {
        var ranges = Read(connection);
        lock (_gate)
        {
            _ranges = ranges;
        }
    }

    /// <summary>To be called before they are committed; null is no key.</summary>
    public void Add(long number, params ReadOnlySpan<long?> keys)
    {
        lock (_gate)
        {
            Add(_ranges!, number, keys);
        }
    }

    /// <summary>The lead has these no more, and they will not move.</summary>
    public void Remove(long number, params ReadOnlySpan<long?> keys)
    {
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (key is { } some)
                {
                    RangeOf(_ranges!, some).Remove(some, number);
                }
            }
        }
    }

    /// <summary>What of a range has to go into the tree with the lead of this number, in its order.</summary>
    public List<(long Key, long Number)> Move(int range, long number)
    {
        lock (_gate)
        {
            return _ranges![range].Move(number);
        }
    }

    /// <summary>Leads that may have one of the keys, the newest first.</summary>
    public List<long> Numbers(params ReadOnlySpan<long> keys)
    {
        List<long> found = [];
        if (_ranges is null)
        {
            using var connection = database.OpenReader();
            Find(Read(connection), keys, found);
        }
        else
        {
            lock (_gate)
            {
                Find(_ranges, keys, found);
            }
        }

        found.Sort((a, b) => b.CompareTo(a));
        return found;
    }

    /// <summary>All keys that are in no tree, as the database has it.</summary>
    public static List<(long Key, long Number)> In(SqliteConnection connection)
    {
        List<(long Key, long Number)> all = [];
        foreach (var range in Read(connection))
        {
            all.AddRange(range.Move(long.MaxValue));
        }

        return all;
    }

    private static Range RangeOf(Range[] ranges, long key) => ranges[key / Width];

    private static void Find(Range[] ranges, ReadOnlySpan<long> keys, List<long> found)
    {
        foreach (var key in keys)
        {
            RangeOf(ranges, key).Find(key, found);
        }
    }

    private static void Add(Range[] ranges, long number, params ReadOnlySpan<long?> keys)
    {
        foreach (var key in keys)
        {
            if (key is { } some)
            {
                RangeOf(ranges, some).Add(some, number);
            }
        }
    }

    // In one view of the database: another process may be writing.
    private static Range[] Read(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var ranges = new Range[Ranges];
        foreach (var (range, number) in connection.Query<(int, long)>("SELECT range, number FROM key_marks"))
        {
            ranges[range] = new Range(number);
        }

        var leads = connection.Query<(long Number, string? Id, string? Email, string? Phone, bool IsDuplicate)>(
            """
            SELECT number, client_id, email, phone, status = 'duplicate' FROM leads
            WHERE number > (SELECT min(number) FROM key_marks) ORDER BY number
            """,
            buffered: false
        );
        foreach (var lead in leads)
        {
            Add(
                ranges,
                lead.Number,
                SqliteLeadKeys.Of(lead.Id, LeadKeyOf.ClientId),
                SqliteLeadKeys.Of(lead.Email, SqliteLeadKeys.EmailOf(lead.IsDuplicate)),
                SqliteLeadKeys.Of(lead.Phone, SqliteLeadKeys.PhoneOf(lead.IsDuplicate))
            );
        }

        return ranges;
    }

    /// <param name="mark">The last lead whose key of this range is in the tree.</param>
    private sealed class Range(long mark)
    {
        private readonly List<long> _keys = [];

        // Side by side with the keys; below 0 where a key is gone.
        private readonly List<long> _numbers = [];
        private long _mark = mark;

        public void Add(long key, long number)
        {
            if (number > _mark)
            {
                _keys.Add(key);
                _numbers.Add(number);
            }
        }

        public void Remove(long key, long number)
        {
            for (var i = 0; i < _keys.Count; i++)
            {
                _numbers[i] = _keys[i] == key && _numbers[i] == number ? -number : _numbers[i];
            }
        }

        // One that is gone is found still: for who reads what was before.
        public void Find(long key, List<long> found)
        {
            var keys = CollectionsMarshal.AsSpan(_keys);
            for (var next = 0; keys[next..].IndexOf(key) is >= 0 and var at; )
            {
                next += at + 1;
                found.Add(Math.Abs(_numbers[next - 1]));
            }
        }

        // What moved the last time is forgotten: nobody looks at the database as it was before that.
        public List<(long Key, long Number)> Move(long number)
        {
            var kept = 0;
            List<(long Key, long Number)> due = new(_keys.Count);
            for (var i = 0; i < _keys.Count; i++)
            {
                if (Math.Abs(_numbers[i]) <= _mark)
                {
                    continue;
                }

                (_keys[kept], _numbers[kept]) = (_keys[i], _numbers[i]);
                if (_numbers[kept] > 0)
                {
                    due.Add((_keys[kept], _numbers[kept]));
                }

                kept++;
            }

            _keys.RemoveRange(kept, _keys.Count - kept);
            _numbers.RemoveRange(kept, _numbers.Count - kept);
            _mark = number;
            due.Sort();
            return due;
        }
    }
}
