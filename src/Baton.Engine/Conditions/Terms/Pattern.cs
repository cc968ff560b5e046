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

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (RegexParseException exception)
        {
            fault = $"{exception.Error} at {exception.Offset + 1}";
        }
        catch (NotSupportedException)
        {
            fault = "look-around, back references and the like are not supported";
        }

        return null;
    }
}
