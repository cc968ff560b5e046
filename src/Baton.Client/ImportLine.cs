using System.Collections.Immutable;

namespace Baton.Client;

/// <summary>What the rows of an import are written in.</summary>
public enum ImportFormat
{
    /// <summary>RFC 4180 with a header.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>One JSON array of objects.</summary>
    JsonArray,
}

/// <summary>How an import is read.</summary>
public sealed record ImportSettings
{
    /// <summary>Columns to fields; an empty field leaves the column out.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Check every row, store nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Names this import, so that its rows are known again when it is repeated; null = a row is known by what it says.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>What became of one row; or at the end, without a <see cref="Row"/>, of all.</summary>
public sealed record ImportLine
{
    /// <summary>Counted from 1 without the header; null = this is the summary.</summary>
    public int? Row { get; init; }

    /// <summary>accepted, repeated or rejected.</summary>
    public string? Status { get; init; }
    public string? Id { get; init; }
    public Decision? Decision { get; init; }

    /// <summary>Where a rejected row begins in the file.</summary>
    public int? Line { get; init; }
    public ImmutableArray<ProblemError> Errors { get; set; } = [];

    /// <summary>Of the summary: it went to the end.</summary>
    public bool Done { get; init; }
    public int Rows { get; init; }
    public int Accepted { get; init; }
    public int Repeated { get; init; }
    public int Rejected { get; init; }

    /// <summary>Of the summary: why it stopped before the end.</summary>
    public string? Error { get; init; }
}
