using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Trust.Tests.Load;

/// <summary>A workspace in which everything is scarce: room, caps, time to answer, and leads in queues.</summary>
internal static class LoadWorkspace
{
    public const string Yaml = """
        workspace: trust
        timezone: Europe/Paris
        reps:
          - { id: ana, weight: 3, capacity: 12 }
          - { id: bob, capacity: 8, caps: { hour: 40, day: 60 } }
          - { id: cleo, weight: 2, capacity: 20, caps: { day: 90 }, timezone: America/New_York }
          - { id: dan, capacity: 6 }
          - { id: eva, weight: 2, capacity: 9, caps: { hour: 25 } }
          - { id: fay, capacity: 30 }
          - { id: gil, weight: 0, capacity: 5 }
          - { id: mo }
        teams:
          west: { manager: mo, members: [ana, bob, cleo, gil] }
          east: { manager: mo, members: [dan, eva, fay] }
          all: { manager: mo, members: [ana, bob, cleo, dan, eva, fay] }
        policy:
          screen: { reject: ['lead.company == "junk"'], duplicates: { match: [email], within: 2d, action: merge } }
          pools:
            west: { team: west, caps: { hour: 150 }, fairness: { decline: refund, manual: charge } }
            east: { team: east, method: least_loaded, member_caps: { hour: 60 } }
            asked: { team: all, offer: { timeout: 2s, attempts: 3 }, fairness: { expire: refund } }
            both: { teams: [west, east], split: by_team, weights: { west: 2, east: 1 } }
            nested: { pools: [east, asked], member_caps: { hour: 40 } }
            heavy: { members: [fay, cleo, ana], method: most_available, fairness: { unit: effort } }
          queues:
            tank: { team: all, mode: cherry_pick, claims: { hour: 30, open: 4 }, expires: 3s }
            rush: { team: east, mode: shotgun, expires: 2s }
          rules:
            - { name: asked, when: 'lead.source == "asked"', route: [{ pool: asked, wait: 3s }, { queue: tank }] }
            - { name: rush, when: 'lead.source == "rush"', route: [{ queue: rush }, { pool: nested }] }
            - { name: tank, when: 'lead.source == "tank"', route: [{ queue: tank }, { pool: west }] }
            - { name: heavy, when: 'lead.source == "heavy"', effort: 3, priority: 5, route: [{ pool: heavy }, { queue: tank }], sla: { respond: { within: 3s, clock: wall, breach: reassign } } }
            - { name: mine, when: 'lead.source == "again"', route: [{ owner: last, respect: [capacity] }, { pool: both }] }
            - { name: rest, route: [{ pool: both }, { pool: nested }, { queue: tank }] }
        """;

    public static readonly string[] Reps = ["ana", "bob", "cleo", "dan", "eva", "fay", "gil"];
    public static readonly string[] Sources = ["asked", "rush", "tank", "heavy", "again", "web"];

    public static int Variants => 4;

    public static MapNode Document => Read(Yaml);

    /// <summary>The workspace as a busy administrator changes it: members, weights, room, fields, methods, effort.</summary>
    public static string Variant(int n) =>
        n switch
        {
            1 => Yaml.Replace("members: [ana, bob, cleo, gil]", "members: [cleo, dan, ana]", StringComparison.Ordinal)
                .Replace("id: eva, weight: 2", "id: eva, weight: 5", StringComparison.Ordinal),
            2 => Yaml.Replace("id: bob, capacity: 8", "id: bob, active: false, capacity: 8", StringComparison.Ordinal)
                .Replace("id: fay, capacity: 30", "id: fay, capacity: 4", StringComparison.Ordinal)
                .Replace("policy:", "policy:\n  fields: { seats: number, colour: string }", StringComparison.Ordinal),
            3 => Yaml.Replace(
                    "west: { team: west,",
                    "west: { team: west, method: ranked, rank: 'rep.weight',",
                    StringComparison.Ordinal
                )
                .Replace("effort: 3", "effort: 2", StringComparison.Ordinal)
                .Replace("capacity: 12", "capacity: 9", StringComparison.Ordinal),
            _ => Yaml,
        };

    public static MapNode Read(string yaml)
    {
        var faults = new List<Fault>();
        var document = YamlReader.Read(yaml, null, faults);
        faults.ShouldBeEmpty();
        return (MapNode)document!;
    }
}
