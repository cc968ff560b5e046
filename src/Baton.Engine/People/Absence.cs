using NodaTime;

namespace Baton.Engine.People;

/// <summary>
/// A time in which a rep is away from work: whole days, both inclusive, in the rep's zone (<see cref="FromDate"/>,
/// <see cref="ToDate"/>), or instants, half-open (<see cref="From"/>, <see cref="To"/>). An end that is not given is open;
/// an instant goes before a date.
/// </summary>
public sealed record Absence
{
    public LocalDate? FromDate { get; init; }

    public LocalDate? ToDate { get; init; }

    public Instant? From { get; init; }

    public Instant? To { get; init; }

    /// <summary>Whole days, both inclusive.</summary>
    public static Absence Days(LocalDate from, LocalDate to) => new() { FromDate = from, ToDate = to };

    /// <summary>Half-open.</summary>
    public static Absence Between(Instant from, Instant to) => new() { From = from, To = to };

    /// <summary>
    /// Half-open; a day begins with its first instant in <paramref name="zone"/>, whatever time that is. An absence that
    /// ends before it starts has an end at or before its start.
    /// </summary>
    public (Instant Start, Instant End) Interval(DateTimeZone zone) =>
        (
            From ?? (FromDate is { } from ? zone.AtStartOfDay(from).ToInstant() : Instant.MinValue),
            To ?? (ToDate is { } to ? zone.AtStartOfDay(to.PlusDays(1)).ToInstant() : Instant.MaxValue)
        );
}
