using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Eligibility;

/// <summary>Leads received at one instant.</summary>
public readonly record struct CapEntry(Instant At, int Count);

/// <summary>
/// The whole state of a <see cref="CapCounter"/>, in order of time; equal by content. What it holds depends on what was
/// added alone, not on what was asked.
/// </summary>
/// <param name="LastHour">Each instant of the 60 minutes up to the last lead.</param>
/// <param name="Quarters">Each quarter of an hour (by its start) of the 33 days up to the last lead.</param>
public sealed record CapSnapshot(ImmutableArray<CapEntry> LastHour, ImmutableArray<CapEntry> Quarters)
{
    /// <summary>Nothing received.</summary>
    public static CapSnapshot Empty { get; } = new([], []);

    public bool Equals(CapSnapshot? other) =>
        other is not null && LastHour.SequenceEqual(other.LastHour) && Quarters.SequenceEqual(other.Quarters);

    public override int GetHashCode() => HashCode.Combine(LastHour.Length, Quarters.Length, LastHour.LastOrDefault());
}
