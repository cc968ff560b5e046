using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>
/// A table: the path of a file that was not read yet, or its rows as lists of scalars, the first of which names the
/// columns.
/// </summary>
internal sealed record Table(TableReference? Reference, ImmutableArray<TableRow> Rows);

/// <summary>One row by its columns, with the place of the row.</summary>
internal sealed record TableRow(ImmutableArray<Named<Node>> Cells, Place Place, Position At)
{
    /// <summary>The text of a cell, or null where it is empty or the table has no such column.</summary>
    public string? this[string column] =>
        Cells.FirstOrDefault(c => c.Name == column).Value is ScalarNode { IsNull: false, Text.Length: > 0 } cell
            ? cell.Text
            : null;
}

/// <summary>Reads a table. Other columns than <paramref name="columns"/> are faults unless <paramref name="isOpen"/>.</summary>
internal sealed class TableReader(string[] columns, string[] needed, bool isOpen) : Reader<Table>
{
    private const string Expected = "the path of a CSV file, or rows";

    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out Table value)
    {
        switch (node)
        {
            case ScalarNode { IsNull: false } path:
                value = new Table(new TableReference(path.Text, path.At), []);
                return true;
            case ListNode { Items.Length: > 0 } list when list.Items.All(row => row is ListNode):
                value = new Table(null, ReadRows(list, place));
                return true;
            default:
                return Refuse(node, place, Expected, out value);
        }
    }

    public override JsonObject Schema(SchemaBook book) =>
        new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "string", ["description"] = "A CSV file, relative to this one." },
                new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject { ["type"] = "array" },
                }
            ),
        };

    private ImmutableArray<TableRow> ReadRows(ListNode list, Place place)
    {
        var header = ReadHeader((ListNode)list.Items[0], place);
        var rows = ImmutableArray.CreateBuilder<TableRow>(list.Items.Length);
        for (var i = 1; i < list.Items.Length; i++)
        {
            var row = (ListNode)list.Items[i];
            var rowPlace = place.Item(i, row.At);
            if (row.Items.Length != header.Length)
            {
                rowPlace.Fault(row.At, "wrong_type", $"expected {header.Length} cells, found {row.Items.Length}");
                continue;
            }

            var cells = header.Zip(row.Items, (name, cell) => new Named<Node>(name, cell.At, cell));
            rows.Add(new TableRow([.. cells], rowPlace, row.At));
        }

        return rows.ToImmutable();
    }

    private string[] ReadHeader(ListNode row, Place place)
    {
        var names = row.Items.Select(cell => (cell as ScalarNode)?.Text ?? "").ToArray();
        var header = place.Item(0, row.At);
        foreach (var name in names.Where(n => !isOpen && !columns.Contains(n)))
        {
            header.Fault(
                row.At,
                "unknown_key",
                $"unknown column '{Found.Short(name)}'{NearestWord.Hint(name, columns)}"
            );
        }

        foreach (var name in needed.Where(n => !names.Contains(n)))
        {
            header.Fault(row.At, "missing", $"column '{name}' is missing");
        }

        foreach (var name in names.GroupBy(n => n).Where(g => g.Count() > 1))
        {
            header.Fault(row.At, "duplicate", $"column '{Found.Short(name.Key)}' stands here twice");
        }

        return names;
    }
}
