using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Routing;
using Baton.Engine.Scoring;
using NodaTime;

namespace Baton.Engine.Applying;

/// <summary>Scores and what they are made of.</summary>
internal sealed partial class Applier
{
    private void Apply(LeadState lead, LeadActivity e, Instant at)
    {
        Reorder(
            lead,
            () =>
            {
                lead.Fields![LeadSlots.Activities] = Activities.Counted(lead.Fields[LeadSlots.Activities], e.Activity);
                lead.Activities = Activities.Kept(lead.Activities, e.Activity, e.At, state.Policy!, at);
            }
        );
    }

    private void Apply(LeadState lead, LeadScored e, Instant at)
    {
        var points = Scores.Live(state.Policy!, e.Parts, lead.CreatedAt, at);
        Reorder(lead, () => SetScore(lead, e.Score, e.Grade, points));
        SetAging(lead, at);
    }

    private void Apply(ScoresAged e, Instant at)
    {
        foreach (var (number, score, grade) in e.Scores)
        {
            var lead = state.Leads[number];
            Reorder(lead, () => SetScore(lead, score, grade, Scores.Unspent(lead.Points, at)));
            SetAging(lead, at);
        }

        SetAgingTimer(state.Aging.Passed(at, e.After));
    }

    /// <summary>Before the leads that age: a snapshot without the time gets the next hour by the first of them.</summary>
    public void RestoreAging(Instant? due, long after)
    {
        state.Aging.Set(due, after);
        SetAgingTimer(due);
    }

    private static void SetScore(LeadState lead, decimal score, string? grade, ImmutableArray<LivePoints> points)
    {
        lead.Score = score;
        lead.Grade = grade;
        lead.Points = points;
        lead.Fields![LeadSlots.Score] = Value.Of((double)score);
        lead.Fields[LeadSlots.Grade] = Value.Of(grade);
    }

    private void SetAging(LeadState lead, Instant at)
    {
        if (Scores.Decay(lead.Points))
        {
            SetAgingTimer(state.Aging.Add(lead.Number, at));
        }
        else
        {
            state.Aging.Remove(lead.Number);
        }
    }

    private void SetAgingTimer(Instant? due)
    {
        if (due is { } next)
        {
            state.Timers.Set(next, TimerKind.ScoreAging, 0);
        }
    }
}
