using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Eligibility;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>
/// Takes a lead along the steps of its rule until one of them keeps it. Decides only: nothing is changed. The <c>wait</c> of
/// a step holds the lead there once; afterwards its pool is asked like one without. A queue that it has left stays left.
/// </summary>
internal sealed class Router(WorkspaceState state)
{
    private readonly Picker _picker = new();

    // Used again: a decision copies what it keeps.
    private readonly Demand _demand = new();

    public Decision Decide(LeadState lead, Instant now) => Decide(lead, _demand.Begin(lead, state.InputOf(lead, now)));

    public Decision Decide(LeadState lead, Demand demand)
    {
        if (lead.Rule is not { } rule)
        {
            return new ToWaiting(ReasonCodes.NoRule, null, null);
        }

        if (state.IsPaused(lead))
        {
            return new ToWaiting(ReasonCodes.Paused, null, null);
        }

        for (var step = 0; step < rule.Route.Length; step++)
        {
            if (Try(lead, Resolved(lead, rule.Route[step]), step, demand) is { } decision)
            {
                return demand.PassedOver.Count == 0 ? decision : decision with { Trace = demand.Trace() };
            }
        }

        return new ToWaiting(ReasonOf(demand), null, null) { Trace = demand.Trace() };
    }

    /// <summary>Members of a shotgun queue who may be asked, in the team's order.</summary>
    public List<string> Askable(Queue queue, Demand demand)
    {
        var askable = new List<string>();
        foreach (var id in queue.Members)
        {
            if (state.Reps.TryGetValue(id, out var rep) && !demand.Lead.IsOfferedTo(id))
            {
                var verdict = ClaimGates(rep, queue, demand);
                if (verdict.Passes)
                {
                    askable.Add(id);
                }
                else
                {
                    demand.PassedOver.Add(
                        new(id, ReasonCodes.Of(verdict.Gate), verdict.Actual, verdict.Needed, queue.Id)
                    );
                }
            }
        }

        return askable;
    }

    /// <summary>Claims and shotguns ask every gate but hours, presence and weight.</summary>
    public static Verdict ClaimGates(RepState rep, Queue queue, Demand demand)
    {
        var person = Gates.Person(rep, demand.Now, Skip.Claim);
        if (!person.Passes)
        {
            return person;
        }

        if (!queue.Require.IsEmpty && !Gates.All(queue.Require, demand.ForRep(rep.Record)))
        {
            return new(Gate.Requirement);
        }

        var marks = Gates.Marks(demand.Lead, rep.Id);
        if (!marks.Passes)
        {
            return marks;
        }

        var capacity = Gates.Capacity(rep, demand.Effort);
        return !capacity.Passes ? capacity
            : demand.IgnoreCaps ? default
            : Gates.Flow(rep, null, Caps.None, demand.Now);
    }

    /// <summary>What an owner match or a hand assignment costs: every pool of the route that has the rep and charges for it.</summary>
    public ImmutableArray<Charge> SideCharges(
        LeadState lead,
        RepState rep,
        Demand demand,
        Func<FairnessConfig, SideCharge> fate
    )
    {
        if (lead.Rule is not { } rule)
        {
            return [];
        }

        var charges = ImmutableArray.CreateBuilder<Charge>();
        foreach (var step in rule.Route)
        {
            if (Resolved(lead, step) is PoolStep { Pool: var name } && state.PoolNamed(name) is { } pool)
            {
                AddSideCharges(pool, [], rep, demand, fate, charges);
            }
        }

        return charges.ToImmutable();
    }

    /// <summary>The pool or queue step that a split chose for this lead: always the same one.</summary>
    public RouteStepConfig Resolved(LeadState lead, RouteStepConfig step) =>
        step is SplitStep split ? Splits.Resolved(split, state.PublicIdOf(lead)) : step;

    private Decision? Try(LeadState lead, RouteStepConfig step, int index, Demand demand) =>
        step switch
        {
            OwnerStep owner => TryOwner(lead, owner, index, demand),
            PoolStep pool => TryPool(lead, pool, index, demand),
            QueueStep queue => TryQueue(lead, queue, index, demand),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
        };

    private ToOwner? TryOwner(LeadState lead, OwnerStep step, int index, Demand demand)
    {
        var id = step.Owner == OwnerSource.Account ? state.AccountOf(lead.Account)?.Owner : lead.LastOwner;
        if (id is null || !state.Reps.TryGetValue(id, out var rep))
        {
            return null;
        }

        var verdict = OwnerGates(rep, step, demand);
        if (!verdict.Passes)
        {
            demand.PassedOver.Add(new(id, ReasonCodes.Of(verdict.Gate), verdict.Actual, verdict.Needed, null));
            return null;
        }

        return new ToOwner(rep, "owner", null, index, SideCharges(lead, rep, demand, f => f.Owner));
    }

    private static Verdict OwnerGates(RepState rep, OwnerStep step, Demand demand)
    {
        var skip =
            (step.Respect.Contains(OwnerGate.Hours) ? Skip.None : Skip.Hours)
            | (step.Respect.Contains(OwnerGate.Presence) ? Skip.None : Skip.Presence);
        var verdict = Gates.Person(rep, demand.Now, skip);
        verdict = verdict.Passes ? Gates.Marks(demand.Lead, rep.Id) : verdict;
        if (verdict.Passes && step.Respect.Contains(OwnerGate.Capacity))
        {
            verdict = Gates.Capacity(rep, demand.Effort);
        }

        return verdict.Passes && step.Respect.Contains(OwnerGate.Caps) && !demand.IgnoreCaps
            ? Gates.Flow(rep, null, Caps.None, demand.Now)
            : verdict;
    }

