namespace Baton.Engine.Conditions;

/// <summary>Text as CEL sees it: a sequence of code points, whereas .NET's are UTF-16 units.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
            }
        }

        return count;
    }

    /// <summary>The code point at an offset; a lone surrogate stands for U+FFFD.</summary>
    public static int At(string text, int offset) =>
        char.IsSurrogate(text[offset])
            ? offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1])
                ? char.ConvertToUtf32(text[offset], text[offset + 1])
                : 0xFFFD
            : text[offset];

    /// <summary>
    /// Orders by code point. It differs from the order of UTF-16 units only where the first difference sets a surrogate
    /// against U+E000 to U+FFFF, so it is enough to move surrogates behind those.
    /// </summary>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
