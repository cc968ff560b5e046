namespace Baton.Server.Tests;

/// <summary>Workspace files for tests.</summary>
internal static class Workspaces
{
    public const string TwoReps = """
        workspace: test
        reps: [{ id: ana }, { id: bob }]
        teams: { t: { members: [ana, bob] } }
        policy:
          fields: { seats: number, hobby: { type: string, personal: true } }
          pools: { p: { team: t, method: round_robin } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    public const string OneFullRep = """
        workspace: test
        reps: [{ id: ana, capacity: 1 }]
        teams: { t: { members: [ana] } }
        policy:
          pools: { p: { team: t } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    public const string Offers = """
        workspace: test
        reps: [{ id: ana }, { id: bob }]
        teams: { t: { manager: mo@acme.test, members: [ana, bob] } }
        policy:
          pools: { p: { team: t, offer: { timeout: 10m } } }
          queues: { q: { team: t, mode: cherry_pick } }
          rules:
            - { name: queued, when: 'lead.source == "queue"', route: [{ queue: q }] }
            - { name: all, route: [{ pool: p }] }
        """;
}
