using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Engine.Policies;

/// <summary>
/// One expression tried against one lead and rep, with all that a policy gives its expressions: custom fields, named
/// conditions, the matched account, the territory, calendars. Used once, by one thread.
/// </summary>
public sealed class ExpressionTrial(Policy policy)
{
    private Value[] _lead = new Value[policy.Schema.Count];
    private Value[]? _rep;

    /// <summary>
    /// Takes the lead as it would be sent, normalised like a captured one; fields that only Baton sets, such as the score,
    /// are taken as they are. False where it is at fault: the faults are added.
    /// </summary>
    public bool Take(RawLead lead, ICollection<CaptureFault> faults)
    {
        var sent = lead.Fields.ToLookup(f =>
            policy.Schema.SlotOf(f.Key) is var s && s >= 0 && LeadSchema.IsReserved(s)
        );
        if (
            LeadNormaliser.Normalise(new RawLead([.. sent[false]]), policy.Schema, policy.Normaliser, faults)
            is not { } ok
        )
        {
            return false;
        }

        _lead = ok.Fields;
        foreach (var (name, value) in sent[true])
        {
            _lead[policy.Schema.SlotOf(name)] = value;
        }

        return true;
    }

    public void Take(RepConfig rep) => _rep = RepRecord.Of(rep);

    /// <summary>
    /// The value. Null with faults added where the expression is not valid; where it is and the computation fails, the
    /// value is null, as it is in a policy, and <paramref name="failure"/> says why.
    /// </summary>
    public Value Run(string expression, Instant now, ICollection<ConditionFault> faults, out ConditionFault? failure)
    {
        failure = null;
        if (Condition.Compile(expression, Scope(), faults) is not { } condition)
        {
            return Value.Null;
        }

        var account = policy.Accounts.Find(_lead)?.Name;
        var input = new ConditionInput
        {
            Lead = _lead,
            Rep = _rep,
            Account = account is null ? null : policy.AccountsByName[account].Record,
            Now = now,
            IsOpen = name => policy.Calendars.TryGetValue(name, out var calendar) && calendar.At(now).Open,
        };
        Place(input);
        return condition.Evaluate(input, out failure);
    }

    // As capture does, for what was not given.
    private void Place(in ConditionInput input)
    {
        if (_lead[LeadSlots.Territory].IsNull)
        {
            _lead[LeadSlots.Territory] = Value.Of(policy.TerritoryOf(input));
        }

        if (_lead[LeadSlots.Segments].IsNull && !policy.Segments.IsEmpty)
        {
            var segments = new List<string>();
            foreach (var (name, when) in policy.Segments)
            {
                if (when.Holds(input))
                {
                    segments.Add(name);
                }
            }

            _lead[LeadSlots.Segments] = Value.OfList(segments);
        }
    }

    private ConditionScope Scope() =>
        new()
        {
            Lead = new RecordType("lead", policy.Schema.Fields.Select(f => new RecordField(f.Name, f.Kind))),
            Rep = RepRecord.Type,
            Account = Account.Type,
            Named = policy.Config.Policy.Conditions.ToFrozenDictionary(c => c.Name, c => c.When.Text),
            Calendars = policy.Config.Calendars.Select(c => c.Name).ToImmutableArray(),
        };
}
