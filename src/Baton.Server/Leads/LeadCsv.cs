using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Server.Json;
using Baton.Storage;
using Baton.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Leads;

/// <summary>Leads as CSV by RFC 4180, row by row as they are read: where each stands, then every field of the policy.</summary>
internal static class LeadCsv
{
    private static readonly string[] _standing = ["lead", "status", "stage", "owner", "score", "grade"];

    public static async Task Send(HttpContext context, Policy policy, IEnumerable<LeadRecord> leads)
    {
        var fields = policy
            .Schema.Fields.Where((_, slot) => !LeadSchema.IsReserved(slot) && slot != LeadSlots.CreatedAt)
            .Select(f => f.Name)
            .ToImmutableArray();
        context.Response.ContentType = "text/csv; charset=utf-8";
        await using var output = new StreamWriter(context.Response.Body, new UTF8Encoding(false));
        await output.WriteAsync(Row([.. _standing, "created_at", .. fields]));
        foreach (var lead in leads)
        {
            await output.WriteAsync(Row(CellsOf(lead, fields)).AsMemory(), context.RequestAborted);
        }
    }

    private static IEnumerable<string?> CellsOf(LeadRecord lead, ImmutableArray<string> fields)
    {
        var values = LeadWriter.FieldsOf(lead).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        string?[] standing =
        [
            lead.PublicId,
            lead.Status,
            lead.Stage,
            lead.Owner,
            lead.Score?.ToString(CultureInfo.InvariantCulture),
            lead.Grade,
            NodaTime.Text.InstantPattern.ExtendedIso.Format(lead.CreatedAt),
        ];
        return [.. standing, .. fields.Select(f => values.TryGetValue(f, out var value) ? Text(value) : null)];
    }

    private static string Text(Value value) =>
        value.Kind == ValueKind.List ? string.Join("; ", value.AsList().Select(v => v.ToString())) : value.ToString();

    private static string Row(IEnumerable<string?> cells) =>
        string.Join(',', cells.Select(c => CsvText.Of(CsvText.Harmless(c ?? ""), ','))) + "\r\n";
}
