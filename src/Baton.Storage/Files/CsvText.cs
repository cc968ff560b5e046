namespace Baton.Storage.Files;

/// <summary>One cell of CSV by RFC 4180.</summary>
public static class CsvText
{
    /// <summary>The cell as it is written: in quotes where it needs them.</summary>
    public static string Of(string text, char delimiter) =>
        text.AsSpan().IndexOfAny(['"', '\r', '\n', delimiter]) < 0 && text.Trim() == text
            ? text
            : $"\"{text.Replace("\"", "\"\"")}\"";

    /// <summary>
    /// The text with an apostrophe before it where a spreadsheet would run it as a formula (OWASP, "CSV Injection"): what
    /// strangers typed into a form must not act on the machine of whoever opens the file.
    /// </summary>
    public static string Harmless(string text) => IsFormula(text) ? "'" + text : text;

    // A plain number may begin with a sign; nothing else may.
    private static bool IsFormula(string text) =>
        text.Length > 0
        && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠'
        && !(text[0] == '-' && decimal.TryParse(text, System.Globalization.NumberStyles.Float, null, out _));
}
