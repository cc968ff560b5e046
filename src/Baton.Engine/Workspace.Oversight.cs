using System.Collections.Immutable;
using Baton.Engine.Oversight;
using NodaTime;

namespace Baton.Engine;

/// <summary>What whoever answers for others looks at. Answers are computed, nothing changes.</summary>
public sealed partial class Workspace
{
    /// <summary>Who has what; null before the first policy.</summary>
    /// <param name="teams">Whose reps; null = of those that <paramref name="who"/> manages, everybody's where there is none.</param>
    /// <param name="who">A rep's id or a user's e-mail; null = nobody in particular.</param>
    /// <param name="most">How many leads of each column.</param>
    public BoardView? Board(ImmutableArray<string>? teams, string? who, int most, Instant now) =>
        _state.Policy is null ? null : new Board(_state, now, most).Of(teams, who, RepViews(now));

    /// <summary>The leads that are stuck, by reason. Looks at every open lead.</summary>
    public ImmutableArray<StuckGroup> StuckGroups(Instant now) =>
        _state.Policy is null ? [] : Looking(() => new Stuck(_state, _router, now).Groups());

    /// <summary>The oldest leads that are stuck for one reason. Looks at every open lead.</summary>
    public StuckLeads StuckLeads(StuckReason reason, int most, Instant now) =>
        _state.Policy is null ? new StuckLeads(0, []) : new Stuck(_state, _router, now).Leads(reason, most);
}
