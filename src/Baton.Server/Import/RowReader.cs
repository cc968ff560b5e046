using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Server.Json;
using NodaTime;

namespace Baton.Server.Import;

/// <summary>A row that was read: a lead to capture, or its faults.</summary>
internal sealed record ReadRow(int Number, int Line)
{
    /// <summary>As it was sent, to be normalised again where the policy changes meanwhile; null = at fault.</summary>
    public RawLead? Raw { get; init; }
    public CaptureLead? Command { get; init; }
    public string? Key { get; init; }
    public IReadOnlyList<CaptureFault> Faults { get; init; } = [];
}

/// <summary>Reads the bytes of rows into leads and normalises them. Safe to use from many threads at once.</summary>
internal sealed class RowReader(ImportOptions options, Columns? columns)
{
    private readonly FrozenDictionary<string, string> _renamed = options
        .Map.DistinctBy(m => m.Key)
        .ToFrozenDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);

    public ReadRow[] Read(RowBatch batch, Policy policy)
    {
        var now = Instant.FromDateTimeOffset(options.Clock.GetUtcNow());
        var normaliser = policy.NormaliserOfArrivals with { Now = now };
        var rows = new ReadRow[batch.Rows.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Read(batch, batch.Rows[i], policy, normaliser);
        }

        return rows;
    }

    /// <summary>The same row for another policy.</summary>
    public ReadRow Again(ReadRow row, Policy policy) =>
        Normalise(
            (row.Number, row.Line, row.Key),
            row.Raw!,
            policy,
            policy.NormaliserOfArrivals with
            {
                Now = Instant.FromDateTimeOffset(options.Clock.GetUtcNow()),
            },
            []
        );

    private ReadRow Read(RowBatch batch, Row row, Policy policy, NormaliserOptions normaliser)
    {
        var faults = new List<CaptureFault>();
        if (row.Fault is not null)
        {
            faults.Add(new CaptureFault("", "syntax", row.Fault));
        }

        var fields = columns is null ? OfJson(batch, row, faults) : OfCells(batch, row, columns, faults);
        return faults.Count > 0
            ? new ReadRow(row.Number, row.Line) { Key = row.Key, Faults = faults }
            : Normalise((row.Number, row.Line, row.Key), new RawLead(fields), policy, normaliser, faults);
    }

    private ReadRow Normalise(
        (int Number, int Line, string? Key) row,
        RawLead raw,
        Policy policy,
        NormaliserOptions normaliser,
        List<CaptureFault> faults
    )
    {
        if (LeadNormaliser.Normalise(raw, policy.Schema, normaliser, faults) is not { } lead)
        {
            return new ReadRow(row.Number, row.Line)
            {
                Raw = raw,
                Key = row.Key,
                Faults = faults,
            };
        }

        // A row's own id is what it is known by; only a row without one needs a key.
        return new ReadRow(row.Number, row.Line)
        {
            Raw = raw,
            Command = new CaptureLead(lead.Fields, ContentHash.Of(raw), policy.Version)
            {
                Original = [.. lead.Original],
                By = options.By,
            },
            Key = lead.Fields[LeadSlots.Id].IsNull
                ? options.Key is { } key
                    ? $"{key}:{row.Number}"
                    : row.Key
                : null,
        };
    }

    private static List<KeyValuePair<string, Value>> OfCells(
        RowBatch batch,
        Row row,
        Columns columns,
        List<CaptureFault> faults
    )
    {
        var fields = new List<KeyValuePair<string, Value>>(columns.Count);
        var cells = batch.Cells;
        for (var i = 0; i < row.CellCount; i++)
        {
            var cell = cells[row.FirstCell + i];
            var field = i < columns.Fields.Length ? columns.Fields[i] : null;
            if (i >= columns.Fields.Length && cell.Length > 0)
            {
                faults.Add(
                    new CaptureFault(
                        "",
                        "too_many_cells",
                        $"the row has {row.CellCount} cells, the header {columns.Fields.Length}"
                    )
                );
                break;
            }

            if (field is null || cell.Length == 0)
            {
                continue;
            }

            if (CellText.Of(batch.Bytes, cell) is { } text)
            {
                fields.Add(new(field, Value.Of(text)));
            }
            else
            {
                faults.Add(new CaptureFault(field, "encoding", $"'{field}' is not UTF-8; name the file's charset"));
            }
        }

        if (fields.Count == 0 && faults.Count == 0)
        {
            faults.Add(new CaptureFault("", "empty", "the row has no value in any column that is a field"));
        }

        return fields;
    }

    private List<KeyValuePair<string, Value>> OfJson(RowBatch batch, Row row, List<CaptureFault> faults)
    {
        var text = batch.Slice(row.Start, row.Length);
        if (LeadJson.Read(text, out var fault) is not { } fields)
        {
            var at = fault!.At with { Line = row.Line + fault.At.Line - 1 };
            faults.Add(new CaptureFault("", "syntax", $"{at}: {fault.Message}"));
            return [];
        }

        return _renamed.Count == 0 ? fields : Renamed(fields);
    }

    private List<KeyValuePair<string, Value>> Renamed(List<KeyValuePair<string, Value>> fields) =>
        [
            .. fields
                .Select(f => KeyValuePair.Create(_renamed.GetValueOrDefault(f.Key, f.Key), f.Value))
                .Where(f => f.Key.Length > 0),
        ];
}
