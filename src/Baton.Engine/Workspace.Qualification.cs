using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Engine.Qualification;
using Baton.Engine.Routing;

namespace Baton.Engine;

/// <summary>Which leads go on to the rules, what is answered about them, and how the others come back.</summary>
public sealed partial class Workspace
{
    private Outcome Qualify(LeadState lead, QualifyLead command)
    {
        var qualify = _state.Policy!.Config.Policy.Qualify;
        var known = Questions.KeysOf(qualify);
        if (
            known is not null
            && command.Answers.Select(a => a.Key).FirstOrDefault(k => !known.Contains(k)) is { } unknown
        )
        {
            return Refuse(ReasonCodes.Invalid, $"unknown question '{unknown}'{NearestWord.Hint(unknown, known)}");
        }

        if (command.Disqualify is { } reason && RefusalOf(reason, qualify?.Reasons ?? []) is { } refusal)
        {
            return Refuse(ReasonCodes.Invalid, refusal);
        }

        var open = lead.Status is LeadStatus.Nurture or LeadStatus.Waiting;
        if (command.Disqualify is null || !command.Answers.IsEmpty)
        {
            var qualifies = command.Disqualify is null && QualifiesWith(lead, command.Answers);
            Emit(
                new LeadQualified
                {
                    Lead = lead.Number,
                    Answers = new FieldSet(command.Answers),
                    Qualifies = qualifies,
                    Stage = qualifies ? Stages.Next(lead.Stage, Stages.Sql) : null,
                    By = command.By,
                }
            );
        }

        if (command.Disqualify is null)
        {
            Reconsider(lead, open);
        }
        else
        {
            Disqualify(lead, command);
        }

        return Done(lead.Number);
    }

    private void Disqualify(LeadState lead, QualifyLead command)
    {
        Rescind(lead, ReasonCodes.Disqualified);
        Emit(
            new LeadDisqualified
            {
                Lead = lead.Number,
                Reason = command.Disqualify!,
                By = command.By,
            }
        );
    }

    private static string? RefusalOf(string reason, ImmutableArray<string> known) =>
        known.IsEmpty
            ? IsPlainName(reason)
                ? null
                : "'disqualify' is a coded reason: 1 to 100 letters, digits and . _ - that begin with a letter or digit"
            : known.Contains(reason)
                ? null
                : $"unknown reason '{reason}'{NearestWord.Hint(reason, known)}";

    private bool QualifiesWith(LeadState lead, ImmutableArray<KeyValuePair<string, Value>> answers)
    {
        var fields = (Value[])lead.Fields!.Clone();
        var given = fields[LeadSlots.Answers].Kind == ValueKind.Map ? fields[LeadSlots.Answers] : Value.EmptyMap;
        fields[LeadSlots.Answers] = Value.Of(given.AsMap().SetItems(answers));
        return _state.Policy!.Qualifies?.Holds(_state.InputOf(fields, _state.AccountOf(lead.Account), _now)) ?? true;
    }

    private bool Qualified(LeadState lead)
    {
        if (_state.Policy!.Qualifies is not { } when)
        {
            return true;
        }

        if (when.Holds(_state.InputOf(lead, _now)))
        {
            return true;
        }

        var qualify = _state.Policy.Config.Policy.Qualify!;
        if (qualify.Otherwise == QualifyOtherwise.Disqualify)
        {
            Emit(new LeadDisqualified { Lead = lead.Number, Reason = "not_qualified" });
        }
        else if (lead.Status != LeadStatus.Nurture)
        {
            Emit(
                new LeadNurtured
                {
                    Lead = lead.Number,
                    Track = qualify.Nurture.Track,
                    RevisitAt = _now + qualify.Nurture.Revisit,
                    GiveUpAt = _now + qualify.Nurture.GiveUp,
                }
            );
        }

        return false;
    }

    // The lead may qualify now, or no more, and another rule may match. Unlike a person's act on it this clears no marks
    // and starts no attempts anew.
    private void Requalify(LeadState lead)
    {
        if (lead.Status is not (LeadStatus.Nurture or LeadStatus.Waiting) || !Qualified(lead))
        {
            return;
        }

        if (lead.Status == LeadStatus.Nurture)
        {
            Route(lead, qualified: true);
            return;
        }

        var rule = _state.Policy!.Match(_state.InputOf(lead, _now));
        if (!ReferenceEquals(rule, lead.Rule))
        {
            RouteAgain(lead);
        }
    }
}
