namespace Baton.Storage.Sqlite;

/// <summary>
/// A set of keys that never forgets one, and takes about one in a hundred for its own that is not. Blocked: all bits of a key lie in
/// one line of the processor's cache (Putze, Sanders and Singler, "Cache-, Hash- and Space-Efficient Bloom Filters",
/// 2007). One thread adds at a time; others may ask meanwhile.
/// </summary>
/// <param name="capacity">Keys, at 12 bits each; with more of them it errs more often.</param>
internal sealed class BloomFilter(int capacity)
{
    private const int BitsPerKey = 12;
    private const int Probes = 6;
    private const int WordsInLine = 8;
    private const int LineBits = WordsInLine * 64;

    private readonly ulong[] _words = new ulong[WordsInLine * LinesFor(capacity)];

    public int Capacity => capacity;

    public static long BytesFor(long capacity) => LinesFor(capacity) * (LineBits / 8);

    /// <summary>False where it may have been there already.</summary>
    public bool Add(long key)
    {
        var (line, bits) = Of(key);
        var isNew = false;
        for (var i = 0; i < Probes; i++, bits /= LineBits)
        {
            ref var word = ref _words[line + (int)(bits / 64 % WordsInLine)];
            var bit = 1UL << (int)(bits % 64);
            isNew |= (word & bit) == 0;
            word |= bit;
        }

        return isNew;
    }

    public bool MayHold(long key)
    {
        var (line, bits) = Of(key);
        for (var i = 0; i < Probes; i++, bits /= LineBits)
        {
            if ((_words[line + (int)(bits / 64 % WordsInLine)] & (1UL << (int)(bits % 64))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static long LinesFor(long capacity) => Math.Max(1, capacity * BitsPerKey / LineBits);

    // Where the key's line begins, and which of its bits: nine bits of this number for each.
    private (int Line, ulong Bits) Of(long key)
    {
        var mixed = Mix((ulong)key);
        var line = (int)Math.BigMul(mixed, (ulong)(_words.Length / WordsInLine), out _);
        return (line * WordsInLine, Mix(mixed));
    }

    // The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every bit hangs on every bit.
    private static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
