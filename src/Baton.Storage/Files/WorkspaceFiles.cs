using System.Collections.Immutable;
using Baton.Engine.Policies;

namespace Baton.Storage.Files;

/// <summary>Loads workspace files and the tables they name.</summary>
public static class WorkspaceFiles
{
    private const long LargestTable = 64 * 1024 * 1024;

    /// <summary>
    /// The document of a file, or null where it cannot be read at all. With lesser faults it comes all the same, so
    /// that binding it reports the rest; nothing may be applied while there are faults.
    /// </summary>
    public static WorkspaceDocument? Load(string path, ICollection<Fault> faults)
    {
        if (ReadText(path, YamlReader.LargestText, Position.None, path, faults) is not { } text)
        {
            return null;
        }

        var node = YamlReader.Read(text, path, faults);
        if (node is MapNode map)
        {
            return WithTables(map, path, faults);
        }

        if (node is not null)
        {
            faults.Add(
                new Fault("", node.At, "expected a workspace: a map of keys such as reps and policy")
                {
                    File = path,
                    Code = "wrong_type",
                }
            );
        }

        return null;
    }

    /// <summary>
    /// A document read elsewhere, such as a scenario's <c>given</c>, with its tables read in; their paths are relative
    /// to <paramref name="file"/>, or to the working folder where that is null.
    /// </summary>
    public static WorkspaceDocument WithTables(MapNode root, string? file, ICollection<Fault> faults)
    {
        var tables = ImmutableArray.CreateBuilder<TableFile>();
        foreach (var path in TablePaths(root))
        {
            var reference = (ScalarNode)Follow(root, path)!;
            if (ReadTable(reference, string.Join('.', path), file, faults) is var (table, rows))
            {
                tables.Add(table);
                root = NodeMerge.With(root, rows, path);
            }
        }

        return new WorkspaceDocument(file, root, tables.ToImmutable());
    }

    private static List<string[]> TablePaths(MapNode root)
    {
        var paths = new List<string[]> { new[] { "territories", "table" }, new[] { "accounts", "table" } };
        if (root["territories"] is MapNode territories)
        {
            paths.AddRange(territories.Entries.Select(e => new[] { "territories", e.Key, "table" }));
        }

        return [.. paths.Where(path => Follow(root, path) is ScalarNode { IsNull: false })];
    }

    private static Node? Follow(MapNode root, string[] path) =>
        path.Aggregate((Node?)root, (node, key) => (node as MapNode)?[key]);

    private static (TableFile Table, ListNode Rows)? ReadTable(
        ScalarNode reference,
        string path,
        string? file,
        ICollection<Fault> faults
    )
    {
        var full = Path.Combine(Path.GetDirectoryName(file) ?? "", reference.Text);
        if (ReadText(full, LargestTable, reference.At, file, faults) is not { } text)
        {
            return null;
        }

        var csv = new CsvTable(text);
        var records = csv.Read();
        if (csv.Unclosed is { } line)
        {
            faults.Add(
                new Fault(path, new Position(line, 1), "a quote is never closed") { File = full, Code = "syntax" }
            );
        }

        if (records.Count == 0)
        {
            faults.Add(
                new Fault(path, new Position(1, 1), "the table has no header") { File = full, Code = "missing" }
            );
            return null;
        }

        var rows = records.Select(r =>
            (Node)new ListNode([.. r.Cells.Select(c => Cell(c, reference.At))], reference.At)
        );
        return (new TableFile(path, full, [.. records.Select(r => r.Line)]), new ListNode([.. rows], reference.At));
    }

    // Bare numbers, true and false keep their meaning; everything else is text, postal codes with a leading 0 too.
    private static ScalarNode Cell(CsvCell cell, Position at) =>
        new(cell.Text, cell.Quoted || !(cell.Text is "" or "true" or "false" || JsonNodes.IsNumber(cell.Text)), at);

    private static string? ReadText(string path, long largest, Position at, string? file, ICollection<Fault> faults)
    {
        try
        {
            var found = new FileInfo(path);
            if (found.Exists && found.Length > largest)
            {
                faults.Add(
                    new Fault("", at, $"'{path}' is larger than {largest} bytes") { File = file, Code = "syntax" }
                );
                return null;
            }

            return File.ReadAllText(path);
        }
        catch (Exception broken)
            when (broken is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            faults.Add(new Fault("", at, $"cannot read '{path}'") { File = file, Code = "dangling" });
            return null;
        }
    }
}
