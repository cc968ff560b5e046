using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>
/// What one decision is about: the lead as pools see it, the rule's demands, the time. Collects who is passed over. It is
/// about nothing until <see cref="Begin"/>, and may be used again for the next decision.
/// </summary>
internal sealed class Demand
{
    public LeadState Lead { get; private set; } = null!;
    public ConditionInput Input { get; private set; }
    public Instant Now { get; private set; }
    public int Effort { get; private set; }
    public bool IgnoreCaps { get; private set; }

    /// <summary>Offers made of the lead so far at the step that is tried.</summary>
    public int Attempts { get; set; }

    /// <summary>Everybody passed over, pool by pool, in the order asked. The last word on a rep is the one that counts.</summary>
    public List<PassedOver> PassedOver { get; } = [];

    /// <summary>Leads that reps are taken to hold already, while turns are played in advance; null else.</summary>
    public IReadOnlyDictionary<string, int>? Taken { get; init; }

    /// <summary>Collects how each pool ranked, while an explanation is made; null else.</summary>
    public List<Assignment.RankedPool>? Details { get; init; }

    /// <summary>Somebody would have taken the lead, had it been in hours.</summary>
    public bool HoursAlone { get; set; }

    public Demand Begin(LeadState lead, in ConditionInput input)
    {
        Lead = lead;
        Input = input;
        Now = input.Now;
        Effort = lead.Effort;
        IgnoreCaps = lead.Rule?.Config.IgnoreCaps ?? false;
        HoursAlone = false;
        Attempts = 0;
        PassedOver.Clear();
        return this;
    }

    public long OpenOf(People.RepState rep) => rep.Open + (Taken?.GetValueOrDefault(rep.Id) ?? 0);

    public ConditionInput ForRep(Value[] rep) =>
        new()
        {
            Lead = Input.Lead,
            Account = Input.Account,
            Rep = rep,
            Now = Input.Now,
            IsOpen = Input.IsOpen,
        };

    /// <summary>The trace as it is journaled: names up to 100, counts by reason beyond.</summary>
    public Trace Trace()
    {
        if (PassedOver.Count == 0)
        {
            return Events.Trace.Empty;
        }

        return PassedOver.Count <= 100
            ? new Trace { PassedOver = [.. PassedOver] }
            : new Trace
            {
                Counts = [.. PassedOver.GroupBy(p => p.Code).Select(g => new ReasonCount(g.Key, g.Count()))],
            };
    }
}
