using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Baton.Server.Metrics;

/// <summary>Listens to the instruments of one meter and keeps what each of them shows. Thread-safe; recording allocates nothing.</summary>
internal sealed class Readings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Reading> _all = new(StringComparer.Ordinal);
    private readonly Lock _reading = new();

    public Readings(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                listener.EnableMeasurementEvents(
                    instrument,
                    _all.GetOrAdd(instrument.Name, _ => new Reading(instrument))
                );
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, reading) => ((Reading)reading!).Take(value, tags));
        _listener.SetMeasurementEventCallback<double>(
            (_, value, tags, reading) => ((Reading)reading!).Take(value, tags)
        );
        _listener.Start();
    }

    /// <summary>Every instrument with its series as of now, by name.</summary>
    public IReadOnlyList<Reading> Now()
    {
        lock (_reading)
        {
            _listener.RecordObservableInstruments();
            return [.. _all.Values.OrderBy(r => r.Instrument.Name, StringComparer.Ordinal)];
        }
    }

    public void Dispose() => _listener.Dispose();
}

/// <summary>What one instrument shows: a series for each combination of labels that occurred.</summary>
internal sealed class Reading(Instrument instrument)
{
    private readonly ConcurrentDictionary<Labels, Series> _series = new();
    private readonly bool _adds = instrument is Counter<long>;

    public Instrument Instrument => instrument;

    /// <summary>Upper bounds of a histogram's buckets; empty = it is none.</summary>
    public double[] Bounds { get; } =
        instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } ? [.. bounds] : [];

    public IEnumerable<KeyValuePair<Labels, Series>> Series => _series;

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels.Of(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            series = _series.GetOrAdd(labels, new Series(Bounds));
        }

        if (Bounds.Length > 0)
        {
            series.Observe(value);
        }
        else if (_adds)
        {
            series.Add(value);
        }
        else
        {
            series.Set(value);
        }
    }
}
