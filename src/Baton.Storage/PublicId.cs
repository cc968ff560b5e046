namespace Baton.Storage;

/// <summary>
/// The opaque id of a lead whose sender gave none: <c>ld_</c> and ten letters of Crockford's base 32 for its number,
/// shuffled by a fixed one-to-one mapping of 50 bits. It keeps order and counts from being read off at a glance; it is
/// no secret, and access never rests on it.
/// </summary>
public static class PublicId
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const string Prefix = "ld_";
    private const int Length = 10;
    private const long Mask = (1L << 50) - 1;

    // Any odd factor has an inverse modulo a power of two; Newton's iteration finds it.
    private const long Factor = 0x1D872B41E5A4D;
    private static readonly long _inverse = Inverse(Factor);

    /// <param name="number">1 to 2⁵⁰ − 1.</param>
    public static string Of(long number) =>
        string.Create(
            Prefix.Length + Length,
            Shuffle(number),
            static (text, bits) =>
            {
                Prefix.CopyTo(text);
                for (var i = text.Length - 1; i >= Prefix.Length; i--, bits >>= 5)
                {
                    text[i] = Letters[(int)(bits & 31)];
                }
            }
        );

    /// <summary>The number of an opaque id; null where the text is none.</summary>
    public static long? NumberOf(string id)
    {
        if (id.Length != Prefix.Length + Length || !id.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var bits = 0L;
        foreach (var letter in id.AsSpan(Prefix.Length))
        {
            var digit = Letters.IndexOf(letter);
            if (digit < 0)
            {
                return null;
            }

            bits = (bits << 5) | (long)digit;
        }

        return Unshuffle(bits);
    }

    private static long Shuffle(long number)
    {
        var bits = Fold((number * Factor) & Mask);
        return Fold((bits * Factor) & Mask);
    }

    private static long Unshuffle(long bits)
    {
        var number = (Fold(bits) * _inverse) & Mask;
        return (Fold(number) * _inverse) & Mask;
    }

    // Its own inverse: the upper half of 50 bits is mixed into the lower.
    private static long Fold(long bits) => bits ^ (bits >> 25);

    private static long Inverse(long factor)
    {
        var inverse = factor;
        for (var i = 0; i < 5; i++)
        {
            inverse *= 2 - (factor * inverse);
        }

        return inverse & Mask;
    }
}
