namespace Baton.Server.Metrics;

/// <summary>Up to three labels of a series, in the order in which they are always recorded.</summary>
internal readonly record struct Labels(Label First, Label Second, Label Third)
{
    public static Labels Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        new(
            tags.Length > 0 ? Label.Of(tags[0]) : default,
            tags.Length > 1 ? Label.Of(tags[1]) : default,
            tags.Length > 2 ? Label.Of(tags[2]) : default
        );

    public IEnumerable<Label> All => new[] { First, Second, Third }.Where(l => l.Name is not null);
}

/// <summary>A label's name, null = none, and its value.</summary>
internal readonly record struct Label(string? Name, string? Value)
{
    public static Label Of(KeyValuePair<string, object?> tag) => new(tag.Key, tag.Value as string);
}

/// <summary>One number of an instrument: a counter's sum, or a gauge's last value. Thread-safe.</summary>
internal sealed class Series(double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _value;

    public double Value => Volatile.Read(ref _value);

    public void Set(double value) => Volatile.Write(ref _value, value);

    public void Add(double amount)
    {
        double seen;
        do
        {
            seen = Volatile.Read(ref _value);
        } while (Interlocked.CompareExchange(ref _value, seen + amount, seen) != seen);
    }

    /// <summary>Adds one observation of a histogram, whose value is the sum of all.</summary>
    public void Observe(double amount)
    {
        var bucket = 0;
        while (bucket < bounds.Length && amount > bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _counts[bucket]);
        Add(amount);
    }

    /// <summary>How many were at most the bucket's bound; of the last bucket, all.</summary>
    public long[] Cumulative()
    {
        var sums = new long[_counts.Length];
        for (var (i, sum) = (0, 0L); i < sums.Length; i++)
        {
            sum += Volatile.Read(ref _counts[i]);
            sums[i] = sum;
        }

        return sums;
    }
}
