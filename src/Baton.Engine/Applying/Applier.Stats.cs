using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Applying;

/// <summary>What reps did, day by day, and the statistics that are made of it.</summary>
internal sealed partial class Applier
{
    private void Apply(RepStatsRefreshed e, Instant at)
    {
        foreach (var (id, stats) in e.Stats)
        {
            state.Reps[id].SetStats(stats);
        }

        // Who is in a team, and how much a member weighs, may hang on them.
        _membership.Refresh(at);
        SetStatsTimer(at);
        state.Stirred = true;
    }

    private void SetStatsTimer(Instant at)
    {
        state.StatsAt = state.Policy!.ReadsStats ? StatsRefresh.NextAfter(at, state.Policy.Zone) : null;
        if (state.StatsAt is { } due)
        {
            state.Timers.Set(due, TimerKind.StatsRefresh, 0);
        }
    }

    private DayTally Today(RepState rep, Instant at) => rep.Tally.On(RepTally.DayOf(at, state.Policy!.Zone));

    private void TallyResponse(LeadState lead, Instant at)
    {
        if (lead is { Owner: { } owner, AssignedAt: { } since })
        {
            var bucket = ResponseBuckets.Of((long)(at - since).TotalSeconds);
            var responses = Today(owner, at).Responses;
            responses[bucket] = responses.GetValueOrDefault(bucket) + 1;
        }
    }

    private void TallyWon(LeadState lead, decimal? value, Instant at)
    {
        if (lead.Owner is { } owner)
        {
            var today = Today(owner, at);
            today.Won++;
            today.Value += decimal.Round(value ?? 0, 2, MidpointRounding.AwayFromZero);
        }
    }

    private void TallyLost(LeadState lead, Instant at)
    {
        if (lead.Owner is { } owner)
        {
            Today(owner, at).Lost++;
        }
    }
}
