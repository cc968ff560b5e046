namespace Baton.Engine.Eligibility;

/// <summary>How many leads may be received in each window; null = any number, 0 = none.</summary>
public sealed record Caps
{
    /// <summary>No cap at all.</summary>
    public static Caps None { get; } = new();

    public bool IsEmpty => Hour is null && Day is null && Week is null && Month is null;

    /// <summary>In any 60 minutes.</summary>
    public int? Hour { get; init; }

    /// <summary>In a calendar day.</summary>
    public int? Day { get; init; }

    /// <summary>In a calendar week, from Monday.</summary>
    public int? Week { get; init; }

    /// <summary>In a calendar month.</summary>
    public int? Month { get; init; }

    /// <summary>The cap of one window.</summary>
    public int? Of(CapWindow window) =>
        window switch
        {
            CapWindow.Hour => Hour,
            CapWindow.Day => Day,
            CapWindow.Week => Week,
            CapWindow.Month => Month,
            _ => throw new ArgumentOutOfRangeException(nameof(window)),
        };
}
