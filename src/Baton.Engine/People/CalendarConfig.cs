using System.Collections.Immutable;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Engine.People;

/// <summary>A calendar as written; <see cref="Calendar.Compile"/> makes it one.</summary>
public sealed record CalendarConfig
{
    /// <summary>Its key under <c>calendars</c>.</summary>
    public required string Name { get; init; }

    /// <summary>An IANA id.</summary>
    public required string TimeZone { get; init; }

    /// <summary>
    /// Days (<c>mon-fri</c>, <c>fri-mon</c>, <c>mon,wed</c>) and their ranges (<c>09:00-12:00, 13:00-17:00</c>; an end at or
    /// before its start is on the next day; empty = none). A day named twice has both ranges.
    /// </summary>
    public IReadOnlyList<(string Days, string Ranges)> Hours { get; init; } = [];

    /// <summary>Dates without hours, in the calendar's zone.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];

    /// <summary>Dates with hours of their own, holidays or not; empty = closed like a holiday.</summary>
    public IReadOnlyDictionary<LocalDate, string> Exceptions { get; init; } =
        ImmutableDictionary<LocalDate, string>.Empty;

    /// <summary>Where it was written, so that faults can name the place; null where it was not read from text.</summary>
    public MapNode? Source { get; init; }
}
