namespace Baton.Engine.Conditions.Indexing;

/// <summary>The numbers between two bounds; a bound that is null value is absent.</summary>
internal readonly record struct Interval(Value Low, bool LowIncluded, Value High, bool HighIncluded)
{
    public static Interval Everything => default;

    public static Interval Of(string symbol, in Value number) =>
        symbol switch
        {
            "<" => new(default, false, number, false),
            "<=" => new(default, false, number, true),
            ">" => new(number, false, default, false),
            _ => new(number, true, default, false),
        };

    public bool IsEmpty
    {
        get
        {
            if (Low.IsNull || High.IsNull)
            {
                return false;
            }

            var order = Value.NumericCompare(Low, High);
            return order > 0 || (order == 0 && !(LowIncluded && HighIncluded));
        }
    }

    public Interval And(in Interval other)
    {
        var low = TighterLow(other) ? other : this;
        var high = TighterHigh(other) ? other : this;
        return new(low.Low, low.LowIncluded, high.High, high.HighIncluded);
    }

    public bool Contains(in Interval other) => !And(other).TighterThan(other);

    public bool Contains(in Value number) => number.IsNumber && !And(new(number, true, number, true)).IsEmpty;

    private bool TighterThan(in Interval other) => other.TighterLow(this) || other.TighterHigh(this);

    // Whether the other's low bound lies above this one's.
    private bool TighterLow(in Interval other)
    {
        if (other.Low.IsNull || Low.IsNull)
        {
            return !other.Low.IsNull;
        }

        var order = Value.NumericCompare(other.Low, Low);
        return order > 0 || (order == 0 && LowIncluded && !other.LowIncluded);
    }

    private bool TighterHigh(in Interval other)
    {
        if (other.High.IsNull || High.IsNull)
        {
            return !other.High.IsNull;
        }

        var order = Value.NumericCompare(other.High, High);
        return order < 0 || (order == 0 && HighIncluded && !other.HighIncluded);
    }
}
