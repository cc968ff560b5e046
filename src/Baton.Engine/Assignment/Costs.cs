using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine.Assignment;

/// <summary>What one lead costs in a pool's ledger, in 10⁻⁹ units.</summary>
internal static class Costs
{
    public static long Of(Pool pool, Demand demand) =>
        pool.Config.Fairness.Unit switch
        {
            FairnessUnit.Count => Nano.One,
            FairnessUnit.Effort => demand.Effort * Nano.One,
            FairnessUnit.Value => OfValue(pool.Value?.Evaluate(demand.Input) ?? Value.Null),
            _ => throw new ArgumentOutOfRangeException(nameof(pool), pool.Config.Fairness.Unit, null),
        };

    // Two decimals; null and what is no number cost nothing, and nothing costs less than nothing.
    private static long OfValue(Value value)
    {
        if (!value.IsNumber)
        {
            return 0;
        }

        var number = value.AsNumber();
        return number <= 0 || double.IsNaN(number) ? 0
            : number >= Nano.One ? Nano.MaxCost
            : Nano.FromUnits(decimal.Round((decimal)number, 2, MidpointRounding.AwayFromZero));
    }
}
