using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Storage.Listing;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage;

/// <summary>Reads leads, on connections of its own beside the writer. Thread-safe; sees everything acknowledged.</summary>
public sealed class LeadQueries
{
    private readonly SqliteLeadReads _leads;
    private readonly SqliteJournal _journal;
    private readonly SqliteLeadSearch _search;

    internal LeadQueries(SqliteDatabase database)
    {
        _leads = new SqliteLeadReads(database);
        _journal = new SqliteJournal(database);
        _search = new SqliteLeadSearch(database);
    }

    /// <summary>The lead under an opaque id or a client's own; null = unknown.</summary>
    public LeadRecord? Get(string id) => NumberOf(id) is { } number ? Get(number) : null;

    public LeadRecord? Get(long number) => _leads.Get(number);

    /// <summary>Those of these leads that there are, by number.</summary>
    public IReadOnlyDictionary<long, LeadRecord> Get(IEnumerable<long> numbers) => _leads.Get(numbers);

    /// <summary>The internal number behind an id that a client may know; null = unknown. An opaque id comes first.</summary>
    public long? NumberOf(string id) =>
        PublicId.NumberOf(id) is { } number && _leads.Exists(number) ? number : _leads.NumberOf(id);

    /// <summary>Newest first. A cursor that is not one of ours starts at the first page.</summary>
    /// <param name="limit">1 to 1,000; what is beyond is cut to that.</param>
    public LeadPage List(LeadFilter filter, int limit, string? cursor = null)
    {
        limit = Math.Clamp(limit, 1, 1000);
        var before = (cursor is null ? null : PublicId.NumberOf(cursor)) ?? long.MaxValue;
        var items = ImmutableArray.CreateBuilder<LeadRecord>(limit);
        while (true)
        {
            var rows = _leads.Page(filter, before, limit + 1);
            foreach (var row in rows)
            {
                before = row.Number;
                if (!(filter.Where?.Invoke(row) ?? true))
                {
                    continue;
                }

                // Only another lead that passes is a reason to go on: a cursor tells nothing of those that do not.
                if (items.Count == limit)
                {
                    return new LeadPage(items.ToImmutable(), PublicId.Of(items[^1].Number));
                }

                items.Add(row);
            }

            if (rows.Count <= limit)
            {
                return new LeadPage(items.ToImmutable(), NextCursor: null);
            }
        }
    }

    /// <summary>The leads of a query in its order, from where its cursor says; null = there are no more behind them.</summary>
    public (ImmutableArray<LeadRecord> Items, LeadCursor? Next) Find(LeadQuery query) => _search.Page(query);

    /// <summary>How many leads a query has in all, counted up to <paramref name="most"/>.</summary>
    public int Count(LeadQuery query, int most) => _search.Count(query, most);

    internal string Plan(LeadQuery query) => _search.Plan(query);

    /// <summary>
    /// Everything that happened to a lead, oldest first. Of a duplicate that merged into it, its whole arrival: both
    /// submissions are its history.
    /// </summary>
    public IReadOnlyList<TimelineEntry> Timeline(long number) =>
        [
            .. _journal
                .About(number)
                .SelectMany(record =>
                    record
                        .Events.Where(e => Concerns(e, number) || MergesInto(record, number))
                        .Select(e => new TimelineEntry(record.Seq, record.At, record.Actor, e))
                ),
        ];

    /// <summary>Suspected duplicates that nobody has decided about, those that came last first.</summary>
    /// <param name="limit">1 to 100; what is beyond is cut to that.</param>
    public SuspicionPage Suspicions(int limit, string? cursor = null)
    {
        limit = Math.Clamp(limit, 1, 100);
        var before = (cursor is null ? null : PublicId.NumberOf(cursor)) ?? long.MaxValue;
        var found = _leads.Suspicions(before, limit + 1);
        var items = found
            .Take(limit)
            .Select(s => new SuspicionRecord(s.At, Get(s.Lead)!, Get(s.Of)!, s.Score, s.Evidence))
            .ToImmutableArray();
        return new SuspicionPage(items, found.Count > limit ? PublicId.Of(items[^1].Lead.Number) : null);
    }

    /// <summary>How many suspected duplicates nobody has decided about, and since when the oldest of them lies.</summary>
    public (int Count, Instant? Oldest) CountSuspicions() => _leads.CountSuspicions();

    public long Count() => _leads.Count();

    /// <summary>How many leads have each status; reads an index as long as there are leads.</summary>
    public IReadOnlyDictionary<string, long> CountByStatus() => _leads.CountByStatus();

    private static bool Concerns(Event @event, long number) => RecordSubjects.LeadsOf(@event).Contains(number);

    private static bool MergesInto(JournalRecord record, long number) =>
        record.Events.Any(e => e is LeadMerged merged && merged.Into == number);
}
