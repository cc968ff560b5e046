using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.People;

/// <summary>How much of a lead somebody sees.</summary>
public enum Visible : byte
{
    /// <summary>Not even that it is there.</summary>
    Nothing,

    /// <summary>An opaque id, the age and the grade: a blind lead before the claim.</summary>
    Handle,
    Everything,
}

/// <summary>
/// The one rule of who sees which lead, for one person and as of the moment it was asked for. Immutable: a claim or a
/// change of people makes the next one differ.
/// </summary>
public sealed record Sight
{
    private const string Queued = "queued";

    /// <summary>Administrators, and whoever reads what managers read.</summary>
    public static Sight All { get; } = new() { Manages = true };

    /// <summary>Somebody who is no rep of the workspace, or has left it.</summary>
    public static Sight None { get; } = new();

    /// <summary>Null = no rep.</summary>
    public string? Rep { get; init; }

    /// <summary>Managers see everything.</summary>
    public bool Manages { get; init; }

    /// <summary>The queues whose member the rep is.</summary>
    public FrozenDictionary<string, QueueMode> Queues { get; init; } = FrozenDictionary<string, QueueMode>.Empty;

    /// <summary>The ledgers that have the rep as a member, and the pools around them.</summary>
    public FrozenSet<string> Pools { get; init; } = [];

    public Visible Of(LeadView lead) => Of(lead.Status, lead.Queue, lead.Owner, lead.OfferedTo);

    public Visible Of(string status, string? queue, string? owner, ImmutableArray<string> offeredTo)
    {
        if (Manages)
        {
            return Visible.Everything;
        }

        if (Rep is null)
        {
            return Visible.Nothing;
        }

        if (status == Queued)
        {
            return queue is not null && Queues.TryGetValue(queue, out var mode) ? Of(mode) : Visible.Nothing;
        }

        return owner == Rep || offeredTo.Contains(Rep) ? Visible.Everything : Visible.Nothing;
    }

    private static Visible Of(QueueMode mode) =>
        mode switch
        {
            QueueMode.Blind => Visible.Handle,
            QueueMode.Manual => Visible.Nothing,
            QueueMode.CherryPick or QueueMode.Shotgun => Visible.Everything,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
        };
}
