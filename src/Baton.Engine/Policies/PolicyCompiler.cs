using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using Baton.Engine.Screening;
using Baton.Engine.Screening.Fuzzy;
using NodaTime;

namespace Baton.Engine.Policies;

/// <summary>
/// Compiles a bound workspace file: expressions, calendars, territories, the rule index. Every fault is reported, each at
/// its place in the file; null where there was any. What could be read of a faulty one is checked as far as that goes.
/// </summary>
public sealed partial class PolicyCompiler
{
    private readonly WorkspaceConfig _config;
    private readonly int _version;
    private readonly ICollection<Fault> _faults;
    private readonly LeadSchema _schema;
    private readonly ConditionScope _leadScope;
    private readonly ConditionScope _repScope;
    private readonly ConditionScope _teamScope;

    // Known once everything is compiled.
    private bool _readsStats;
    private bool _readsStanding;

    private PolicyCompiler(WorkspaceConfig config, int version, ICollection<Fault> faults)
    {
        _config = config;
        _version = version;
        _faults = faults;
        var fields = config.Policy.Fields.Where(f => config.Gaps?.IsUnreadField(f.Name) is not true);
        _schema = LeadSchema.Standard.With(fields.Select(ToLeadField));
        var lead = new RecordType("lead", _schema.Fields.Select(f => new RecordField(f.Name, f.Kind)));
        var calendars = config.Calendars.Select(c => c.Name).ToImmutableArray();
        _leadScope = new ConditionScope
        {
            Lead = lead,
            Account = Account.Type,
            Named = config.Policy.Conditions.ToFrozenDictionary(c => c.Name, c => c.When.Text),
            Calendars = calendars,
            Unread = config.Gaps?.Names ?? UnreadNames.None,
        };
        _repScope = _leadScope with { Rep = RepRecord.Type };
        _teamScope = new ConditionScope { Rep = RepRecord.Type, Now = false };
    }

    /// <summary>Binds and compiles a document: every fault of its structure, then every one of its expressions.</summary>
    /// <param name="faults">Those of the text itself stand in it already.</param>
    public static Policy? Compile(Node document, int version, ICollection<Fault> faults) =>
        WorkspaceBinder.Draft(document, faults) is { } draft ? Compile(draft, version, faults) : null;

    /// <param name="config">A whole one, or what could be read of a faulty one, which is checked only.</param>
    /// <param name="version">1 for the first policy of a workspace.</param>
    public static Policy? Compile(WorkspaceConfig config, int version, ICollection<Fault> faults)
    {
        var found = new List<Fault>();
        var compiler = new PolicyCompiler(config, version, found);
        var parts = compiler.Parts();
        // What is compiled in two places is at fault once.
        foreach (var fault in found.Distinct())
        {
            faults.Add(fault);
        }

        return found.Count == 0 && config.Gaps is null ? compiler.Assembled(parts) : null;
    }

