using System.Collections.Immutable;

namespace Baton.Engine.Policies.Config;

/// <summary>
/// The territories: named ones (<see cref="Named"/>), or one table whose rows name theirs (<see cref="Rows"/>). The
/// first listed that holds is the lead's. <see cref="Table"/> is set only while a table was not read yet.
/// </summary>
public sealed record TerritoriesConfig
{
    public ImmutableArray<TerritoryConfig> Named { get; init; } = [];
    public ImmutableArray<PostalRow> Rows { get; init; } = [];
    public TableReference? Table { get; init; }

    /// <summary>Every territory's name, once, in order; empty while a table is not read.</summary>
    public ImmutableArray<string> Names =>
        [.. Named.Select(t => t.Name).Concat(Rows.Select(r => r.Territory)).Distinct()];
}

/// <summary>A territory by condition (<see cref="When"/>) or by rows of a table.</summary>
public sealed record TerritoryConfig
{
    public required string Name { get; init; }
    public ExpressionConfig? When { get; init; }
    public ImmutableArray<PostalRow> Rows { get; init; } = [];
    public TableReference? Table { get; init; }
    public string? Note { get; init; }
    public Position At { get; init; }
}

/// <summary>
/// One row of a territory table. Null = any. Postal bounds are inclusive and compared as text of equal length; a single
/// bound stands for both.
/// </summary>
public sealed record PostalRow(string? Country, string? Region, string? From, string? To, string Territory);
