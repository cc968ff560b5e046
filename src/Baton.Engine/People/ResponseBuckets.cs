using System.Numerics;

namespace Baton.Engine.People;

/// <summary>
/// Spans of seconds that are counted as one: eight to each doubling, so that a median read from the counts is off by a
/// sixteenth at most. The layout of HdrHistogram with three significant bits (https://hdrhistogram.org).
/// </summary>
internal static class ResponseBuckets
{
    private const int Bits = 3;

    public static int Of(long seconds)
    {
        if (seconds < 1 << Bits)
        {
            return (int)Math.Max(0, seconds);
        }

        var octave = BitOperations.Log2((ulong)seconds) - Bits;
        return ((octave + 1) << Bits) + (int)((seconds >> octave) - (1 << Bits));
    }

    /// <summary>The seconds in the middle of a bucket.</summary>
    public static long Middle(int bucket)
    {
        if (bucket < 1 << Bits)
        {
            return bucket;
        }

        var octave = (bucket >> Bits) - 1;
        var from = (long)((bucket & ((1 << Bits) - 1)) + (1 << Bits)) << octave;
        return from + ((1L << octave) - 1) / 2;
    }
}
