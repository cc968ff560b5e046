using Baton.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Access;

/// <summary>
/// How much one key may ask still: a minute's requests at once where it was quiet, and then as many as come back with time.
/// It is one number, the instant at which all is there again (the generic cell rate algorithm, ITU-T I.371), so that a request
/// costs one exchange and no lock. Thread-safe.
/// </summary>
internal sealed class Allowance(int perMinute, TimeProvider clock)
{
    private const int Seconds = 60;
    private readonly string _policy = $"\"key\";q={perMinute};w={Seconds}";
    private readonly long _window = clock.TimestampFrequency * Seconds;
    private readonly long _cost = clock.TimestampFrequency * Seconds / perMinute;
    private long _wholeAt = long.MinValue;

    /// <summary>Counts a request and says in its answer's headers what is left. Null = it may go on.</summary>
    public Problem? Refusal(HttpContext context)
    {
        var now = clock.GetTimestamp();
        var (isTaken, wholeIn) = Take(now);
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = _policy;
        headers["RateLimit"] = $"\"key\";r={(_window - wholeIn) / _cost};t={InSeconds(wholeIn)}";
        return isTaken
            ? null
            : new Problem(
                StatusCodes.Status429TooManyRequests,
                "too_many_requests",
                $"this key may ask {perMinute} times a minute; try again when Retry-After says"
            )
            {
                RetryAfter = InSeconds(wholeIn + _cost - _window),
            };
    }

    // A request that is refused takes nothing, so that whoever insists does not wait for ever.
    private (bool IsTaken, long WholeIn) Take(long now)
    {
        while (true)
        {
            var wholeAt = Volatile.Read(ref _wholeAt);
            var wholeIn = Math.Max(wholeAt, now) - now;
            if (wholeIn + _cost > _window)
            {
                return (false, wholeIn);
            }

            if (Interlocked.CompareExchange(ref _wholeAt, now + wholeIn + _cost, wholeAt) == wholeAt)
            {
                return (true, wholeIn + _cost);
            }
        }
    }

    private int InSeconds(long time) => (int)((time + clock.TimestampFrequency - 1) / clock.TimestampFrequency);
}
