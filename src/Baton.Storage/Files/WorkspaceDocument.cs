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

    /// <summary>Binds and compiles it as the first of a workspace; null where there is any fault.</summary>
    /// <param name="faults">Those of reading the file stand in it already.</param>
    public Policy? Compile(ICollection<Fault> faults) => Draft(faults) is { } draft ? Compile(draft, faults) : null;

    /// <summary>
    /// Every fault that speaks against publishing it but those that publishing finds by itself in a document that binds:
    /// a caller who publishes at once need not compile twice.
    /// </summary>
    public void Check(ICollection<Fault> faults)
    {
        if (Draft(faults) is { } draft && faults.Count > 0)
        {
            Compile(draft, faults);
        }
    }

    /// <summary>Every name that cannot pass on (<c>was</c>).</summary>
    public void CheckNames(KnownNames known, ICollection<Fault> faults)
    {
        var found = new List<Fault>();
        if (WorkspaceBinder.Draft(Root, [], File) is { } draft)
        {
            known.Check(draft, found);
        }

        Add(found, faults);
    }

    private WorkspaceConfig? Draft(ICollection<Fault> faults)
    {
        // The draft is to know of the faults that were there before.
        var found = new List<Fault>(faults);
        var draft = WorkspaceBinder.Draft(Root, found, File);
        Add(found.Skip(faults.Count), faults);
        return draft;
    }

    private Policy? Compile(WorkspaceConfig draft, ICollection<Fault> faults)
    {
        var found = new List<Fault>();
        var policy = PolicyCompiler.Compile(draft, 1, found);
        Add(found, faults);
        return policy;
    }

    private void Add(IEnumerable<Fault> found, ICollection<Fault> faults)
    {
        foreach (var fault in found.ToArray())
        {
            faults.Add(Locate(fault with { File = fault.File ?? File }));
        }
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
