namespace Baton.Engine.People;

/// <summary>The inclusive postal bounds of a row, both of the same length, or neither.</summary>
internal readonly record struct PostalRange(string? From, string? To, int Row);

/// <summary>The rows of one country and region: for every postal code the first row that holds.</summary>
internal sealed class PostalSegments
{
    /// <summary>No row holds; larger than every row's number.</summary>
    public const int None = int.MaxValue;

    private readonly int _anyCode = None;
    private readonly Dictionary<int, Segment[]> _byLength;

    public PostalSegments(IReadOnlyList<PostalRange> ranges)
    {
        foreach (var range in ranges)
        {
            _anyCode = range.From is null ? Math.Min(_anyCode, range.Row) : _anyCode;
        }

        _byLength = ranges
            .Where(r => r.From is not null)
            .GroupBy(r => r.From!.Length)
            .ToDictionary(g => g.Key, g => Sweep([.. g]));
    }

    public int FirstRow(string? postal)
    {
        if (postal is null || !_byLength.TryGetValue(postal.Length, out var segments))
        {
            return _anyCode;
        }

        // The last segment that begins at or before the code.
        var low = 0;
        var high = segments.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (segments[middle].Start.IsAtOrBefore(postal))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? _anyCode : Math.Min(_anyCode, segments[low - 1].Row);
    }

    // Plane sweep: at every bound rows begin or end, and the lowest of those that are open holds up to the next bound.
    private static Segment[] Sweep(PostalRange[] ranges)
    {
        var bounds = new List<(Bound At, int Row, bool Begins)>(ranges.Length * 2);
        foreach (var range in ranges)
        {
            bounds.Add((new Bound(range.From!, false), range.Row, true));
            bounds.Add((new Bound(range.To!, true), range.Row, false));
        }

        bounds.Sort((x, y) => x.At.OrderAgainst(y.At));
        var open = new SortedSet<int>();
        var segments = new List<Segment>();
        for (var i = 0; i < bounds.Count; i++)
        {
            _ = bounds[i].Begins ? open.Add(bounds[i].Row) : open.Remove(bounds[i].Row);
            if (i + 1 < bounds.Count && bounds[i + 1].At.OrderAgainst(bounds[i].At) == 0)
            {
                continue;
            }

            var row = open.Count == 0 ? None : open.Min;
            if (segments.Count == 0 || segments[^1].Row != row)
            {
                segments.Add(new Segment(bounds[i].At, row));
            }
        }

        return [.. segments];
    }

    private readonly record struct Segment(Bound Start, int Row);

    // A place between codes: just before one, or just after it.
    private readonly record struct Bound(string Code, bool IsAfter)
    {
        public bool IsAtOrBefore(string code)
        {
            var order = string.CompareOrdinal(Code, code);
            return order < 0 || (order == 0 && !IsAfter);
        }

        public int OrderAgainst(Bound other)
        {
            var order = string.CompareOrdinal(Code, other.Code);
            return order != 0 ? order : IsAfter.CompareTo(other.IsAfter);
        }
    }
}
