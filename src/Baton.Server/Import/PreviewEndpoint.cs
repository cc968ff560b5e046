using System.Text.Json;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Import;

/// <summary>
/// <c>POST /v1/leads/import/preview</c>: how the first rows of a CSV file would be read, the field of each column, and the
/// fields that there are. It stores nothing. A mapping that is at fault is a part of the answer, as it is being worked on.
/// </summary>
internal sealed class PreviewEndpoint(BatonStore store, TimeProvider clock)
{
    private const int MostRows = 10;

    public async Task Invoke(HttpContext context)
    {
        var (plan, problem) = ImportPlan.Of(context, clock);
        problem ??= plan!.Options.Format != ImportFormat.Csv ? Problem.UnsupportedType("text/csv") : null;
        if (problem is null && store.CurrentPolicy is null)
        {
            problem = Problem.Invalid("", "no_policy", "no workspace file was published yet");
        }

        await (problem?.Send(context) ?? Preview(context, plan!, store.CurrentPolicy!));
    }

    private static async Task Preview(HttpContext context, ImportPlan plan, Policy policy)
    {
        await using var input = plan.Transcoded(context.Request.Body);
        var rows = new CsvRows(input);
        if (await rows.Header(plan.Options.Delimiter, context.RequestAborted) is not { } header)
        {
            await Problem.Invalid("", "syntax", rows.Broken!).Send(context);
            return;
        }

        var faults = new List<CaptureFault>();
        var columns = Columns.Of(header, plan.Options.Map, policy.Schema, faults);
        var read = columns is null ? [] : await Read(rows, new RowReader(plan.Options, columns), policy, context);
        if (rows.Broken is { } broken && read.Count < MostRows)
        {
            faults.Add(new CaptureFault("", "syntax", broken));
        }

        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteString("delimiter"u8, ((char)rows.Delimiter).ToString());
        WriteColumns(answer.Json, header, columns);
        WriteFields(answer.Json, policy.Schema);
        WriteRows(answer.Json, read, policy.Schema);
        CaptureNotes.Write(answer.Json, "errors"u8, faults);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    // A batch is what has come until now: the first rows may be in several.
    private static async Task<List<ReadRow>> Read(CsvRows rows, RowReader reader, Policy policy, HttpContext context)
    {
        var read = new List<ReadRow>();
        while (read.Count < MostRows && await rows.Next(context.RequestAborted) is { } batch)
        {
            using (batch)
            {
                read.AddRange(reader.Read(batch, policy));
            }
        }

        return read;
    }

    private static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<string> header, Columns? columns)
    {
        json.WriteStartArray("columns"u8);
        for (var i = 0; i < header.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, header[i]);
            json.WriteString("field"u8, columns?.Fields[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // What only Baton sets no column can be, and a map has no form in a cell.
    private static void WriteFields(Utf8JsonWriter json, LeadSchema schema)
    {
        json.WriteStartArray("fields"u8);
        for (var slot = 0; slot < schema.Count; slot++)
        {
            var field = schema.Fields[slot];
            if (LeadSchema.IsReserved(slot) || field.Kind == FieldKind.Map)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("name"u8, field.Name);
            json.WriteString("type"u8, TypeOf(field.Kind));
            json.WriteBoolean("custom"u8, field.Custom);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRows(Utf8JsonWriter json, IEnumerable<ReadRow> rows, LeadSchema schema)
    {
        json.WriteStartArray("rows"u8);
        foreach (var row in rows.Take(MostRows))
        {
            json.WriteStartObject();
            json.WriteNumber("row"u8, row.Number);
            json.WriteNumber("line"u8, row.Line);
            json.WriteStartObject("fields"u8);
            var values = row.Command?.Fields ?? [];
            for (var slot = 0; slot < values.Length; slot++)
            {
                if (!values[slot].IsNull && !LeadSchema.IsReserved(slot))
                {
                    json.WritePropertyName(schema.Fields[slot].Name);
                    LeadWriter.Write(json, values[slot]);
                }
            }

            json.WriteEndObject();
            CaptureNotes.Write(json, "errors"u8, row.Faults ?? []);
            CaptureNotes.Write(json, row.Notes ?? []);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string TypeOf(FieldKind kind) => kind.ToString().ToLowerInvariant();
}
