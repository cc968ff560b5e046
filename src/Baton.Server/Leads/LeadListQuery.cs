using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Engine.Routing;
using Baton.Server.Http;
using Baton.Storage;
using Baton.Storage.Listing;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Baton.Server.Leads;

/// <summary>The query of <c>GET /v1/leads</c>. A parameter that is not known is a fault that names the nearest.</summary>
internal sealed record LeadListQuery(LeadQuery Leads, string List, bool IsCounted)
{
    private const int UsualLimit = 50;
    private const int MostLimit = 1_000;
    private const int LongestSearch = 200;

    // What says where in a list, not which.
    private static readonly string[] Paging = ["limit", "cursor", "count"];

    internal static readonly string[] Known =
    [
        .. Paging,
        "sort",
        "filter",
        "search",
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

    public static Parsed<LeadListQuery> Of(IQueryCollection query, Policy? policy, Instant now)
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

        var list = ListOf(query);
        var leads = new LeadQuery
        {
            Filter = FilterOf(query, errors),
            Condition = ConditionOf(query["filter"].ToString(), policy, now, "filter", errors),
            Search = SearchOf(query, errors),
            Sort = SortOf(query["sort"].ToString(), "sort", errors),
            Limit = QueryFaults.Limit(query, UsualLimit, MostLimit, errors),
            After = CursorOf(query, list, errors),
        };
        var isCounted = QueryFaults.Truth(query, "count", errors);
        return errors.Count == 0 ? new LeadListQuery(leads, list, isCounted) : Problem.Invalid([.. errors]);
    }

    /// <summary>Null where it is empty, or has faults, which are added with their columns.</summary>
    internal static LeadCondition? ConditionOf(
        string filter,
        Policy? policy,
        Instant now,
        string path,
        List<ProblemError> errors
    )
    {
        if (filter.Length > LeadCondition.LongestText)
        {
            errors.Add(new ProblemError(path, "range", $"'{path}' has at most {LeadCondition.LongestText} characters"));
            return null;
        }

        var faults = new List<ConditionFault>();
        var condition = filter.Trim().Length == 0 ? null : LeadCondition.Compile(filter, policy, now, faults);
        errors.AddRange(
            faults.Select(f => new ProblemError(path, "expression", f.Message) { At = new Position(f.Line, f.Column) })
        );
        return condition;
    }

    internal static LeadSort SortOf(string text, string path, List<ProblemError> errors)
    {
        if (text.Length == 0)
        {
            return LeadSort.Newest;
        }

        if (LeadSort.Of(text) is { } sort)
        {
            return sort;
        }

        var known = string.Join(", ", LeadSort.Names);
        var message = $"leads are not sorted by '{text}'; known, each also with a minus before it: {known}";
        errors.Add(new ProblemError(path, "unknown_word", message));
        return LeadSort.Newest;
    }

    // All that a cursor is bound to; it goes into the cursor as a hash, since a filter may be long.
    private static string ListOf(IQueryCollection query) =>
        EntityTag.Digest(
            string.Join('\0', query.Where(q => !Paging.Contains(q.Key)).OrderBy(q => q.Key, StringComparer.Ordinal))
        );

    private static string? SearchOf(IQueryCollection query, List<ProblemError> errors)
    {
        var search = query["search"].ToString().Trim();
        if (search.Length > LongestSearch)
        {
            errors.Add(new ProblemError("search", "range", $"'search' has at most {LongestSearch} characters"));
        }

        return search.Length is 0 or > LongestSearch ? null : search;
    }

    private static LeadFilter FilterOf(IQueryCollection query, List<ProblemError> errors) =>
        new()
        {
            Statuses = StatusesOf(query, errors),
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

    // Other words may come to stand in a row, and are then in no list; a status is one of these.
    private static ImmutableArray<string> StatusesOf(IQueryCollection query, List<ProblemError> errors)
    {
        ImmutableArray<string> asked =
        [
            .. query["status"].SelectMany(s => (s ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)),
        ];
        errors.AddRange(
            asked
                .Where(s => !LeadStatuses.All.Contains(s))
                .Select(s => new ProblemError(
                    "status",
                    "unknown_word",
                    $"unknown status '{s}'{NearestWord.Hint(s, LeadStatuses.All)}"
                ))
        );
        return asked;
    }

    private static LeadCursor? CursorOf(IQueryCollection query, string list, List<ProblemError> errors)
    {
        var cursor = query["cursor"].ToString();
        var after = cursor.Length == 0 ? null : LeadCursor.Read(cursor, list);
        if (after is null && cursor.Length > 0)
        {
            errors.Add(new ProblemError("cursor", "invalid", "'cursor' is not one that this list gave"));
        }

        return after;
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
