using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;

namespace Baton.Engine.Eligibility;

/// <summary>
/// Counts by instant, added in order of time. Sums from any instant on take a binary search. Each lead of the last hour
/// stands in several tallies, so an entry takes twelve bytes.
/// </summary>
internal sealed class CapTally
{
    private readonly List<Entry> _entries = [];

    // Entries count nanoseconds from here: some 290 years reach further than anything that is counted together.
    private Instant _origin;
    private int _first;
    private int _dropped;

    public CapTally(ImmutableArray<CapEntry> entries)
    {
        foreach (var entry in entries)
        {
            Add(entry.At, entry.Count);
        }
    }

    private int Total => _entries.Count == 0 ? _dropped : _entries[^1].Sum;

    public void Add(Instant at, int count)
    {
        if (_entries.Count == 0)
        {
            _origin = at;
        }

        var sum = unchecked(Total + count);
        var nanos = NanosOf(at);
        if (_entries.Count > _first && _entries[^1].Nanos >= nanos)
        {
            _entries[^1] = _entries[^1] with { Sum = sum };
        }
        else
        {
            _entries.Add(new Entry(nanos, sum));
        }
    }

    /// <summary>More at the instant of the last entry, which has not been dropped.</summary>
    public void AddToLast(int count)
    {
        ref var last = ref CollectionsMarshal.AsSpan(_entries)[^1];
        last = last with { Sum = unchecked(last.Sum + count) };
    }

    public void DropUntil(Instant last)
    {
        var until = NanosOf(last);
        while (_first < _entries.Count && _entries[_first].Nanos <= until)
        {
            _dropped = _entries[_first++].Sum;
        }

        // Half of the list at a time, so that an entry is moved once on average.
        if (_first > 16 && _first > _entries.Count / 2)
        {
            _entries.RemoveRange(0, _first);
            _first = 0;
        }
    }

    public int CountAfter(Instant last) => unchecked(Total - SumUntil(IndexAfter(NanosOf(last))));

    /// <summary>Where only later entries than this one counted, at most <paramref name="most"/> would: the earliest such entry.</summary>
    public Instant? EntryLeaving(int most)
    {
        for (var i = _first; i < _entries.Count; i++)
        {
            if (unchecked(Total - _entries[i].Sum) <= most)
            {
                return AtOf(_entries[i]);
            }
        }

        return null;
    }

    public ImmutableArray<CapEntry> Entries
    {
        get
        {
            var entries = ImmutableArray.CreateBuilder<CapEntry>(_entries.Count - _first);
            for (var i = _first; i < _entries.Count; i++)
            {
                entries.Add(new CapEntry(AtOf(_entries[i]), unchecked(_entries[i].Sum - SumUntil(i))));
            }

            return entries.MoveToImmutable();
        }
    }

    private int SumUntil(int index) => index == _first ? _dropped : _entries[index - 1].Sum;

    private int IndexAfter(long last)
    {
        var (low, high) = (_first, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[middle].Nanos > last ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    // What is out of reach is before or after every entry.
    private long NanosOf(Instant at) =>
        (at - _origin) is { Days: > -100_000 and < 100_000 } span ? span.ToInt64Nanoseconds()
        : at < _origin ? long.MinValue
        : long.MaxValue;

    private Instant AtOf(Entry entry) => _origin + Duration.FromNanoseconds(entry.Nanos);

    /// <param name="Nanos">Since the origin.</param>
    /// <param name="Sum">
    /// The count up to and including it since the tally began, dropped entries too. It may run over: what is asked for are
    /// differences.
    /// </param>
    [StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
    private readonly record struct Entry(long Nanos, int Sum);
}
