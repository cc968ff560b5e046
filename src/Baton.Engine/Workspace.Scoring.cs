using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Routing;
using Baton.Engine.Scoring;

namespace Baton.Engine;

/// <summary>Scores, and what people do that is scored.</summary>
public sealed partial class Workspace
{
    private const int LongestName = 100;

    private Outcome Record(LeadState lead, RecordActivity command)
    {
        if (!IsPlainName(command.Type))
        {
            return Refuse(
                ReasonCodes.Invalid,
                "'type' is the activity's name: 1 to 100 letters, digits and . _ - that begin with a letter or digit"
            );
        }

        if (command.At > _now)
        {
            return Refuse(
                ReasonCodes.Invalid,
                $"'at' is in the future: {command.At} is after {_now}; leave it out for an activity of this moment"
            );
        }

        Emit(
            new LeadActivity
            {
                Lead = lead.Number,
                Activity = command.Type,
                At = command.At ?? _now,
                Personal = command.Value.IsNull ? FieldSet.Empty : new FieldSet([new("value", command.Value)]),
                By = command.By,
            }
        );
        Rescore(lead, always: false);
        Requalify(lead);
        return Done(lead.Number);
    }

    // What a policy can name, but for what looks like an address: it is journaled, and that must not be contact data.
    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= LongestName
        && char.IsLetterOrDigit(name[0])
        && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-');

    private void Score(LeadState lead)
    {
        if (_state.Policy!.Scores)
        {
            Rescore(lead, always: true);
        }
    }

    private void Rescore(LeadState lead, bool always)
    {
        if (!_state.Policy!.Scores)
        {
            return;
        }

        var parts = Scores.PartsOf(_state, lead, _now);
        var points = Scores.Live(_state.Policy, parts, lead.CreatedAt, _now);
        var score = Scores.Total(points, _now);
        var grade = Scores.GradeOf(_state.Policy, score);
        if (
            always
            || score != lead.Score
            || grade != lead.Grade
            || !points.AsSpan().SequenceEqual(Scores.Unspent(lead.Points, _now).AsSpan())
        )
        {
            Emit(
                new LeadScored
                {
                    Lead = lead.Number,
                    Score = score,
                    Grade = grade,
                    Parts = parts,
                }
            );
        }
    }

    // On the hour: scores that are others now. Who was nurtured and qualifies by the new one comes back.
    private void AgeScores()
    {
        var aged = ImmutableArray.CreateBuilder<AgedScore>();
        var (looked, last) = (0, 0L);
        long? after = null;
        foreach (var number in _state.Aging.Next)
        {
            if (looked++ == ScoreAging.MostAtOnce)
            {
                after = last;
                break;
            }

            last = number;
            if (Aged(_state.Leads[number]) is { } score)
            {
                aged.Add(score);
            }
        }

        Emit(new ScoresAged { Scores = aged.ToImmutable(), After = after });
        foreach (var (number, _, _) in aged)
        {
            if (_state.Leads[number] is { Status: LeadStatus.Nurture } lead)
            {
                Requalify(lead);
            }
        }
    }

    // Also where points are spent: then they are forgotten, and the lead need not be looked at for ever.
    private AgedScore? Aged(LeadState lead)
    {
        var score = Scores.Total(lead.Points, _now);
        var grade = Scores.GradeOf(_state.Policy!, score);
        return score != lead.Score || grade != lead.Grade || lead.Points.Any(p => p.IsSpent(_now))
            ? new AgedScore(lead.Number, score, grade)
            : null;
    }
}
