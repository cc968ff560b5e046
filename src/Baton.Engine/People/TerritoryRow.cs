namespace Baton.Engine.People;

/// <summary>
/// One row of a territory table as it was written. An empty or absent column holds for anything; postal bounds are
/// inclusive.
/// </summary>
public sealed record TerritoryRow(
    string? Country,
    string? Region,
    string? PostalFrom,
    string? PostalTo,
    string? Territory
);
