using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Eligibility;

/// <summary>Counts by instant, added in order of time. Sums from any instant on take a binary search.</summary>
internal sealed class CapTally
{
    /// <summary>Each with the count up to and including it since the tally began, dropped entries too.</summary>
    private readonly List<(Instant At, long Sum)> _entries = [];
    private int _first;
    private long _dropped;

    public CapTally(ImmutableArray<CapEntry> entries)
    {
        foreach (var entry in entries)
        {
            Add(entry.At, entry.Count);
        }
    }

    private long Total => _entries.Count == 0 ? _dropped : _entries[^1].Sum;

    public void Add(Instant at, int count)
    {
        var sum = Total + count;
        if (_entries.Count > _first && _entries[^1].At >= at)
        {
            _entries[^1] = (_entries[^1].At, sum);
        }
        else
        {
            _entries.Add((at, sum));
        }
    }

    public void DropUntil(Instant last)
    {
        while (_first < _entries.Count && _entries[_first].At <= last)
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

    public int CountAfter(Instant last) => (int)(Total - SumUntil(IndexAfter(last)));

    /// <summary>Where only later entries than this one counted, at most <paramref name="most"/> would: the earliest such entry.</summary>
    public Instant? EntryLeaving(int most)
    {
        for (var i = _first; i < _entries.Count; i++)
        {
            if (Total - _entries[i].Sum <= most)
            {
                return _entries[i].At;
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
                entries.Add(new CapEntry(_entries[i].At, (int)(_entries[i].Sum - SumUntil(i))));
            }

            return entries.ToImmutable();
        }
    }

    private long SumUntil(int index) => index == _first ? _dropped : _entries[index - 1].Sum;

    private int IndexAfter(Instant last)
    {
        var (low, high) = (_first, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[middle].At > last ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
