using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine;

/// <summary>
/// What future decisions need: people, ledgers, counters and open leads in brief. Written by the <c>Apply</c> of events
/// and by nothing else; everybody else only reads.
/// </summary>
internal sealed class WorkspaceState
{
    private readonly Func<string, bool> _isOpen;

    public WorkspaceState() => _isOpen = name => Policy!.Calendars.TryGetValue(name, out var c) && c.At(Now).Open;

    /// <summary>Null until the first workspace file is published.</summary>
    public Policy? Policy { get; set; }

    /// <summary>The workspace file as it stands, with every later change of a rep or a team.</summary>
    public MapNode Document { get; set; } = new([], Position.None);

    /// <summary>The files as published, by version: leads stay with the version that routed them.</summary>
    public Dictionary<int, MapNode> Documents { get; } = [];

    /// <summary>The instant of the last record.</summary>
    public Instant Now { get; set; } = Instant.MinValue;
    public long LastLead { get; set; }
    public Dictionary<string, RepState> Reps { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order of their ids, whatever the order in which they came.</summary>
    public IEnumerable<RepState> RepsInOrder => Reps.Values.OrderBy(r => r.Id, StringComparer.Ordinal);

    /// <summary>Members of every team now, in order.</summary>
    public Dictionary<string, ImmutableArray<string>> Teams { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, Ledger> Ledgers { get; } = new(StringComparer.Ordinal);
    public OpenLeads Leads { get; } = new();
    public WaitingLeads Waiting { get; } = new();

    /// <summary>Leads parked in a queue, in the order in which they are served.</summary>
    public Dictionary<string, SortedSet<LeadState>> Parked { get; } = new(StringComparer.Ordinal);

    /// <summary>Claims by queue and rep, for the limits of a queue.</summary>
    public Dictionary<(string Queue, string Rep), Eligibility.CapCounter> Claims { get; } = [];
    public Timers Timers { get; } = new();

    /// <summary>When the reps' statistics are refreshed next; null = the policy reads none.</summary>
    public Instant? StatsAt { get; set; }
    public Scoring.ScoreAging Aging { get; } = new();

    /// <summary>What is paused: kind and id.</summary>
    public SortedSet<(string Kind, string Id)> Paused { get; } = [];

    /// <summary>The names that reps, pools and queues had before, by kind: how rules of earlier versions find them.</summary>
    public Dictionary<(string Kind, string From), string> Renamed { get; } = [];

    /// <summary>
    /// Leads of staggered shotguns that found nobody more to ask when the time came. Derived, as the timers are: a start
    /// finds them by the timers that are past.
    /// </summary>
    public SortedSet<long> Stalled { get; } = [];

    /// <summary>Something happened that could help a waiting lead.</summary>
    public bool Stirred { get; set; }

    public IReadOnlyDictionary<string, Pool> Pools => Policy!.Pools;
    public IReadOnlyDictionary<string, Queue> Queues => Policy!.Queues;

    /// <summary>The pool of this name, or of the name that it has now.</summary>
    public Pool? PoolNamed(string name) => Pools.GetValueOrDefault(Latest(Events.RenameKinds.Pool, name, Pools));

    public Queue? QueueNamed(string name) => Queues.GetValueOrDefault(Latest(Events.RenameKinds.Queue, name, Queues));

    private string Latest<T>(string kind, string name, IReadOnlyDictionary<string, T> known)
    {
        for (
            var i = 0;
            i < Renamed.Count && !known.ContainsKey(name) && Renamed.TryGetValue((kind, name), out var to);
            i++
        )
        {
            name = to;
        }

        return name;
    }

    /// <summary>Whether distribution stands still for the lead: everything, its rule or its source is paused.</summary>
    public bool IsPaused(LeadState lead) =>
        Paused.Count > 0
        && (
            Paused.Contains((PauseKinds.Workspace, ""))
            || (lead.Rule is { } rule && Paused.Contains((PauseKinds.Rule, rule.Config.Name)))
            || (lead.Fields?[LeadSlots.Source].TextOrNull is { } source && Paused.Contains((PauseKinds.Source, source)))
        );

    public Account? AccountOf(string? name) =>
        name is not null && Policy!.AccountsByName.TryGetValue(name, out var account) ? account : null;

    public Demand DemandOf(LeadState lead, Instant now, List<RankedPool>? details = null) =>
        new Demand { Details = details }.Begin(lead, InputOf(lead, now));

    /// <param name="stage">The stage that the lead is about to have; null = its own.</param>
    public ConditionInput InputOf(LeadState lead, Instant now, string? stage = null) =>
        InputOf(FieldsOf(lead, stage ?? lead.Stage), AccountOf(lead.Account), now);

    // Stage and status stand beside the fields; few policies ask for them.
    private Value[] FieldsOf(LeadState lead, string stage)
    {
        if (lead.Fields is not { } fields || !Policy!.ReadsStanding)
        {
            return lead.Fields ?? [];
        }

        var all = (Value[])fields.Clone();
        all[LeadSlots.Stage] = Value.Of(stage);
        all[LeadSlots.Status] = Value.Of(Events.EventTypes.SnakeCase(lead.Status.ToString()));
        return all;
    }

    public ConditionInput InputOf(Value[] fields, Account? account, Instant now)
    {
        Now = now;
        return new ConditionInput
        {
            Lead = fields,
            Account = account?.Record,
            Now = now,
            IsOpen = _isOpen,
        };
    }

    /// <summary>The client's id, or the number where the client gave none: what a split is keyed by.</summary>
    public string PublicIdOf(LeadState lead) =>
        lead.Fields is { Length: > 0 } fields && fields[LeadSlots.Id].TextOrNull is { } id
            ? id
            : lead.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Managers of the workspace by rep id or e-mail: of teams and of queues.</summary>
    public bool IsManager(string who) =>
        Policy!.Config.Teams.Any(t => IsPerson(t.Manager, who))
        || Policy.Config.Policy.Queues.Any(q => IsPerson(q.Manager, who));

    /// <summary>Whether a manager's name in the file (a rep's id or a user's e-mail) is this person.</summary>
    public bool IsPerson(string? named, string who) =>
        named is not null
        && (
            string.Equals(named, who, StringComparison.OrdinalIgnoreCase)
            || (Reps.TryGetValue(named, out var rep) && IsUserOf(rep, who))
            || (Reps.TryGetValue(who, out var asked) && IsUserOf(asked, named))
        );

    private static bool IsUserOf(RepState rep, string user) =>
        string.Equals(rep.Config.User ?? rep.Config.Email, user, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whoever answers for the rep's work on this lead: the manager of the pool's team, else of a team the rep is in.</summary>
    public RepState? ManagerOf(LeadState lead, RepState? rep)
    {
        var named = ManagerName(lead, rep);
        return named is null ? null
            : Reps.TryGetValue(named, out var manager) ? manager
            : RepsInOrder.FirstOrDefault(r => IsUserOf(r, named));
    }

    /// <summary>The same as the file names it.</summary>
    public string? ManagerName(LeadState lead, RepState? rep)
    {
        if (lead.Queue is { } queue && Queues.TryGetValue(queue, out var desk) && desk.Manager is { } manager)
        {
            return manager;
        }

        var teams = Policy!.Config.Teams;
        var ofPool =
            lead.Pool is { } pool && Pools.TryGetValue(pool, out var from) && from.Source is TeamSource source
                ? teams.FirstOrDefault(t => t.Name == source.Team)?.Manager
                : null;
        return ofPool
            ?? teams
                .FirstOrDefault(t => t.Manager is not null && rep is not null && Teams[t.Name].Contains(rep.Id))
                ?.Manager;
    }

    /// <summary>Every leaf and split pool, the teams inside split pools included.</summary>
    public IEnumerable<Pool> AllPools()
    {
        foreach (var pool in Pools.Values)
        {
            yield return pool;
            foreach (var (_, inner) in pool.Units)
            {
                if (pool.Config.Source is TeamsSource)
                {
                    yield return inner;
                }
            }
        }
    }

    public Calendar? CalendarOf(RepConfig rep) =>
        rep.Calendar is { } name ? Policy!.Calendars.GetValueOrDefault(name) : null;
}
