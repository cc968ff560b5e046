using Baton.Engine.Policies;
using Baton.Server.Http;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Baton.Server.Leads;

/// <summary>The query of <c>GET /v1/leads</c>. A parameter that is not known is a fault that names the nearest.</summary>
internal sealed record LeadListQuery(LeadFilter Filter, int Limit, string? Cursor)
{
    private const int UsualLimit = 50;
    private const int MostLimit = 1_000;

    internal static readonly string[] Known =
    [
        "limit",
        "cursor",
        "sort",
        "status",
        "stage",
        "owner",
        "pool",
        "queue",
        "rule",
        "reason",
        "grade",
        "source",
        "territory",
        "account",
        "from",
        "to",
    ];

    public static Parsed<LeadListQuery> Of(IQueryCollection query)
    {
        var errors = new List<ProblemError>();
        foreach (var (name, values) in query)
        {
            if (!Known.Contains(name))
            {
                errors.Add(
                    new ProblemError(name, "unknown_key", $"unknown parameter '{name}'{NearestWord.Hint(name, Known)}")
                );
            }
            else if (values.Count > 1 && name != "status")
            {
                errors.Add(new ProblemError(name, "repeated", $"'{name}' is given twice"));
            }
        }

        var read = new LeadListQuery(FilterOf(query, errors), LimitOf(query, errors), CursorOf(query, errors));
        if (query["sort"].ToString() is not ("" or "-number" or "-created_at"))
        {
            errors.Add(new ProblemError("sort", "unknown_word", "leads are sorted by '-number', the newest first"));
        }

        return errors.Count == 0 ? read : Problem.Invalid([.. errors]);
    }

    private static LeadFilter FilterOf(IQueryCollection query, List<ProblemError> errors) =>
        new()
        {
            Statuses =
            [
                .. query["status"].SelectMany(s => (s ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)),
            ],
            Stage = query["stage"],
            Owner = query["owner"],
            Pool = query["pool"],
            Queue = query["queue"],
            Rule = query["rule"],
            Reason = query["reason"],
            Grade = query["grade"],
            Source = query["source"],
            Territory = query["territory"],
            Account = query["account"],
            CreatedFrom = TimeOf(query, "from", errors),
            CreatedBefore = TimeOf(query, "to", errors),
        };

    private static int LimitOf(IQueryCollection query, List<ProblemError> errors)
    {
        if (query["limit"].ToString() is not { Length: > 0 } text)
        {
            return UsualLimit;
        }

        if (!int.TryParse(text, out var limit) || limit is < 1 or > MostLimit)
        {
            errors.Add(new ProblemError("limit", "range", $"'limit' is a whole number from 1 to {MostLimit}"));
        }

        return limit;
    }

    private static string? CursorOf(IQueryCollection query, List<ProblemError> errors)
    {
        string? cursor = query["cursor"];
        if (cursor is null || PublicId.NumberOf(cursor) is not null)
        {
            return cursor;
        }

        errors.Add(new ProblemError("cursor", "invalid", "'cursor' is not one that a list gave"));
        return null;
    }

    private static Instant? TimeOf(IQueryCollection query, string name, List<ProblemError> errors)
    {
        if (query[name].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        // A plus of an offset arrives as a blank where it was not escaped.
        var read = OffsetDateTimePattern.Rfc3339.Parse(text.Replace(' ', '+'));
        if (read.Success)
        {
            return read.Value.ToInstant();
        }

        errors.Add(new ProblemError(name, "wrong_type", $"'{name}' must be a time such as 2026-01-31T09:30:00Z"));
        return null;
    }
}
