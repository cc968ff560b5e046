using System.Globalization;

namespace Baton.Cli.Scenarios;

/// <summary>How values read in a failure.</summary>
internal static class Shown
{
    public static string Word(string? word) => word ?? "null";

    public static string Number(decimal? number) =>
        number?.ToString("0.#########", CultureInfo.InvariantCulture) ?? "null";

    public static string List(IEnumerable<string?> words) => $"[{string.Join(", ", words.Select(Word))}]";

    public static string Map<T>(IEnumerable<KeyValuePair<string, T>> map, Func<T, string> value) =>
        $"{{ {string.Join(", ", map.Select(p => $"{p.Key}: {value(p.Value)}"))} }}";
}