    // All that can be at fault by itself. What leads from one part to another is safe to follow only where nothing is.
    private CompiledParts Parts()
    {
        var policy = _config.Policy;
        foreach (var condition in policy.Conditions)
        {
            Expression(condition.When, _leadScope, mustHold: true);
        }

        return new CompiledParts
        {
            Pools = policy.Pools.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => Leaf(p, p.Name, p.Source)),
            Rules = [.. policy.Rules.Select(r => (QueueSlots(r), Guarded(r.When, r.Acknowledge)))],
            Calendars = Calendars(),
            Territories = Territories(),
            Teams = [.. _config.Teams.Select(t => new Team(t, Optional(t.Where, _teamScope, mustHold: true)))],
            Queues = policy.Queues.ToFrozenDictionary(q => q.Name, QueueOf, StringComparer.Ordinal),
            Segments = Conditions(policy.Segments.Select(s => (s.Name, s.When))),
            Reject = Conditions(policy.Screen.Reject.Select(r => (r.Text, r))),
            Score = [.. policy.Score.Rules.Select(r => (r, Guarded(r.When, r.Acknowledge)))],
            Qualifies = Optional(policy.Qualify?.When, _leadScope, mustHold: true),
        };
    }

    private Policy Assembled(CompiledParts parts)
    {
        var policy = _config.Policy;
        var pools = Linked(parts.Pools);
        var rules = policy.Rules.Zip(parts.Rules, (r, p) => RuleOf(r, p.When, p.QueueSlots, pools)).ToImmutableArray();
        return new Policy
        {
            Version = _version,
            Config = _config,
            Schema = _schema,
            Normaliser = new NormaliserOptions { FreeMail = FreeMail.Standard.With(policy.Screen.FreeMail) },
            Accounts = new AccountIndex(_config.Accounts.List, policy.Screen.FreeMail, _schema),
            AccountsByName = _config
                .Accounts.List.DistinctBy(a => a.Name)
                .ToFrozenDictionary(a => a.Name, Account.Of, StringComparer.Ordinal),
            Calendars = parts.Calendars,
            Territories = parts.Territories,
            Teams = parts.Teams,
            Rules = rules,
            RulesByName = rules.DistinctBy(r => r.Config.Name).ToFrozenDictionary(r => r.Config.Name),
            Index = RuleIndex.Build([.. rules.Select(r => r.When)]),
            Pools = pools,
            Queues = parts.Queues,
            Segments = parts.Segments,
            Fuzzy = FuzzyScreen.Of(policy.Screen.Duplicates, _schema),
            Reject = parts.Reject,
            Disposable =
                policy.Screen.Disposable == DisposableAddress.Reject
                    ? DisposableMail.Standard.With(policy.Screen.DisposableDomains)
                    : null,
            Score = parts.Score,
            Qualifies = parts.Qualifies,
            AsksLastOwner = policy.Rules.Any(r => r.Route.Any(s => s is OwnerStep { Owner: OwnerSource.Last })),
            ReadsStats = _readsStats,
            ReadsStanding = _readsStanding,
        };
    }

    private Queue QueueOf(QueueConfig queue) =>
        new()
        {
            Config = queue,
            Require = All(queue.Require, queue.Acknowledge),
            Manager = queue.Manager ?? _config.Teams.FirstOrDefault(t => t.Name == queue.Team)?.Manager,
        };

    private ImmutableArray<int> QueueSlots(RuleConfig rule)
    {
        var queues = rule
            .Route.SelectMany(QueuesOf)
            .Select(q => _config.Policy.Queues.FirstOrDefault(c => c.Name == q));
        var require = queues.OfType<QueueConfig>().SelectMany(q => All(q.Require, q.Acknowledge));
        return [.. require.SelectMany(c => c.LeadSlots)];
    }

    private Rule RuleOf(
        RuleConfig rule,
        Condition? when,
        ImmutableArray<int> queueSlots,
        FrozenDictionary<string, Pool> pools
    )
    {
        var slots = new SortedSet<int>(queueSlots);
        foreach (var name in rule.Route.SelectMany(PoolsOf))
        {
            AddSlots(pools[name], slots);
        }

        return new Rule
        {
            Config = rule,
            Version = _version,
            When = when,
            From = rule.From?.In(_config.TimeZone) ?? Instant.MinValue,
            Until = rule.Until?.In(_config.TimeZone) ?? Instant.MaxValue,
            RouteSlots = [.. slots],
            HasSplit = rule.Route.Any(s => s is SplitStep),
        };
    }

    private static void AddSlots(Pool pool, SortedSet<int> slots)
    {
        var conditions = pool.Require.Concat(pool.Prefer).Append(pool.Rank).Append(pool.Value);
        slots.UnionWith(conditions.SelectMany(c => c?.LeadSlots ?? []));
        foreach (var (_, inner) in pool.Units)
        {
            AddSlots(inner, slots);
        }
    }

    private static IEnumerable<string> PoolsOf(RouteStepConfig step) =>
        step switch
        {
            PoolStep pool => [pool.Pool],
            SplitStep split => split.Arms.Where(a => a.Pool is not null).Select(a => a.Pool!),
            _ => [],
        };

    private static IEnumerable<string> QueuesOf(RouteStepConfig step) =>
        step switch
        {
            QueueStep queue => [queue.Queue],
            SplitStep split => split.Arms.Where(a => a.Queue is not null).Select(a => a.Queue!),
            _ => [],
        };

    private FrozenDictionary<string, Calendar> Calendars()
    {
        var calendars = new Dictionary<string, Calendar>();
        foreach (var config in _config.Calendars.Where(c => !IsFaulty($"calendars.{c.Name}")))
        {
            if (Calendar.Compile(config, _faults) is { } calendar)
            {
                calendars[config.Name] = calendar;
            }
        }

        return calendars.ToFrozenDictionary();
    }

    private ImmutableArray<Territory> Territories()
    {
        var all = ImmutableArray.CreateBuilder<Territory>();
        foreach (var named in _config.Territories.Named)
        {
            all.Add(new Territory(named.Name, Optional(named.When, _leadScope, mustHold: true), TableOf(named.Rows)));
        }

        if (TableOf(_config.Territories.Rows) is { } table)
        {
            all.Add(new Territory(null, null, table));
        }

        return all.ToImmutable();
    }

    private TerritoryTable? TableOf(ImmutableArray<PostalRow> rows)
    {
        if (rows.IsEmpty || IsFaulty("territories"))
        {
            return null;
        }

        var faults = new List<string>();
        var table = TerritoryTable.Build(
            [.. rows.Select(r => new TerritoryRow(r.Country, r.Region, r.From, r.To, r.Territory))],
            faults
        );
        foreach (var fault in faults)
        {
            _faults.Add(new Fault("territories.table", Position.None, fault) { Code = "range" });
        }

        return table;
    }

    // Compiling what is faulty already would say so once more, in other words.
    private bool IsFaulty(string path) => _config.Gaps?.Touch(path) is true;

    private ImmutableArray<(string Name, Condition When)> Conditions(
        IEnumerable<(string Name, ExpressionConfig When)> all
    )
    {
        var compiled = ImmutableArray.CreateBuilder<(string, Condition)>();
        foreach (var (name, when) in all)
        {
            if (Expression(when, _leadScope, mustHold: true) is { } condition)
            {
                compiled.Add((name, condition));
            }
        }

        return compiled.ToImmutable();
    }

    private ImmutableArray<Condition> All(ImmutableArray<ExpressionConfig> texts, ImmutableArray<string> acknowledged)
    {
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        foreach (var text in texts)
        {
            if (Expression(text, _repScope, mustHold: true) is { } condition)
            {
                CheckProtected(text, condition, acknowledged);
                conditions.Add(condition);
            }
        }

        return conditions.ToImmutable();
    }

    private Condition? Guarded(ExpressionConfig? text, ImmutableArray<string> acknowledged)
    {
        var condition = Optional(text, _leadScope, mustHold: true);
        if (condition is not null)
        {
            CheckProtected(text!, condition, acknowledged);
        }

        return condition;
    }

    // A protected field may be used only where its name stands under `acknowledge`, also when a named condition hides it.
    private void CheckProtected(ExpressionConfig text, Condition condition, ImmutableArray<string> acknowledged)
    {
        if (_config.Gaps?.HideAcknowledged(text) is true)
        {
            return;
        }

        var names = condition.LeadSlots.Select(s => _schema.Fields[s].Name);
        foreach (var name in names.Where(n => _config.Policy.Protected.Contains(n) && !acknowledged.Contains(n)))
        {
            _faults.Add(
                new Fault(
                    text.Path,
                    text.At,
                    $"'{text.Text}' uses the protected field '{name}'; to use it knowingly add `acknowledge: [{name}]` beside it"
                )
                {
                    Code = "protected",
                }
            );
        }
    }

    private Condition? Optional(ExpressionConfig? text, ConditionScope scope, bool mustHold) =>
        text is null ? null : Expression(text, scope, mustHold);

    private Condition? Expression(ExpressionConfig text, ConditionScope scope, bool mustHold)
    {
        var found = new List<ConditionFault>();
        var condition = mustHold
            ? Condition.CompileBool(text.Text, scope, found)
            : Condition.Compile(text.Text, scope, found);
        _readsStats |= condition?.RepSlots.Contains(RepRecord.Stats) ?? false;
        _readsStanding |= condition?.LeadSlots.Any(s => s is LeadSlots.Stage or LeadSlots.Status) ?? false;
        foreach (var fault in found)
        {
            _faults.Add(
                new Fault(text.Path, text.At, $"'{text.Text}': column {fault.Column}: {fault.Message}")
                {
                    Code = "expression",
                }
            );
        }

        return condition;
    }

    private static LeadField ToLeadField(FieldConfig field) =>
        new(field.Name, KindOf(field.Type), field.Personal, Custom: true);

    private static FieldKind KindOf(FieldType type) =>
        type switch
        {
            FieldType.String => FieldKind.String,
            FieldType.Number => FieldKind.Number,
            FieldType.Bool => FieldKind.Bool,
            FieldType.List => FieldKind.List,
            FieldType.Timestamp => FieldKind.Timestamp,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
}
