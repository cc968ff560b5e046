using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Baton.Server.Metrics;

/// <summary>
/// The text format of Prometheus, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <param name="workspace">Only series of this workspace; null = all.</param>
    public static string Write(IEnumerable<Reading> readings, string? workspace)
    {
        var text = new StringBuilder(8 * 1024);
        foreach (var reading in readings)
        {
            var series = reading
                .Series.Select(s => (Labels: Text(s.Key), Numbers: s.Value, s.Key))
                .Where(s => workspace is null || s.Key.All.Contains(new Label("workspace", workspace)))
                .OrderBy(s => s.Labels, StringComparer.Ordinal)
                .ToList();
            if (series.Count > 0)
            {
                Write(text, reading, series.Select(s => (s.Labels, s.Numbers)));
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Reading reading, IEnumerable<(string Labels, Series Numbers)> all)
    {
        var isHistogram = reading.Bounds.Length > 0;
        var isCounter = reading.Instrument is Counter<long> or ObservableCounter<long> or ObservableCounter<double>;
        var name = NameOf(reading.Instrument, isCounter);
        text.Append($"# HELP {name} {reading.Instrument.Description}\n");
        text.Append($"# TYPE {name} {(isHistogram ? "histogram" : isCounter ? "counter" : "gauge")}\n");
        foreach (var (labels, numbers) in all)
        {
            if (isHistogram)
            {
                WriteHistogram(text, name, labels, numbers, reading.Bounds);
            }
            else
            {
                text.Append($"{name}{Braced(labels)} {Number(numbers.Value)}\n");
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, string labels, Series numbers, double[] bounds)
    {
        var counts = numbers.Cumulative();
        var before = labels.Length > 0 ? labels + "," : "";
        for (var i = 0; i < counts.Length; i++)
        {
            var bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            text.Append($"{name}_bucket{{{before}le=\"{bound}\"}} {counts[i]}\n");
        }

        text.Append($"{name}_sum{Braced(labels)} {Number(numbers.Value)}\n");
        text.Append($"{name}_count{Braced(labels)} {counts[^1]}\n");
    }

    private static string NameOf(Instrument instrument, bool isCounter)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return instrument.Name.Replace('.', '_') + unit + (isCounter ? "_total" : "");
    }

    private static string Text(Labels labels) =>
        string.Join(',', labels.All.Select(l => $"{l.Name}=\"{Escaped(l.Value ?? "")}\""));

    private static string Escaped(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Braced(string labels) => labels.Length > 0 ? $"{{{labels}}}" : "";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
