using Baton.Engine.Policies;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Http;

/// <summary>What may be wrong with the parameters of any list.</summary>
internal static class QueryFaults
{
    /// <summary>A fault for each parameter that is none of the known ones.</summary>
    public static List<ProblemError> Unknown(IQueryCollection query, IReadOnlyCollection<string> known) =>
        [
            .. query
                .Keys.Where(k => !known.Contains(k))
                .Select(k => new ProblemError(
                    k,
                    "unknown_key",
                    $"unknown parameter '{k}'{NearestWord.Hint(k, known)}"
                )),
        ];

    /// <summary>The <c>limit</c>, or the usual one; a fault where it is no number from 1 to <paramref name="most"/>.</summary>
    public static int Limit(IQueryCollection query, int usual, int most, List<ProblemError> errors)
    {
        if (query["limit"].ToString() is not { Length: > 0 } text)
        {
            return usual;
        }

        if (!int.TryParse(text, out var limit) || limit < 1 || limit > most)
        {
            errors.Add(new ProblemError("limit", "range", $"'limit' is a whole number from 1 to {most}"));
        }

        return limit;
    }
}
