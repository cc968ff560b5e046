using Baton.Engine.Policies.Config;

namespace Baton.Engine.People;

/// <summary>
/// One row of a territory table as it was written. An empty or absent column holds for anything; postal bounds are
/// inclusive, and a single one stands for both.
/// </summary>
public sealed record TerritoryRow(
    string? Country,
    string? Region,
    string? PostalFrom,
    string? PostalTo,
    string? Territory
)
{
    /// <summary>The row as the workspace file has it.</summary>
    public static TerritoryRow From(PostalRow row) => new(row.Country, row.Region, row.From, row.To, row.Territory);
}
