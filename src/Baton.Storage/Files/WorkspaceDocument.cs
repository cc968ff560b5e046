using System.Collections.Immutable;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;

namespace Baton.Storage.Files;

/// <summary>
/// A workspace file with its tables read in: <see cref="Root"/> holds their rows in the place of their paths, so that
/// it stands by itself in the journal. <see cref="File"/> is the path as it was given.
/// </summary>
public sealed record WorkspaceDocument(string? File, MapNode Root, ImmutableArray<TableFile> Tables)
{
    /// <summary>Binds the document; faults in a table's row name the table's file and line. Null where there is any.</summary>
    public WorkspaceConfig? Bind(ICollection<Fault> faults)
    {
        var before = faults.Count;
        var draft = Draft(faults);
        return faults.Count == before ? draft : null;
    }

    /// <summary>As <see cref="WorkspaceBinder.Draft"/>: what could be read, even where there are faults.</summary>
    public WorkspaceConfig? Draft(ICollection<Fault> faults)
    {
        var found = new List<Fault>();
        var draft = WorkspaceBinder.Draft(Root, found, File);
        found.ForEach(fault => faults.Add(Locate(fault)));
        return draft;
    }

    /// <summary>The same fault, at the place in a table's file where it belongs to a row of one.</summary>
    public Fault Locate(Fault fault)
    {
        foreach (var table in Tables)
        {
            if (table.LineOf(fault.Path) is { } line)
            {
                return fault with { File = table.File, At = new Position(line, 1) };
            }
        }

        return fault;
    }
}

/// <summary>
/// A table that was read in: its path in the document (<c>territories.table</c>), its file, and the line of every row,
/// the header first.
/// </summary>
public sealed record TableFile(string Path, string File, ImmutableArray<int> Lines)
{
    /// <summary>The line of the row that a path such as <c>accounts.table[3].owner</c> leads to, or null.</summary>
    internal int? LineOf(string path)
    {
        if (!path.StartsWith(Path + "[", StringComparison.Ordinal))
        {
            return null;
        }

        var end = path.IndexOf(']', Path.Length);
        return int.TryParse(path.AsSpan((Path.Length + 1)..end), out var row) && row < Lines.Length ? Lines[row] : null;
    }
}
