using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Baton.Engine.Policies;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Http;

/// <summary>
/// <c>?limit=&amp;cursor=</c> over a list that has an order of its own and is read whole. The cursor is the place of the last
/// item and its id, so that the next page begins behind it also where others have come or gone.
/// </summary>
internal sealed record WholeListQuery(int Limit, (int Place, string Id)? After)
{
    private const int MostLimit = 1_000;

    private static readonly string[] Known = ["limit", "cursor"];

    public static Parsed<WholeListQuery> Of(IQueryCollection query)
    {
        var errors = QueryFaults.Unknown(query, Known);
        var limit = QueryFaults.Limit(query, MostLimit, MostLimit, errors);

        var after = Read(query["cursor"].ToString());
        if (after is null && query["cursor"].ToString().Length > 0)
        {
            errors.Add(new ProblemError("cursor", "invalid", "'cursor' is not one that a list gave"));
        }

        return errors.Count > 0 ? Problem.Invalid([.. errors]) : new WholeListQuery(limit, after);
    }

    /// <summary>The page, and the cursor of the next; null = this was the last.</summary>
    public (IReadOnlyList<T> Items, string? Next) Of<T>(IReadOnlyList<T> all, Func<T, string> idOf)
    {
        var start = StartIn(all, idOf);
        var items = all.Skip(start).Take(Limit).ToArray();
        var end = start + items.Length;
        return (items, end < all.Count ? Write(end - 1, idOf(items[^1])) : null);
    }

    private int StartIn<T>(IReadOnlyList<T> all, Func<T, string> idOf)
    {
        if (After is not var (place, id))
        {
            return 0;
        }

        if (place < all.Count && idOf(all[place]) == id)
        {
            return place + 1;
        }

        for (var i = 0; i < all.Count; i++)
        {
            if (idOf(all[i]) == id)
            {
                return i + 1;
            }
        }

        return Math.Min(place, all.Count);
    }

    private static string Write(int place, string id) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place}:{id}")));

    private static (int Place, string Id)? Read(string cursor)
    {
        if (cursor.Length == 0 || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(text.AsSpan(0, colon), NumberStyles.None, null, out var place)
            ? (place, text[(colon + 1)..])
            : null;
    }
}
