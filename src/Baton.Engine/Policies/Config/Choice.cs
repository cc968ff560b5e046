using System.Collections.Immutable;
using System.Text;

namespace Baton.Engine.Policies.Config;

/// <summary>The written names of closed choices: <see cref="PoolMethod.RoundRobin"/> is <c>round_robin</c>.</summary>
public static class Choice
{
    /// <summary>The words of a choice, in the order of its members.</summary>
    public static ImmutableArray<string> Words<T>()
        where T : struct, Enum => Names<T>.Words;

    public static string Word<T>(T choice)
        where T : struct, Enum => Names<T>.Words[Array.IndexOf(Names<T>.Members, choice)];

    /// <summary>False where the word, compared letter by letter, is none of <see cref="Words{T}"/>.</summary>
    public static bool TryParse<T>(string word, out T choice)
        where T : struct, Enum
    {
        var index = Names<T>.Words.IndexOf(word);
        choice = index < 0 ? default : Names<T>.Members[index];
        return index >= 0;
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly T[] Members = Enum.GetValues<T>();
        public static readonly ImmutableArray<string> Words = [.. Members.Select(m => SnakeCase(m.ToString()))];
    }
}
