namespace Baton.Cli.Demo;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014): a seed gives the same
/// numbers for ever and everywhere, which the framework's own generator does not promise. Not for secrets.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="limit"/> - 1, each equally likely but for a bias below limit / 2⁶⁴.</summary>
    public int Below(int limit) => (int)(((UInt128)Next() * (uint)limit) >> 64);

    /// <summary>Both ends inclusive.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>The text with every <c>#</c> replaced by a digit.</summary>
    public string Digits(string pattern) =>
        string.Create(
            pattern.Length,
            (this, pattern),
            static (text, state) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = state.pattern[i] == '#' ? (char)('0' + state.Item1.Below(10)) : state.pattern[i];
                }
            }
        );
}
