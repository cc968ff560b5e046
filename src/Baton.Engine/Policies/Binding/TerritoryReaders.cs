using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>Territories: a map of named ones, or <c>{ table: … }</c> alone, whose rows name theirs.</summary>
internal sealed class TerritoriesReader : Reader<TerritoriesConfig>
{
    private const string TableKey = "table";

    private static readonly string[] Columns = ["country", "region", "postal_from", "postal_to", "territory"];

    private static TableReader OwnTable { get; } = new(Columns, [], isOpen: false);

    private static TableReader WholeTable { get; } = new(Columns, ["territory"], isOpen: false);

    private static Reader<TerritoryConfig> Territory { get; } =
        new MapReader<TerritoryConfig>("territory", "a territory such as { when: … }", ReadTerritory);

    private static EntriesReader<TerritoryConfig> NamedTerritories { get; } =
        new("a map of territories", Scalars.IdName, Territory, Kind.Territory);

    private static MapReader<TerritoriesConfig> TableAlone { get; } =
        new(
            "territory_table",
            "a table",
            keys => Tabled(keys.Need(TableKey, WholeTable, "A CSV file or rows."), keys.Place)
        );

    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out TerritoriesConfig value)
    {
        if (node is MapNode map && map[TableKey] is ScalarNode or ListNode)
        {
            return TableAlone.TryRead(node, place, out value);
        }

        var isRead = NamedTerritories.TryRead(node, place, out var named);
        value = isRead ? new TerritoriesConfig { Named = [.. named.Select(n => n.Value)] } : null;
        return isRead;
    }

    public override JsonObject Schema(SchemaBook book) =>
        new() { ["anyOf"] = new JsonArray(TableAlone.Schema(book), NamedTerritories.Schema(book)) };

    private static TerritoriesConfig Tabled(Table? table, Place place)
    {
        if (table is null || table.Reference is not null)
        {
            place.Findings.Open.Add(Kind.Territory);
            return new TerritoriesConfig { Table = table?.Reference };
        }

        var rows = Rows(table, territory: null);
        foreach (var row in rows)
        {
            place.Findings.Know(Kind.Territory, row.Territory);
        }

        return new TerritoriesConfig { Rows = rows };
    }

    private static TerritoryConfig ReadTerritory(Keys keys)
    {
        var when = keys.Take("when", Scalars.Expression, "An expression over lead.");
        var table = keys.Take(TableKey, OwnTable, "A CSV file with country, region, postal_from, postal_to.");
        if (keys.CountExclusive("when", TableKey) == 0)
        {
            keys.Place.Fault(keys.At, "missing", "a territory needs 'when' or 'table'");
        }

        return new TerritoryConfig
        {
            Name = keys.Name,
            When = when,
            Rows = table is null ? [] : Rows(table, keys.Name),
            Table = table?.Reference,
            Note = keys.Take("note", Scalars.Text, Notes.About),
            At = keys.At,
        };
    }

    // A table of one territory need not name it, and its rows that name another do not count.
    private static ImmutableArray<PostalRow> Rows(Table table, string? territory)
    {
        var rows = ImmutableArray.CreateBuilder<PostalRow>(table.Rows.Length);
        foreach (var row in table.Rows)
        {
            if ((row["territory"] ?? territory) is not { } name)
            {
                row.Place.Fault(row.At, "missing", "the row names no territory");
            }
            else if (territory is null || name == territory)
            {
                rows.Add(Postal(row, name));
            }
        }

        return rows.ToImmutable();
    }

    private static PostalRow Postal(TableRow row, string territory)
    {
        var (from, to) = (row["postal_from"] ?? row["postal_to"], row["postal_to"] ?? row["postal_from"]);
        if (from?.Length != to?.Length || string.CompareOrdinal(from, to) > 0)
        {
            row.Place.Fault(row.At, "range", $"postal_from '{from}' and postal_to '{to}' are no range of equal length");
        }

        return new PostalRow(row["country"], row["region"], from, to, territory);
    }
}
