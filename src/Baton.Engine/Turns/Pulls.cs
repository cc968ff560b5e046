using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Turns;

/// <summary>The queues that a rep may pull from, as far as he may look into them.</summary>
internal sealed class Pulls(WorkspaceState state, RepState rep, Instant now)
{
    private const int MostBlind = 20;

    public ImmutableArray<QueueTurn> All() =>
        [
            .. state
                .Queues.Values.Where(q => q.Config.Mode != QueueMode.Manual && q.Members.Contains(rep.Id))
                .OrderBy(q => q.Id, StringComparer.Ordinal)
                .Select(Of),
        ];

    private QueueTurn Of(Queue queue)
    {
        var parked = state.Parked.GetValueOrDefault(queue.Id) ?? [];
        var claims = queue.Config.Claims;
        var made = state.Claims.GetValueOrDefault((queue.Id, rep.Id)) ?? new CapCounter();
        var uses = made.Uses(CapsOf(claims), now, rep.Zone, 0);
        var open = rep.Owned.Count(n => state.Leads.ClaimedFrom(n) == queue.Id);
        return new QueueTurn
        {
            Queue = queue.Id,
            Mode = Choice.Word(queue.Config.Mode),
            Waiting = parked.Count,
            Barred = OverClaims(claims, open, uses) ?? PoolTurns.BarOf(Gate(queue)),
            OpenClaims = open,
            OpenClaimsLimit = claims.Open,
            Claims = uses,
            Blind =
                queue.Config.Mode == QueueMode.Blind
                    ? [.. parked.Take(MostBlind).Select(l => new BlindView(l.CreatedAt, l.Grade))]
                    : [],
        };
    }

    private static Caps CapsOf(ClaimsConfig claims) =>
        new()
        {
            Hour = claims.Hour,
            Day = claims.Day,
            Week = claims.Week,
            Month = claims.Month,
        };

    private static Bar? OverClaims(ClaimsConfig claims, int open, ImmutableArray<CapUse> uses) =>
        open >= claims.Open ? new Bar(ReasonCodes.ClaimsLimit, open, claims.Open)
        : uses.FirstOrDefault(u => u.Used >= u.Limit) is { Limit: > 0 } full
            ? new Bar(ReasonCodes.ClaimsLimit, full.Used, full.Limit)
        : null;

    // What does not depend on the lead; what it weighs is taken to be 1.
    private Verdict Gate(Queue queue)
    {
        var person = Gates.Person(rep, now, Skip.Claim);
        if (!person.Passes)
        {
            return person;
        }

        var input = new ConditionInput
        {
            Lead = [],
            Rep = rep.Record,
            Now = now,
            IsOpen = state.InputOf([], null, now).IsOpen,
        };
        if (!queue.Require.Where(r => r.LeadSlots.Count == 0 && !r.ReadsAccount).All(r => r.Holds(input)))
        {
            return new(Explain.Gate.Requirement);
        }

        var capacity = Gates.Capacity(rep, 1);
        return capacity.Passes ? Gates.Flow(rep, null, Caps.None, now) : capacity;
    }
}
