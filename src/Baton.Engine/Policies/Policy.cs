using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using Baton.Engine.Screening;
using Baton.Engine.Screening.Fuzzy;
using NodaTime;

namespace Baton.Engine.Policies;

/// <summary>
/// One version of the workspace file, compiled: immutable but for the wiring of pools to their ledgers, which the
/// workspace's writer does. Request threads use it to normalise what they receive.
/// </summary>
public sealed record Policy
{
    public required int Version { get; init; }
    public required WorkspaceConfig Config { get; init; }
    public required LeadSchema Schema { get; init; }
    public required NormaliserOptions Normaliser { get; init; }

    /// <summary>How a new lead is read; a change is never accepted with a bad address, which would empty a good one.</summary>
    public NormaliserOptions NormaliserOfArrivals => Normaliser with { KeepBadEmail = RejectsMalformed };
    public DateTimeZone Zone => Config.TimeZone;

    internal AccountIndex Accounts { get; init; } = null!;
    internal FrozenDictionary<string, Account> AccountsByName { get; init; } = null!;
    internal FrozenDictionary<string, Calendar> Calendars { get; init; } = null!;
    internal ImmutableArray<Territory> Territories { get; init; } = [];
    internal ImmutableArray<Team> Teams { get; init; } = [];
    internal ImmutableArray<Rule> Rules { get; init; } = [];
    internal FrozenDictionary<string, Rule> RulesByName { get; init; } = null!;
    internal RuleIndex Index { get; init; } = null!;
    internal FrozenDictionary<string, Pool> Pools { get; init; } = null!;
    internal FrozenDictionary<string, Queue> Queues { get; init; } = null!;
    internal ImmutableArray<(string Name, Condition When)> Segments { get; init; } = [];
    internal ImmutableArray<(string Text, Condition When)> Reject { get; init; } = [];
    internal ImmutableArray<(ScoreRuleConfig Config, Condition? When)> Score { get; init; } = [];
    internal Condition? Qualifies { get; init; }

    /// <summary>Whether any route asks for the last owner of a person.</summary>
    internal bool AsksLastOwner { get; init; }

    /// <summary>Whether any expression reads <c>rep.stats</c>: only then are they refreshed.</summary>
    internal bool ReadsStats { get; init; }

    /// <summary>Whether any expression reads <c>lead.stage</c> or <c>lead.status</c>, which do not stand among the fields.</summary>
    internal bool ReadsStanding { get; init; }

    /// <summary>Null where duplicates are found by equal fields alone.</summary>
    internal FuzzyScreen? Fuzzy { get; init; }
    internal bool MatchesDuplicates => Config.Policy.Screen.Duplicates is not null;

    /// <summary>The throw-away addresses that make a lead junk; null = none does.</summary>
    internal DisposableMail? Disposable { get; init; }
    internal bool RejectsMalformed => Config.Policy.Screen.Malformed == MalformedAddress.Reject;
    internal bool Scores => !Score.IsEmpty;

    /// <summary>Where leads similar to these fields are looked for; null = nowhere.</summary>
    internal SimilarNeeded? SimilarTo(Value[] fields) =>
        Fuzzy?.KeysOf(Field(fields)) is { IsEmpty: false } blocks ? new SimilarNeeded(Fuzzy, blocks) : null;

    /// <summary>The keys under which a lead with these fields is found; null = it is not looked for.</summary>
    internal ImmutableArray<string>? BlocksOf(LeadState lead) => Fuzzy?.KeysOf(Field(lead.Look().ToArray()));

    /// <summary>The candidate most like these fields; null = none comes near.</summary>
    internal Suspicion? LikeOf(Value[] fields, IEnumerable<SimilarLead> candidates) =>
        Fuzzy?.Best(Field(fields), candidates);

    /// <summary>The names of the segments, in order.</summary>
    public IEnumerable<string> SegmentNames => Segments.Select(s => s.Name);

    /// <summary>
    /// Whether a lead, as it is stored, is in a segment now; null = there is no such segment. Unlike <c>lead.segments</c>,
    /// which is of the moment the lead arrived or was changed, this sees the score and the time that it is.
    /// </summary>
    public Func<LeadView, bool>? InSegment(string name, Instant now)
    {
        var found = Segments.FirstOrDefault(s => s.Name == name).When;
        return found is null ? null : lead => found.Holds(InputOf(lead, now));
    }

    private ConditionInput InputOf(LeadView lead, Instant now)
    {
        var fields = new Value[Schema.Count];
        foreach (var (name, value) in lead.Fields ?? [])
        {
            if (Schema.SlotOf(name) is >= 0 and var slot)
            {
                fields[slot] = value;
            }
        }

        fields[LeadSlots.CreatedAt] = Value.Of(lead.CreatedAt);
        fields[LeadSlots.Score] = lead.Score is { } score ? Value.Of((double)score) : Value.Null;
        fields[LeadSlots.Grade] = Value.Of(lead.Grade);
        fields[LeadSlots.Territory] = Value.Of(lead.Territory);
        fields[LeadSlots.Stage] = Value.Of(lead.Stage);
        fields[LeadSlots.Status] = Value.Of(lead.Status);
        return new ConditionInput
        {
            Lead = fields,
            Account = lead.Account is { } account ? AccountsByName.GetValueOrDefault(account)?.Record : null,
            Now = now,
            IsOpen = calendar => Calendars.TryGetValue(calendar, out var hours) && hours.At(now).Open,
        };
    }

    private Func<string, Value> Field(Value[] fields) =>
        name => Schema.SlotOf(name) is >= 0 and var slot ? fields[slot] : Value.Null;

    /// <summary>The first territory listed that holds; null = none.</summary>
    internal string? TerritoryOf(in ConditionInput input)
    {
        foreach (var territory in Territories)
        {
            if (territory.When is { } when)
            {
                if (when.Holds(input))
                {
                    return territory.Name;
                }
            }
            else if (
                territory.Table?.Find(
                    input.Lead![LeadSlots.Country].TextOrNull,
                    input.Lead[LeadSlots.Region].TextOrNull,
                    input.Lead[LeadSlots.PostalCode].TextOrNull
                ) is
                { } found
            )
            {
                return territory.Name ?? found;
            }
        }

        return null;
    }

    /// <summary>The first rule that matches and is in its window; null = none.</summary>
    internal Rule? Match(in ConditionInput input)
    {
        for (var from = 0; ; )
        {
            var found = Index.FirstMatch(input, from);
            if (found < 0 || Rules[found].HoldsAt(input.Now))
            {
                return found < 0 ? null : Rules[found];
            }

            from = found + 1;
        }
    }
}

/// <summary>A named account and the values of the variable <c>account</c> for it.</summary>
internal sealed record Account(AccountConfig Config, Value[] Record)
{
    public static RecordType Type { get; } =
        new(
            "account",
            [
                new RecordField("name", FieldKind.String),
                new RecordField("domain", FieldKind.String),
                new RecordField("owner", FieldKind.String),
                new RecordField("attributes", FieldKind.Map),
            ]
        );

    public string? Owner => Config.Owner;

    public static Account Of(AccountConfig config) =>
        new(config, [Value.Of(config.Name), Value.Of(config.Domain), Value.Of(config.Owner), config.Attributes]);
}

/// <summary>A territory by condition or by table; tables of several territories have no name of their own.</summary>
internal sealed record Territory(string? Name, Condition? When, TerritoryTable? Table);

/// <summary>A team, with its condition compiled where it has one.</summary>
internal sealed record Team(TeamConfig Config, Condition? Where);
