using NodaTime;

namespace Baton.Engine.People;

/// <summary>Whether a calendar is in hours at an instant.</summary>
/// <param name="Open">In hours.</param>
/// <param name="Holiday">Closed, and the local date is a holiday or closed by an exception of <c>""</c>.</param>
/// <param name="Until">Exclusive: when either changes next; <see cref="Instant.MaxValue"/> = never.</param>
public readonly record struct HoursState(bool Open, bool Holiday, Instant Until);
