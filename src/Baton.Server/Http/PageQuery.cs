using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Http;

/// <summary><c>?limit=&amp;cursor=</c> of lists whose items bear rising numbers, the newest first.</summary>
internal sealed record PageQuery(int Limit, long? Before)
{
    private static readonly string[] Known = ["limit", "cursor"];

    public static Parsed<PageQuery> Of(IQueryCollection query, int usual, int most)
    {
        var errors = QueryFaults.Unknown(query, Known);
        var limit = QueryFaults.Limit(query, usual, most, errors);

        long? before = null;
        if (query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            before = long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
            if (before is null)
            {
                errors.Add(new ProblemError("cursor", "invalid", "'cursor' is the 'next_cursor' of a page"));
            }
        }

        return errors.Count > 0 ? Problem.Invalid([.. errors]) : new PageQuery(limit, before);
    }
}
