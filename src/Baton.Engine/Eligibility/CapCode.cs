namespace Baton.Engine.Eligibility;

/// <summary>A full window.</summary>
/// <param name="Window">Which.</param>
/// <param name="Actual">Leads received in it, and those reserved by open offers.</param>
/// <param name="Needed">The cap; <paramref name="Actual"/> is this or more.</param>
public readonly record struct CapCode(CapWindow Window, int Actual, int Needed)
{
    /// <summary>The reason code: <c>cap_hour cap_day cap_week cap_month</c>.</summary>
    public string Reason =>
        Window switch
        {
            CapWindow.Hour => "cap_hour",
            CapWindow.Day => "cap_day",
            CapWindow.Week => "cap_week",
            CapWindow.Month => "cap_month",
            _ => throw new InvalidOperationException($"no such window: {Window}"),
        };
}
