using System.Text.Json.Nodes;
using Baton.Storage;
using NodaTime.Text;

namespace Baton.Cli.Exporting;

/// <summary>Every lead that somebody has, in order of arrival, page by page: memory stays flat.</summary>
internal static class AssignmentRows
{
    private const int PageLength = 500;

    public static IReadOnlyList<string> Columns { get; } =
    [
        "id",
        "owner",
        "status",
        "stage",
        "rule",
        "pool",
        "queue",
        "reason",
        "score",
        "grade",
        "territory",
        "account",
        "created_at",
        "assigned_at",
        "email",
        "name",
        "company",
        "country",
        "source",
    ];

    public static IEnumerable<string?[]> Read(LeadQueries leads)
    {
        var owned = new LeadFilter { Where = lead => lead.Owner is not null };
        string? cursor = null;
        do
        {
            var page = leads.List(owned, PageLength, cursor);
            foreach (var lead in page.Items)
            {
                yield return Row(lead);
            }

            cursor = page.NextCursor;
        } while (cursor is not null);
    }

    /// <summary>A lead as a server answers it.</summary>
    public static string?[] Of(JsonNode lead) => [.. Columns.Select(c => (lead[c] ?? lead["fields"]?[c])?.ToString())];

    private static string?[] Row(LeadRecord lead) =>
        [
            lead.PublicId,
            lead.Owner,
            lead.Status,
            lead.Stage,
            lead.Rule,
            lead.Pool,
            lead.Queue,
            lead.Reason,
            lead.Score?.ToString(),
            lead.Grade,
            lead.Territory,
            lead.Account,
            InstantPattern.ExtendedIso.Format(lead.CreatedAt),
            lead.AssignedAt is { } at ? InstantPattern.ExtendedIso.Format(at) : null,
            Field(lead, "email"),
            Field(lead, "name"),
            Field(lead, "company"),
            Field(lead, "country"),
            Field(lead, "source"),
        ];

    private static string? Field(LeadRecord lead, string name)
    {
        foreach (var (key, value) in lead.Personal.Items.Concat(lead.Fields.Items))
        {
            if (key == name)
            {
                return value.IsNull ? null : value.ToString();
            }
        }

        return null;
    }
}
