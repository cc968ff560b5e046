using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Server.Json;
using NodaTime;

namespace Baton.Server.Import;

/// <summary>A row that was read: a lead to capture, or its faults.</summary>
internal readonly record struct ReadRow(int Number, int Line)
{
    public CaptureLead? Command { get; init; }

    /// <summary>What the row is known by; null = by its own id, or not at all.</summary>
    public string? Key { get; init; }
    public IReadOnlyList<CaptureFault>? Faults { get; init; }

    /// <summary>Of a lead: what was left empty because it could not be understood.</summary>
    public IReadOnlyList<CaptureFault>? Notes { get; init; }
}

/// <summary>Reads the bytes of rows into leads and normalises them. Safe to use from many threads at once.</summary>
internal sealed class RowReader(ImportOptions options, Columns? columns)
{
    // As many as rows are in flight at most.
    private const int MostSpare = 4096;

    private readonly TextCache _texts = new();
    private readonly ConcurrentQueue<Value[]> _spare = [];
    private readonly FrozenDictionary<string, string> _renamed = options
        .Map.DistinctBy(m => m.Key)
        .ToFrozenDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);

    public ReadRow[] Read(RowBatch batch, Policy policy)
    {
        var now = Instant.FromDateTimeOffset(options.Clock.GetUtcNow());
        var normaliser = policy.NormaliserOfArrivals with { Now = now };
        var rows = new ReadRow[batch.Rows.Count];
        var faults = new List<CaptureFault>();
        var cells = new List<KeyValuePair<string, Value>>(columns?.Filling.Length ?? 0);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Read(batch, batch.Rows[i], policy, normaliser, faults, cells);
            if (faults.Count > 0)
            {
                faults = [];
            }
        }

        return rows;
    }

    /// <summary>A row is done with: its array takes another's fields, instead of one more that the collector must move.</summary>
    public void Release(ReadRow row)
    {
        if (row.Command is { } command && _spare.Count < MostSpare)
        {
            _spare.Enqueue(command.Fields);
        }
    }

    /// <summary>One row of the batch for another policy.</summary>
    public ReadRow Again(RowBatch batch, int row, Policy policy)
    {
        var now = Instant.FromDateTimeOffset(options.Clock.GetUtcNow());
        return Read(batch, batch.Rows[row], policy, policy.NormaliserOfArrivals with { Now = now }, [], []);
    }

    private ReadRow Read(
        RowBatch batch,
        Row row,
        Policy policy,
        NormaliserOptions normaliser,
        List<CaptureFault> faults,
        List<KeyValuePair<string, Value>> cells
    )
    {
        if (row.Fault is not null)
        {
            faults.Add(new CaptureFault("", "syntax", row.Fault));
        }

        // The cells' list is used for the next row again: what is normalised does not keep it.
        var raw = new RawLead(
            columns is null ? OfJson(batch, row, faults) : OfCells(batch, row, columns, faults, cells)
        );
        _spare.TryDequeue(out var spare);
        var lead = faults.Count > 0 ? null : LeadNormaliser.Normalise(raw, policy.Schema, normaliser, faults, spare);
        return lead is null
            ? new ReadRow(row.Number, row.Line) { Faults = faults }
            : new ReadRow(row.Number, row.Line)
            {
                Command = new CaptureLead(lead.Fields, ContentHash.Of(raw), policy.Version)
                {
                    Original = [.. lead.Original],
                    By = options.By,
                },
                Notes = lead.Notes,
                Key = lead.Fields[LeadSlots.Id].IsNull ? KeyOf(row) : null,
            };
    }

    // A row's own id is what it is known by; only a row without one needs a key.
    private string? KeyOf(Row row) =>
        options.Key is { } key ? $"{key}:{row.Number}"
        : row.Key is { } chained ? RowChain.Text(chained)
        : null;

    private List<KeyValuePair<string, Value>> OfCells(
        RowBatch batch,
        Row row,
        Columns columns,
        List<CaptureFault> faults,
        List<KeyValuePair<string, Value>> fields
    )
    {
        fields.Clear();
        var cells = CollectionsMarshal.AsSpan(batch.Cells).Slice(row.FirstCell, row.CellCount);
        var bytes = batch.Bytes;
        foreach (var column in columns.Filling)
        {
            if (column.At >= cells.Length)
            {
                break;
            }

            var cell = cells[column.At];
            if (cell.Length == 0)
            {
                continue;
            }

            if (TextOf(bytes, cell, column.Repeats) is { } text)
            {
                fields.Add(new(column.Field, Value.Of(text)));
            }
            else
            {
                faults.Add(
                    new CaptureFault(
                        column.Field,
                        "encoding",
                        $"'{column.Field}' is not UTF-8; name the file's charset"
                    )
                );
            }
        }

        if (cells.Length > columns.Fields.Length && HasText(cells[columns.Fields.Length..]))
        {
            var trouble = $"the row has {row.CellCount} cells, the header {columns.Fields.Length}";
            faults.Add(new CaptureFault("", "too_many_cells", trouble));
        }

        if (fields.Count == 0 && faults.Count == 0)
        {
            faults.Add(new CaptureFault("", "empty", "the row has no value in any column that is a field"));
        }

        return fields;
    }

    private static bool HasText(ReadOnlySpan<Cell> cells)
    {
        foreach (var cell in cells)
        {
            if (cell.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private string? TextOf(ReadOnlySpan<byte> bytes, Cell cell, bool repeats) =>
        (repeats && !cell.Escaped ? _texts.Of(bytes.Slice(cell.Start, cell.Length)) : null) ?? CellText.Of(bytes, cell);

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
