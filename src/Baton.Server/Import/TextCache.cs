using System.Runtime.InteropServices;
using System.Text;

namespace Baton.Server.Import;

/// <summary>
/// Short texts that came before, so that the same country a thousand times is one string. A fixed number of places: a text
/// takes the place of another with the same hash. Safe to use from many threads: a lost entry only costs a string.
/// </summary>
internal sealed class TextCache
{
    private const int Places = 2048;
    private const int Longest = 32;

    private readonly string?[] _kept = new string?[Places];

    /// <summary>The text of ASCII bytes if it is short; null = not to be had here.</summary>
    public string? Of(ReadOnlySpan<byte> text)
    {
        if (text.Length > Longest || !Ascii.IsValid(text))
        {
            return null;
        }

        ref var place = ref _kept[Hash(text) % Places];
        var kept = place;
        return kept is not null && Ascii.Equals(text, kept) ? kept : place = Encoding.ASCII.GetString(text);
    }

    // FNV-1a over words: the places need an even spread, not proof against collisions, which cost nothing but a string.
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = 14695981039346656037UL ^ (ulong)text.Length;
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(text)) * 1099511628211;
        }

        foreach (var unit in text)
        {
            hash = (hash ^ unit) * 1099511628211;
        }

        return (uint)((hash ^ (hash >> 32)) & uint.MaxValue);
    }
}
