namespace Baton.Engine.People;

/// <summary>
/// How a rep did, as <c>rep.stats</c> shows it: from whole days of the workspace's zone that end where the day of the
/// refresh begins. The first three are shrunk to the team's mean (<see cref="StatsRefresh"/>) and null where the team has
/// closed, or answered, nothing yet.
/// </summary>
/// <param name="WinRate">Won of won and lost in 90 days, 0 to 1, four decimals.</param>
/// <param name="Value">Value won in 90 days per lead closed, two decimals.</param>
/// <param name="Response">Median time from the assignment to the first response in 90 days, in seconds.</param>
/// <param name="Received">Leads received in 30 days.</param>
/// <param name="Open">Effort units held at the refresh.</param>
public readonly record struct RepStats(decimal? WinRate, decimal? Value, long? Response, long Received, long Open);
