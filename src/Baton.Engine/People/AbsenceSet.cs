using NodaTime;

namespace Baton.Engine.People;

/// <summary>
/// A rep's absences as disjoint half-open intervals in order: those that overlap or touch have become one, empty ones are
/// dropped. Immutable, safe for any number of threads; each question takes the logarithm of the number of absences.
/// </summary>
public sealed class AbsenceSet
{
    private readonly Instant[] _starts;
    private readonly Instant[] _ends;

    private AbsenceSet(List<(Instant Start, Instant End)> merged)
    {
        _starts = [.. merged.Select(m => m.Start)];
        _ends = [.. merged.Select(m => m.End)];
    }

    /// <summary>Never absent.</summary>
    public static AbsenceSet None { get; } = new([]);

    /// <param name="absences">In any order.</param>
    /// <param name="zone">The rep's, for whole days.</param>
    public static AbsenceSet Build(IEnumerable<Absence> absences, DateTimeZone zone)
    {
        var merged = new List<(Instant Start, Instant End)>();
        foreach (var next in absences.Select(a => a.Interval(zone)).Where(i => i.Start < i.End).Order())
        {
            if (merged.Count > 0 && next.Start <= merged[^1].End)
            {
                merged[^1] = (merged[^1].Start, Instant.Max(merged[^1].End, next.End));
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged.Count == 0 ? None : new AbsenceSet(merged);
    }

    /// <summary>
    /// Whether <paramref name="now"/> is in an absence, and its start and end (exclusive). Where it is in none, the end of
    /// the last one (or <see cref="Instant.MinValue"/>) and the start of the next (or <see cref="Instant.MaxValue"/>).
    /// </summary>
    public bool Contains(Instant now, out Instant since, out Instant until)
    {
        var last = LastStarted(now);
        var inside = last >= 0 && now < _ends[last];
        since =
            last < 0 ? Instant.MinValue
            : inside ? _starts[last]
            : _ends[last];
        until =
            inside ? _ends[last]
            : last + 1 < _starts.Length ? _starts[last + 1]
            : Instant.MaxValue;
        return inside;
    }

    /// <summary>
    /// Starts of absences of a day or more, ascending. A whole day has 23 hours where the clocks go forward.
    /// </summary>
    public IEnumerable<Instant> LongStarts => _starts.Where((start, i) => IsLong(start, _ends[i]));

    /// <summary>Whether <paramref name="now"/> is in an absence of a day or more.</summary>
    public bool IsLong(Instant now) => Contains(now, out var since, out var until) && IsLong(since, until);

    private static bool IsLong(Instant start, Instant end) => end - start >= Duration.FromHours(23);

    /// <summary>The first instant after <paramref name="now"/> at which an absence begins or ends; <see cref="Instant.MaxValue"/> = never.</summary>
    public Instant NextChange(Instant now)
    {
        Contains(now, out _, out var until);
        return until;
    }

    /// <summary>The last absence that is over at <paramref name="now"/> (its end may be now); null where there was none.</summary>
    public (Instant Start, Instant End)? LastEnded(Instant now)
    {
        var last = LastStarted(now);
        if (last >= 0 && now < _ends[last])
        {
            last--;
        }

        return last < 0 ? null : (_starts[last], _ends[last]);
    }

    /// <summary>The index of the last absence with a start at or before now, or -1.</summary>
    private int LastStarted(Instant now)
    {
        var found = Array.BinarySearch(_starts, now);
        return found >= 0 ? found : ~found - 1;
    }
}
