using Baton.Engine.Policies.Config;
using Baton.Engine.Turns;
using NodaTime;

namespace Baton.Engine;

/// <summary>What a rep asks about himself. Answers are computed, nothing changes.</summary>
public sealed partial class Workspace
{
    /// <summary>Where the rep stands at <paramref name="now"/>; null where there is no such rep.</summary>
    public TurnView? TurnsOf(string rep, Instant now)
    {
        if (_state.Policy is null || !_state.Reps.TryGetValue(rep, out var known))
        {
            return null;
        }

        var availability = known.AvailabilityAt(now);
        return Looking(() =>
            new TurnView
            {
                Rep = known.Id,
                Name = known.Config.Name,
                Status = Choice.Word(known.Status),
                StatusUntil = known.StatusUntil,
                StatusReason = known.Config.StatusReason is { } reason ? Choice.Word(reason) : null,
                Absent = availability.Absent,
                InHours = availability.Open,
                Zone = known.Zone,
                Open = known.Open,
                Capacity = known.Config.Capacity,
                Caps = known.Received.Uses(known.Config.Caps, now, known.Zone, known.Reserved),
                Pools = new PoolTurns(_state, known, now).All(),
                Work = Work.Of(_state, known),
                WorkCount = Work.CountOf(known),
                Queues = new Pulls(_state, known, now).All(),
            }
        );
    }

    /// <summary>What another presence of the rep would do; null where there is no such rep.</summary>
    /// <param name="until">When he would be back by himself; null = when he says so.</param>
    public PresenceEffect? EffectOf(string rep, RepStatus status, Instant? until, Instant now) =>
        _state.Policy is not null && _state.Reps.TryGetValue(rep, out var known)
            ? Looking(() => new Effects(_state, known, status, until, now).All())
            : null;
}
