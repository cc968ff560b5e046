using System.Text.Json;
using Baton.Server.Json;
using Baton.Server.Leads;

namespace Baton.Server.Import;

/// <summary>The lines of an import's answer: one a row, then the summary, which alone has no <c>row</c>.</summary>
internal static class ImportLines
{
    public static void Write(JsonBuffer buffer, ImportResult result)
    {
        var json = buffer.Json;
        json.WriteStartObject();
        json.WriteNumber("row"u8, result.Row);
        json.WriteString("status"u8, StatusOf(result.Status));
        if (result.Id is { } id)
        {
            json.WriteString("id"u8, id);
        }

        if (result.Decision is { } decision)
        {
            json.WriteString("owner"u8, decision.Owner);
            json.WritePropertyName("decision"u8);
            JsonSerializer.Serialize(json, decision, ImportContext.Default.ImportDecision);
        }

        // Of most rows nothing is to be said, and of those their place need not be said either.
        if (!result.Faults.IsDefaultOrEmpty || result.Notes.Count > 0)
        {
            json.WriteNumber("line"u8, result.Line);
        }

        if (!result.Faults.IsDefaultOrEmpty)
        {
            CaptureNotes.Write(json, "errors"u8, result.Faults);
        }

        CaptureNotes.Write(json, result.Notes);

        json.WriteEndObject();
        buffer.EndLine();
    }

    public static void Write(JsonBuffer buffer, ImportSummary summary, LeadImport import, bool dryRun)
    {
        var json = buffer.Json;
        json.WriteStartObject();
        json.WriteBoolean("done"u8, summary.Broken is null);
        json.WriteNumber("rows"u8, summary.Rows);
        json.WriteNumber("accepted"u8, summary.Accepted);
        json.WriteNumber("repeated"u8, summary.Repeated);
        json.WriteNumber("rejected"u8, summary.Rejected);
        if (dryRun)
        {
            json.WriteBoolean("dry_run"u8, true);
        }

        if (!import.IgnoredColumns.IsEmpty)
        {
            json.WriteStartArray("ignored_columns"u8);
            foreach (var column in import.IgnoredColumns)
            {
                json.WriteStringValue(column);
            }

            json.WriteEndArray();
        }

        if (summary.Broken is { } broken)
        {
            json.WriteString("error"u8, broken);
        }

        json.WriteEndObject();
        buffer.EndLine();
    }

    private static string StatusOf(ImportStatus status) =>
        status switch
        {
            ImportStatus.Accepted => "accepted",
            ImportStatus.Repeated => "repeated",
            ImportStatus.Rejected => "rejected",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
        };
}
