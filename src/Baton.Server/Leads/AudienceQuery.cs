using Baton.Engine.Policies;
using Baton.Server.Http;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Leads;

/// <summary>The query of a segment or a track: a page of JSON, or everything as CSV.</summary>
internal sealed record AudienceQuery(bool IsCsv, int Limit, string? Cursor)
{
    public const int MostLimit = 1_000;
    private const int UsualLimit = 50;

    private static readonly string[] Known = ["limit", "cursor", "format"];

    public static Parsed<AudienceQuery> Of(IQueryCollection query)
    {
        var errors = QueryFaults.Unknown(query, Known);
        var format = query["format"].ToString();
        if (format is not ("" or "json" or "csv"))
        {
            errors.Add(new ProblemError("format", "unknown_word", "'format' is json or csv"));
        }

        var limit = QueryFaults.Limit(query, UsualLimit, MostLimit, errors);

        string? cursor = query["cursor"];
        if (cursor is not null && PublicId.NumberOf(cursor) is null)
        {
            errors.Add(new ProblemError("cursor", "invalid", "'cursor' is not one that a list gave"));
        }

        return errors.Count == 0 ? new AudienceQuery(format == "csv", limit, cursor) : Problem.Invalid([.. errors]);
    }
}