    private Decision? TryPool(LeadState lead, PoolStep step, int index, Demand demand)
    {
        if (state.PoolNamed(step.Pool) is not { } pool)
        {
            return null;
        }

        if (state.Paused.Contains((PauseKinds.Pool, pool.Id)))
        {
            return new ToWaiting(ReasonCodes.Paused, null, null);
        }

        demand.Attempts = lead.AttemptsAt(index);
        if (pool.IsSpent(demand.Attempts))
        {
            return null;
        }

        var until = DeadlineOf(lead, index, pool.Id, step.Wait, demand.Now);
        if (_picker.Pick(pool, demand) is not { } pick)
        {
            return step.Wait is not null && until > demand.Now ? new ToWaiting(ReasonOf(demand), index, until) : null;
        }

        if (pick.Offer is not { } offer)
        {
            return new ToOwner(pick.Rep, "pool", pick.Leaf.ReportedAs, index, pick.Charges);
        }

        return new ToOffer([pick.Rep.Id], index)
        {
            Pool = pick.Leaf.ReportedAs,
            ExpiresAt = demand.Now + offer.Timeout,
            Until = until > demand.Now ? until : null,
            Charges = pick.Charges,
        };
    }

    private Decision? TryQueue(LeadState lead, QueueStep step, int index, Demand demand)
    {
        if (lead.StepDone(index, demand.Now) || state.QueueNamed(step.Queue) is not { } queue)
        {
            return null;
        }

        var until = DeadlineOf(lead, index, queue.Id, queue.Config.Expires, demand.Now);
        if (queue.Config.Mode != QueueMode.Shotgun)
        {
            var kept = lead.Queue == queue.Id ? lead.WarnAt : null;
            return new ToQueue(queue, index, kept ?? demand.Now + queue.Config.Warn, until);
        }

        var askable = Askable(queue, demand);
        if (askable.Count == 0)
        {
            return null;
        }

        var stagger = queue.Config.Stagger;
        return new ToOffer(stagger is null ? [.. askable] : [askable[0]], index)
        {
            Queue = queue.Id,
            NextAt = stagger is { } every && queue.Members.Length > 1 ? demand.Now + every : null,
            Until = until,
        };
    }

    private void AddSideCharges(
        Pool pool,
        ImmutableArray<Pool> outer,
        RepState rep,
        Demand demand,
        Func<FairnessConfig, SideCharge> fate,
        ImmutableArray<Charge>.Builder charges
    )
    {
        foreach (var (_, inner) in pool.Units)
        {
            AddSideCharges(inner, outer.Add(pool), rep, demand, fate, charges);
        }

        var ledger = pool.Ledger;
        if (fate(pool.Config.Fairness) != SideCharge.Charge || charges.Any(c => c.Ledger == ledger.Id))
        {
            return;
        }

        var nesting = outer.Add(pool);
        var has = Enumerable.Range(0, ledger.Members.Count).Where(i => IsOf(pool, i, rep)).Take(1).ToArray();
        var left = Enumerable.Range(0, ledger.Members.Count).Where(i => !Earns(nesting, i, demand)).ToImmutableArray();
        if (has is [var winner] && left.Length < ledger.Members.Count)
        {
            charges.Add(
                new Charge
                {
                    Ledger = ledger.Id,
                    Winner = ledger.Members[winner].Id,
                    Cost = Costs.Of(pool, demand),
                    Out = left,
                }
            );
        }
    }

    // The member of a pool, or the unit of a split one that has the rep.
    private static bool IsOf(Pool pool, int position, RepState rep) =>
        pool.IsSplit
            ? pool.Units[position].Pool is var unit
                && Enumerable.Range(0, unit.Ledger.Members.Count).Any(i => IsOf(unit, i, rep))
            : ReferenceEquals(pool.Ledger.Members[position].Rep, rep);

    // Who is active, weighs more than 0 and meets what all these pools require, in hours or not; a unit with such a one.
    private static bool Earns(ImmutableArray<Pool> nesting, int position, Demand demand)
    {
        var pool = nesting[^1];
        var member = pool.Ledger.Members[position];
        if (member is not { IsActive: true, Weight: > 0 })
        {
            return false;
        }

        if (!pool.IsSplit)
        {
            var input = demand.ForRep(member.Rep!.Record);
            return nesting.All(p => Gates.All(p.Require, input));
        }

        var unit = pool.Units[position].Pool;
        return Enumerable.Range(0, unit.Ledger.Members.Count).Any(i => Earns(nesting.Add(unit), i, demand));
    }

    private static Instant? DeadlineOf(LeadState lead, int step, string target, Duration? lasts, Instant now) =>
        lead.Deadlines is { } all && all.TryGetValue(step, out var at) ? at
        : lasts is not null && lead.Carried is { } carried && carried.Target == target ? carried.Until
        : now + lasts;

    private static string ReasonOf(Demand demand) =>
        demand.HoursAlone ? ReasonCodes.WaitingForHours : ReasonCodes.NoEligibleRep;
}
