using NodaTime;

namespace Baton.Engine.Scoring;

/// <summary>
/// The leads whose score falls or rises by itself, and when they are looked at next: on the hour, so many at a time and
/// the next ones a second later. Empty, and then nothing is ever due, where no lead has points with a half-life.
/// </summary>
internal sealed class ScoreAging
{
    /// <summary>So many leads are looked at for one journal record: a long one would keep every caller waiting.</summary>
    public const int MostAtOnce = 2_000;

    private readonly SortedSet<long> _leads = [];

    /// <summary>When the next are looked at; null = never.</summary>
    public Instant? Due { get; private set; }

    /// <summary>The last lead that was looked at, where this hour's round is not over; else 0.</summary>
    public long After { get; private set; }

    /// <summary>The next leads of this round, in order.</summary>
    public IEnumerable<long> Next => _leads.GetViewBetween(After + 1, long.MaxValue);

    public void Set(Instant? due, long after) => (Due, After) = (due, after);

    public void Remove(long lead)
    {
        _leads.Remove(lead);
        if (_leads.Count == 0)
        {
            Set(null, 0);
        }
    }

    /// <summary>When a timer must be set because this is the first; else null.</summary>
    public Instant? Add(long lead, Instant at)
    {
        _leads.Add(lead);
        if (Due is not null)
        {
            return null;
        }

        Set(NextHour(at), 0);
        return Due;
    }

    /// <summary>A round went as far as <paramref name="after"/>; null = to its end. Returns the next due time, if any.</summary>
    public Instant? Passed(Instant at, long? after)
    {
        if (_leads.Count > 0)
        {
            Set(after is null ? NextHour(at) : at + Duration.FromSeconds(1), after ?? 0);
        }

        return Due;
    }

    private static Instant NextHour(Instant at) =>
        Instant.FromUnixTimeSeconds((at.ToUnixTimeSeconds() / 3600 + 1) * 3600);
}
