using System.Text.RegularExpressions;

namespace Baton.Engine.Conditions.Terms;

/// <summary>Regular expressions as RE2 reads them, which run in time linear in the text.</summary>
internal static class Pattern
{
    private const int MaxLength = 1_000;

    /// <summary>The compiled pattern, or null with what is wrong with it.</summary>
    public static Regex? Compile(string pattern, out string fault)
    {
        fault = "";
        if (pattern.Length > MaxLength)
        {
            fault = $"it has {pattern.Length} characters; at most {MaxLength} are allowed";
            return null;
        }

        var translation = new Re2Translation(pattern);
        if (translation.Translate() is not { } translated)
        {
            fault = translation.Fault;
            return null;
        }

        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (RegexParseException exception)
        {
            fault = Words(exception.Error);
        }
        catch (NotSupportedException)
        {
            fault = "it repeats too much";
        }

        return null;
    }

    // "NestedQuantifiersNotParenthesized" to "nested quantifiers not parenthesized"; the offset would be that of the translation.
    private static string Words(RegexParseError error) =>
        string.Concat(error.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : $"{c}"))
            .ToLowerInvariant();
}
