using System.Collections;

namespace Baton.Engine.People;

/// <summary>
/// Numbers of leads, ascending. Nearly every one that is added is the largest, and whoever takes many away begins with the
/// least: both cost a step, where a hash set waits for memory at each.
/// </summary>
internal sealed class LeadNumbers : IReadOnlyCollection<long>
{
    private readonly List<long> _numbers = [];

    // Those before are taken away.
    private int _first;

    public int Count => _numbers.Count - _first;

    public void Add(long number)
    {
        if (Count == 0 || _numbers[^1] < number)
        {
            _numbers.Add(number);
        }
        else if (PlaceOf(number) is < 0 and var place)
        {
            _numbers.Insert(~place, number);
        }
    }

    public void Remove(long number)
    {
        var place = PlaceOf(number);
        if (place == _first)
        {
            _first++;
        }
        else if (place > 0)
        {
            _numbers.RemoveAt(place);
        }

        // Half of the list at a time, so that a number is moved once on average.
        if (_first > 16 && _first > _numbers.Count / 2)
        {
            _numbers.RemoveRange(0, _first);
            _first = 0;
        }
    }

    public IEnumerator<long> GetEnumerator() => _numbers.Skip(_first).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // As a binary search gives it.
    private int PlaceOf(long number) => _numbers.BinarySearch(_first, Count, number, null);
}
