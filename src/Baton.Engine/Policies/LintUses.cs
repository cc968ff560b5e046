using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies;

/// <summary>Names that are declared and that nothing uses.</summary>
internal static class LintUses
{
    public static void Check(WorkspaceConfig config, List<Fault> found)
    {
        var words = new LintWords(config);
        Pools(config, found);
        Queues(config, found);
        Teams(config, found);
        Territories(config, words, found);
        Calendars(config, words, found);
        NamedConditions(config, words, found);
        Reps(config, found);
    }

    private static void Pools(WorkspaceConfig config, List<Fault> found)
    {
        var used = Steps(config)
            .SelectMany(PoolsOf)
            .Concat(config.Policy.Pools.SelectMany(p => p.Source is PoolsSource inner ? inner.Pools : []))
            .ToHashSet();
        foreach (var pool in config.Policy.Pools.Where(p => !used.Contains(p.Name)))
        {
            Add(found, "unused_pool", $"policy.pools.{pool.Name}", pool.At, "no rule and no pool uses this pool");
        }
    }

    private static void Queues(WorkspaceConfig config, List<Fault> found)
    {
        var used = Steps(config).SelectMany(QueuesOf).ToHashSet();
        foreach (var queue in config.Policy.Queues.Where(q => !used.Contains(q.Name)))
        {
            Add(found, "unused_queue", $"policy.queues.{queue.Name}", queue.At, "no rule uses this queue");
        }
    }

    private static void Teams(WorkspaceConfig config, List<Fault> found)
    {
        var used = TeamsInUse(config);
        foreach (var team in config.Teams.Where(t => !used.Contains(t.Name)))
        {
            Add(found, "unused_team", $"teams.{team.Name}", team.At, "no pool and no queue uses this team");
        }
    }

    private static void Territories(WorkspaceConfig config, LintWords words, List<Fault> found)
    {
        var used = config.Reps.SelectMany(r => r.Territories).ToHashSet();
        foreach (var territory in config.Territories.Named)
        {
            if (!used.Contains(territory.Name) && !words.Texts.Contains(territory.Name))
            {
                Add(
                    found,
                    "unused_territory",
                    $"territories.{territory.Name}",
                    territory.At,
                    "no rep has this territory and no expression names it"
                );
            }
        }
    }

    private static void Calendars(WorkspaceConfig config, LintWords words, List<Fault> found)
    {
        var used = config.Reps.Select(r => r.Calendar).ToHashSet();
        foreach (var calendar in config.Calendars)
        {
            if (!used.Contains(calendar.Name) && !words.Texts.Contains(calendar.Name))
            {
                Add(
                    found,
                    "unused_calendar",
                    $"calendars.{calendar.Name}",
                    calendar.Source?.At ?? Position.None,
                    "no rep keeps this calendar and no expression asks it"
                );
            }
        }
    }

    private static void NamedConditions(WorkspaceConfig config, LintWords words, List<Fault> found)
    {
        foreach (var (name, when) in config.Policy.Conditions.Where(c => !words.Names.Contains(c.Name)))
        {
            Add(found, "unused_condition", $"policy.conditions.{name}", when.At, "no expression uses this condition");
        }
    }

    // A manager, the owner of an account and a member of a team that is in use have their place.
    private static void Reps(WorkspaceConfig config, List<Fault> found)
    {
        var teams = TeamsInUse(config);
        var follows = config.Teams.Any(t => t.Where is not null && teams.Contains(t.Name));
        var placed = config
            .Teams.Where(t => teams.Contains(t.Name))
            .SelectMany(t => t.Members)
            .Concat(config.Policy.Pools.SelectMany(p => p.Source is RepsSource reps ? reps.Reps : []))
            .Concat(config.Policy.Queues.SelectMany(q => q.Members))
            .Concat(config.Teams.Select(t => t.Manager).OfType<string>())
            .Concat(config.Policy.Queues.Select(q => q.Manager).OfType<string>())
            .Concat(config.Accounts.List.Select(a => a.Owner).OfType<string>())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var rep in config.Reps.Where(r => r.Active && !follows))
        {
            if (!placed.Contains(rep.Id) && (rep.User ?? rep.Email) is var user && !placed.Contains(user ?? ""))
            {
                Add(found, "rep_in_no_pool", $"reps.{rep.Id}", rep.At, "the rep is in no pool and in no queue");
            }
        }
    }

    private static HashSet<string> TeamsInUse(WorkspaceConfig config) =>
        [
            .. config.Policy.Pools.SelectMany(p =>
                p.Source switch
                {
                    TeamSource team => [team.Team],
                    TeamsSource teams => teams.Teams,
                    _ => [],
                }
            ),
            .. config.Policy.Queues.Select(q => q.Team).OfType<string>(),
        ];

    private static IEnumerable<RouteStepConfig> Steps(WorkspaceConfig config) =>
        config.Policy.Rules.SelectMany(r => r.Route);

    private static IEnumerable<string> PoolsOf(RouteStepConfig step) =>
        step switch
        {
            PoolStep pool => [pool.Pool],
            SplitStep split => split.Arms.Select(a => a.Pool).OfType<string>(),
            _ => [],
        };

    private static IEnumerable<string> QueuesOf(RouteStepConfig step) =>
        step switch
        {
            QueueStep queue => [queue.Queue],
            SplitStep split => split.Arms.Select(a => a.Queue).OfType<string>(),
            _ => [],
        };

    private static void Add(List<Fault> found, string code, string path, Position at, string message) =>
        found.Add(Lint.Warning(code, path, at, message + "; use it or remove it"));
}
