using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Engine.Assignment;

/// <summary>When a ledger starts anew: at the first instant of a month or of a Monday in the workspace's zone.</summary>
internal static class Resets
{
    /// <summary>Strictly after <paramref name="now"/>; null = never.</summary>
    public static Instant? NextAfter(LedgerReset reset, Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        return reset switch
        {
            LedgerReset.Never => null,
            LedgerReset.Monthly => zone.AtStartOfDay(today.With(DateAdjusters.StartOfMonth).PlusMonths(1)).ToInstant(),
            LedgerReset.Weekly => zone.AtStartOfDay(today.With(DateAdjusters.Next(IsoDayOfWeek.Monday))).ToInstant(),
            _ => throw new ArgumentOutOfRangeException(nameof(reset), reset, null),
        };
    }
}
