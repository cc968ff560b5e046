using System.Collections.Immutable;

namespace Baton.Engine.Commands;

/// <summary>
/// Give many leads to somebody else in one act: those named, or (<see cref="Rep"/>) every open lead of one rep, the
/// oldest first. Hand assignments all of them: they count towards caps and are never refused by them.
/// <see cref="Command.By"/> is the manager (or null for an administrator).
/// </summary>
public sealed record ReassignLeads(HandoverTarget To, string Reason) : Command
{
    /// <summary>Of one call. Of a rep who has more, the rest is left for the next one.</summary>
    public const int MostLeads = 10_000;

    public ImmutableArray<long> Leads { get; init; } = [];

    /// <summary>Whose open leads go; null = the leads named. He gets none of them.</summary>
    public string? Rep { get; init; }
    public string? Note { get; init; }

    /// <summary>As <see cref="AssignLead.ByRole"/>.</summary>
    public bool ByRole { get; init; }

    /// <summary>The <see cref="Handover.Hash"/> of a preview: refused where it would come out otherwise now; null = any.</summary>
    public string? Expected { get; init; }
}

/// <summary>Who gets the leads of a <see cref="ReassignLeads"/>. <see cref="Id"/> is empty for the route.</summary>
public readonly record struct HandoverTarget(HandoverKind Kind, string Id)
{
    public static HandoverTarget Route { get; } = new(HandoverKind.Route, "");

    public override string ToString() => Kind == HandoverKind.Route ? "route" : $"{Word(Kind)}:{Id}";

    private static string Word(HandoverKind kind) =>
        kind switch
        {
            HandoverKind.Rep => "rep",
            HandoverKind.Pool => "pool",
            HandoverKind.Team => "team",
            HandoverKind.Route => "route",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}

public enum HandoverKind
{
    /// <summary>One rep gets all of them.</summary>
    Rep,

    /// <summary>The members of a pool, by the pool's own method.</summary>
    Pool,

    /// <summary>The members of a team: always the one with the least open work for his weight.</summary>
    Team,

    /// <summary>Each lead goes along its route again, from the top.</summary>
    Route,
}
