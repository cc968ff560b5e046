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

    /// <summary>Whether a switch is on; a fault where it is neither true nor false, since a trial that is misspelt would be the act.</summary>
    public static bool Truth(IQueryCollection query, string name, List<ProblemError> errors)
    {
        var text = query[name].ToString();
        if (text is not ("" or "true" or "false" or "1" or "0"))
        {
            errors.Add(new ProblemError(name, "wrong_type", $"'{name}' is true or false"));
        }

        return text is "true" or "1";
    }

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
