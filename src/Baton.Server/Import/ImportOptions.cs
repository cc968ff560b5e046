using System.Collections.Immutable;

namespace Baton.Server.Import;

public enum ImportFormat
{
    /// <summary>RFC 4180 with a header, quotes and line breaks in cells; CRLF, LF or CR.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>One JSON array of objects.</summary>
    JsonArray,
}

/// <summary>How an import is read and under what name its rows are remembered.</summary>
public sealed record ImportOptions
{
    public required ImportFormat Format { get; init; }

    /// <summary>Column (or JSON name) to field; an empty field leaves the column out.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Map { get; init; } = [];

    /// <summary>Between cells; null = found from the header: comma, semicolon, tab or bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Check every row, store nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Names this import: with the row's number the key under which a row without an id is known again. Null = a row is
    /// known by all that stands before it in the file and by itself, so the same file may be imported again.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>The number of the first row: more than 1 of a later part of a file that is sent in parts.</summary>
    public int FirstRow { get; init; } = 1;

    /// <summary>Who imports.</summary>
    public string? By { get; init; }
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
