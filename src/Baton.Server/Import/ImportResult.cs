using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Baton.Engine.Capture;
using Baton.Engine.Commands;

namespace Baton.Server.Import;

public enum ImportStatus
{
    /// <summary>Captured and decided; of a dry run: it would be.</summary>
    Accepted,

    /// <summary>Captured before: by its id, or by an earlier run of the same import.</summary>
    Repeated,

    /// <summary>At fault; nothing was stored.</summary>
    Rejected,
}

/// <summary>What became of one row.</summary>
public sealed record ImportResult(int Row, int Line, ImportStatus Status)
{
    public string? Id { get; init; }

    /// <summary>Where the lead stands; null in a dry run and for a rejected row.</summary>
    public ImportDecision? Decision { get; init; }
    public ImmutableArray<CaptureFault> Faults { get; init; } = [];

    /// <summary>What could not be understood of a row that was taken, and was left empty.</summary>
    public IReadOnlyList<CaptureFault> Notes { get; init; } = [];
}

/// <summary>Where a lead stands, in brief.</summary>
public sealed record ImportDecision
{
    public required string Status { get; init; }
    public string? Owner { get; init; }
    public ImmutableArray<string>? OfferedTo { get; init; }
    public string? Rule { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }
    public string? Reason { get; init; }

    internal static ImportDecision Of(LeadView lead) =>
        new()
        {
            Status = lead.Status,
            Owner = lead.Owner,
            OfferedTo = lead.OfferedTo.IsDefaultOrEmpty ? null : lead.OfferedTo,
            Rule = lead.Rule,
            Pool = lead.Pool,
            Queue = lead.Queue,
            Reason = lead.Reason,
        };
}

/// <summary>The end of an import. <see cref="Broken"/> says why it stopped before the end of the file; null = it did not.</summary>
public sealed record ImportSummary(int Rows, int Accepted, int Repeated, int Rejected)
{
    public string? Broken { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ImportDecision))]
internal sealed partial class ImportContext : JsonSerializerContext;
