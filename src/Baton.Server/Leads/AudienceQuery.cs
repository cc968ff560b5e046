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
        var errors = query
            .Keys.Where(k => !Known.Contains(k))
            .Select(k => new ProblemError(k, "unknown_key", $"unknown parameter '{k}'{NearestWord.Hint(k, Known)}"))
            .ToList();
        var format = query["format"].ToString();
        if (format is not ("" or "json" or "csv"))
        {
            errors.Add(new ProblemError("format", "unknown_word", "'format' is json or csv"));
        }

        var limit = UsualLimit;
        if (
            query["limit"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, out limit) || limit is < 1 or > MostLimit)
        )
        {
            errors.Add(new ProblemError("limit", "range", $"'limit' is a whole number from 1 to {MostLimit}"));
        }

        string? cursor = query["cursor"];
        if (cursor is not null && PublicId.NumberOf(cursor) is null)
        {
            errors.Add(new ProblemError("cursor", "invalid", "'cursor' is not one that a list gave"));
        }

        return errors.Count == 0 ? new AudienceQuery(format == "csv", limit, cursor) : Problem.Invalid([.. errors]);
    }
}
