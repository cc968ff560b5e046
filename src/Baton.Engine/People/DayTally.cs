namespace Baton.Engine.People;

/// <summary>What one rep did on one day of the workspace's zone.</summary>
/// <param name="day">Days since 1970-01-01.</param>
internal sealed class DayTally(int day)
{
    public int Day => day;
    public int Received { get; set; }
    public int Won { get; set; }
    public int Lost { get; set; }

    /// <summary>Value won, in the workspace's money, two decimals.</summary>
    public decimal Value { get; set; }

    /// <summary>First responses by <see cref="ResponseBuckets"/>.</summary>
    public SortedDictionary<int, int> Responses { get; } = [];
}
