namespace Baton.Engine.Assignment;

/// <summary>
/// Ledger amounts in fixed point: a <see cref="long"/> counts 10⁻⁹ of a unit (a lead, an effort unit or a unit of value).
/// </summary>
public static class Nano
{
    /// <summary>One unit.</summary>
    public const long One = 1_000_000_000;

    /// <summary>The largest cost of one lead, a milliard units; nine of them still fit a balance.</summary>
    public const long MaxCost = One * One;

    /// <summary>
    /// To the nearest 10⁻⁹, halves to the even one. An amount beyond ±<see cref="MaxCost"/> becomes that bound: a typing
    /// error in a budget must not stop the routing of the lead.
    /// </summary>
    public static long FromUnits(decimal units) =>
        units switch
        {
            >= MaxCost / One => MaxCost,
            <= -MaxCost / One => -MaxCost,
            _ => decimal.ToInt64(decimal.Round(units * One, MidpointRounding.ToEven)),
        };

    /// <summary>Exact.</summary>
    public static decimal ToUnits(long nano) => nano / (decimal)One;
}
