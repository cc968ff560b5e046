using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies.Config;
using Baton.Engine.Qualification;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine;

/// <summary>Rule, route, placement, and the draining of leads that wait: the second half of a lead's way.</summary>
public sealed partial class Workspace
{
    /// <summary>Finds the first matching rule and takes the lead along its route.</summary>
    /// <param name="qualified">It has just passed what the policy asks of leads before they are routed.</param>
    private void Route(LeadState lead, bool qualified = false)
    {
        var stage = qualified ? StageQualified(lead) : null;
        var rule = _state.Policy!.Match(_state.InputOf(lead, _now, stage));
        if (rule is null)
        {
            Emit(new LeadWaiting { Lead = lead.Number, Reason = ReasonCodes.NoRule });
            return;
        }

        Emit(
            new LeadRouted
            {
                Lead = lead.Number,
                Rule = rule.Config.Name,
                Version = rule.Version,
                Stage = stage,
                KeepsAttempts = lead.Attempts is { Count: > 0 },
            }
        );
        Place(lead);
    }

    private void Place(LeadState lead) => Emit(EventOf(lead, _router.Decide(lead, _now)));

    private static LeadEvent EventOf(LeadState lead, Decision decision) =>
        decision switch
        {
            ToOwner d => new LeadAssigned
            {
                Lead = lead.Number,
                Rep = d.Rep.Id,
                How = d.How,
                Pool = d.Pool,
                Step = d.Step,
                Charges = d.Charges,
                Trace = d.Trace,
            },
            ToOffer d => new LeadOffered
            {
                Lead = lead.Number,
                Reps = d.Reps,
                Pool = d.Pool,
                Queue = d.Queue,
                Step = d.Step,
                ExpiresAt = d.ExpiresAt,
                NextAt = d.NextAt,
                Until = d.Until,
                Charges = d.Charges,
                Trace = d.Trace,
            },
            ToQueue d => new LeadQueued
            {
                Lead = lead.Number,
                Queue = d.Queue.Id,
                Step = d.Step,
                WarnAt = d.WarnAt,
                ExpiresAt = d.ExpiresAt,
                Trace = d.Trace,
            },
            ToWaiting d => new LeadWaiting
            {
                Lead = lead.Number,
                Reason = d.Reason,
                Step = d.Step,
                Until = d.Until,
                Trace = d.Trace,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, null),
        };

    /// <summary>
    /// Gives waiting leads to whoever can take them now, in order of service, and asks whom a staggered shotgun could not ask
    /// in time, until nothing more changes.
    /// </summary>
    private void Settle()
    {
        while (_state.Stirred)
        {
            _state.Stirred = false;
            if (_state.Waiting.Count > 0)
            {
                Drain();
            }

            if (_state.Stalled.Count > 0)
            {
                AskStalled();
            }
        }
    }

    // The head of the best group is decided; a group whose head finds nobody is left alone for this time.
    private void Drain()
    {
        var groups = new PriorityQueue<WaitingClass, LeadState>(ServiceOrder.Instance);
        foreach (var group in _state.Waiting.Classes)
        {
            if (group.Key.Rule is not null)
            {
                groups.Enqueue(group, group.Leads.Min!);
            }
        }

        while (groups.TryDequeue(out var group, out var head))
        {
            var decision = _router.Decide(head, _now);
            if (decision is ToWaiting waiting)
            {
                StayWaiting(group, waiting);
                continue;
            }

            Emit(EventOf(head, decision));
            if (group.Leads.Count > 0)
            {
                groups.Enqueue(group, group.Leads.Min!);
            }
        }
    }

    // Nobody for these leads. Where the reason is another one now, each of them says so.
    private void StayWaiting(WaitingClass group, ToWaiting decision)
    {
        foreach (
            var lead in group.Leads.Where(l => l.Reason != decision.Reason || l.Step != (decision.Step ?? -1)).ToArray()
        )
        {
            Emit(EventOf(lead, decision with { Until = decision.Step is null ? null : lead.Until ?? decision.Until }));
        }
    }

    /// <summary>The lead goes on after an offer has ended, with whoever is next.</summary>
    private void AfterOffer(LeadState lead)
    {
        if (lead.Offers is null)
        {
            Place(lead);
        }
    }

    // A policy has changed: who waits, is queued or nurtured is matched again from rule 1, and is served by the priority
    // that it has now; offers and owners stay.
    private void Rematch()
    {
        var open = _state
            .Leads.Whole.Where(l => l.Status is LeadStatus.Waiting or LeadStatus.Queued or LeadStatus.Nurture)
            .Order(ServiceOrder.Instance)
            .ToArray();
        foreach (var lead in open)
        {
            Rescore(lead, always: false);
        }

        var homeless = _state.Leads.Whole.Where(l => l.Status == LeadStatus.Offered && IsHomeless(l)).ToArray();
        foreach (var lead in InOrder(open.Where(Qualified).Concat(homeless)))
        {
            if (lead.Status == LeadStatus.Offered)
            {
                Rescind(lead, "removed");
                Route(lead);
            }
            else
            {
                RouteAgain(lead);
            }
        }
    }

    // What the policy lets through to the rules is marketing qualified, where it lets through not all.
    private string? StageQualified(LeadState lead) =>
        _state.Policy!.Qualifies is null ? null : Stages.Next(lead.Stage, Stages.Mql);

    private Rule? RuleNow(LeadState lead) => _state.Policy!.Match(_state.InputOf(lead, _now, StageQualified(lead)));

    // In the order of service under the rules that match them now.
    private LeadState[] InOrder(IEnumerable<LeadState> leads) =>
        [
            .. leads
                .ToArray()
                .OrderByDescending(l => RuleNow(l)?.Config.Priority ?? 0)
                .ThenBy(l => l, ServiceOrder.ByScore),
        ];

    private void RouteAgain(LeadState lead)
    {
        if (RuleNow(lead) is not null || lead.Reason != ReasonCodes.NoRule)
        {
            Route(lead, qualified: true);
        }
    }

    private bool IsHomeless(LeadState lead) =>
        lead.Queue is { } queue
            ? !_state.Queues.ContainsKey(queue)
            : lead.Pool is { } pool && !_state.Pools.ContainsKey(pool);

    private void Rescind(LeadState lead, string reason)
    {
        foreach (var offer in lead.Offers?.ToArray() ?? [])
        {
            Emit(
                new OfferRescinded
                {
                    Lead = lead.Number,
                    Rep = offer.Rep.Id,
                    Reason = reason,
                }
            );
        }
    }

    // What becomes of the charges of an offer, or of an owner, that ends so: each ledger follows its own pool.
    private (bool Refunded, ImmutableArray<string>? Kept) FateOf(LeadState lead, Func<FairnessConfig, TurnFate> fate)
    {
        var kept = lead.Charges.Where(c => !Refunds(c.Ledger, fate)).Select(c => c.Ledger).ToImmutableArray();
        return (kept.Length < lead.Charges.Length, kept.IsEmpty || kept.Length == lead.Charges.Length ? null : kept);
    }

    private bool Refunds(string ledger, Func<FairnessConfig, TurnFate> fate) =>
        _state.Ledgers.GetValueOrDefault(ledger)?.Pool is { } pool && fate(pool.Config.Fairness) == TurnFate.Refund;
}
