using System.Numerics;
using Baton.Engine.Applying;
using Baton.Engine.Assignment;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.Events;
using Baton.Engine.Policies;
using Baton.Engine.Routing;
using Baton.Engine.Tests.Workspaces;
using NodaTime;

namespace Baton.Engine.Tests.Eligibility;

/// <summary>
/// What a decision finds out in a hurry, against the gates asked one by one and the methods' rules spelled out: in random
/// histories of presence, limits, absences, hours, open work and leads received.
/// </summary>
public sealed class QuickGateTests
{
    private const string File = """
        timezone: Europe/Paris
        calendars:
          day: { timezone: Europe/Paris, hours: { mon-fri: "09:00-17:00" } }
          night: { timezone: America/New_York, hours: { mon-sun: "17:00-03:00" } }
        reps:
          - { id: ana, weight: 3, capacity: 12, calendar: day, skills: { fr: 3 } }
          - { id: bob, capacity: 8, caps: { hour: 4, day: 9 }, skills: { fr: 1, de: 4 } }
          - { id: cleo, weight: 2, calendar: night }
          - { id: dan, status: away, skills: { de: 5 } }
          - { id: eva, absences: [{ from: 2026-01-06, to: 2026-01-07 }] }
          - { id: mo, weight: 0 }
        policy:
          pools:
            plain: { members: [ana, bob, cleo, dan, eva, mo], method: least_loaded, weights: rep }
            alike: { members: [ana, bob, cleo, dan, eva, mo], method: least_loaded }
            skilled: { members: [ana, bob, cleo, dan, eva], require: ['lead.language in rep.skills'] }
            always: { members: [ana, bob, cleo, dan, eva], hours: ignored, presence: ignored }
            capped: { members: [ana, bob, cleo, dan, eva], member_caps: { day: 3 } }
          rules: [{ name: all, route: [{ pool: plain }] }]
        """;

    private static readonly string[] s_reps = ["ana", "bob", "cleo", "dan", "eva", "mo"];

    private static readonly string[] s_changes =
    [
        "status: away",
        "status: available",
        "capacity: 3",
        "capacity: null",
        "caps: { hour: 2 }",
        "caps: { hour: 1, week: 5 }",
        "calendar: night",
        "calendar: day",
        "absences: [{ from: 2026-01-08, to: 2026-01-09 }]",
        "skills: { fr: 2 }",
        "active: false",
        "active: true",
        "weight: 4",
        "weight: 0",
    ];

    private readonly WorkspaceState _state = new();
    private Instant _now = Instant.FromUtc(2026, 1, 5, 9, 0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Who_passes_in_a_hurry_passes_every_gate(int seed)
    {
        var random = new Random(seed);
        var passed = 0;
        foreach (var (pool, demand) in Decisions(random))
        {
            var gates = new PoolGates(pool, [], demand);
            var members = pool.Ledger.Members;
            for (var i = 0; i < members.Count; i++)
            {
                var hurried = gates.PassesPlainly(members[i], i);
                var asked = gates.Check(i).Passes;
                (hurried && !asked).ShouldBeFalse($"{members[i].Id} in {pool.Id} at {_now}");

                // What was asked for just now is known, so that the answer is sure where nothing else is asked.
                var isSure = pool.Id is not "capped" && Instant.FromUnixTimeTicks(_now.ToUnixTimeTicks()) == _now;
                (isSure && asked && !gates.PassesPlainly(members[i], i)).ShouldBeFalse(
                    $"{members[i].Id} in {pool.Id} at {_now}"
                );
                passed += hurried ? 1 : 0;
            }
        }

        passed.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void The_lightest_are_those_whom_nobody_undercuts(int seed)
    {
        var random = new Random(seed);
        foreach (var (pool, demand) in Decisions(random).Where(d => d.Pool.Id is "plain" or "alike"))
        {
            var members = pool.Ledger.Members;
            var candidates = new Candidates();
            candidates.Begin(pool);
            candidates.Positions.AddRange(
                Enumerable.Range(0, members.Count).Where(i => members[i].Weight > 0 && random.Next(4) > 0)
            );
            if (candidates.Positions.Count == 0)
            {
                continue;
            }

            candidates.Gather();
            var best = new int[members.Count];
            var count = Methods.Best(candidates, demand, best);

            best[..count].ShouldBe(LightestOf(candidates, demand));
        }
    }

    private static IEnumerable<int> LightestOf(Candidates candidates, Demand demand)
    {
        var members = candidates.Positions.Select(p => candidates.Pool.Ledger.Members[p]).ToArray();
        return Enumerable
            .Range(0, members.Length)
            .Where(i => members.All(m => Load(members[i]) * m.Weight <= Load(m) * members[i].Weight));

        BigInteger Load(LedgerMember member) => demand.OpenOf(member.Rep!);
    }

    private IEnumerable<(Pool Pool, Demand Demand)> Decisions(Random random)
    {
        var applier = new Applier(_state);
        applier.Apply(new PolicyPublished { Version = 1, Document = World.Document(File) }, _now);
        for (var step = 0; step < 500; step++)
        {
            Change(applier, random);
            foreach (var pool in _state.Pools.Values)
            {
                yield return (pool, DemandOf(random));
            }
        }
    }

    private void Change(Applier applier, Random random)
    {
        // On a whole tick mostly, at times just after one.
        var ticks = _now.ToUnixTimeTicks() + (random.Next(3) == 0 ? random.NextInt64(40_000_000_000) : random.Next(2));
        _now = Instant.Max(_now, Instant.FromUnixTimeTicks(ticks).PlusNanoseconds(random.Next(8) == 0 ? 1 : 0));
        var rep = _state.Reps[s_reps[random.Next(s_reps.Length)]];
        switch (random.Next(6))
        {
            case 0:
                var patch = World.Document($"{{ id: {rep.Id}, {s_changes[random.Next(s_changes.Length)]} }}");
                applier.Apply(new RepChanged { Rep = rep.Id, Patch = patch }, _now);
                break;
            case 1:
                rep.Received.Add(_now);
                break;
            case 2:
                rep.Reserved = random.Next(3);
                break;
            case 3:
                // Of pools that are as good as full, and of loads that no product of 64 bits holds.
                rep.Open = random.Next(20) == 0 ? long.MaxValue / 2 - random.Next(3) : random.Next(13);
                break;
            default:
                rep.Open = random.Next(5);
                break;
        }
    }

    private Demand DemandOf(Random random)
    {
        var fields = new Value[_state.Policy!.Schema.Count];
        fields[LeadSlots.Language] = random.Next(3) switch
        {
            0 => Value.Of("fr"),
            1 => Value.Of("de"),
            _ => Value.Null,
        };
        var lead = new LeadState
        {
            Number = 1,
            CreatedAt = _now,
            Fields = fields,
        };
        return _state.DemandOf(lead, _now);
    }
}
