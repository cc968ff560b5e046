using NodaTime;
using NodaTime.Text;

namespace Baton.Cli.Scenarios;

/// <summary>Instants with an offset (<c>2026-03-02T09:00:00-05:00</c>, seconds may be left out).</summary>
internal static class ScenarioTime
{
    private static readonly OffsetDateTimePattern[] Patterns =
    [
        OffsetDateTimePattern.Rfc3339,
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>"),
    ];

    public static Instant? ReadInstant(string text) =>
        Patterns.Select(p => p.Parse(text)).FirstOrDefault(r => r.Success)?.Value.ToInstant();
}
