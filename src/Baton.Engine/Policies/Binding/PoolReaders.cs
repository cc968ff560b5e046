using System.Collections.Immutable;
using Baton.Engine.Eligibility;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>Pools.</summary>
internal static class PoolReaders
{
    private static Reader<OfferConfig> Offer { get; } =
        new MapReader<OfferConfig>(
            "offer",
            "a map such as { timeout: 10m, attempts: 3 }",
            keys => new OfferConfig(
                keys.Need("timeout", Scalars.Span, "how long a rep has to accept, such as 10m"),
                keys.TakeValue(
                    "attempts",
                    Scalars.Whole(1),
                    "How many reps are asked; absent = every eligible member once."
                )
            )
        );

    private static Reader<RampConfig> Ramp { get; } =
        new MapReader<RampConfig>(
            "ramp",
            "a map such as { leads: 2, per: 1h, for: 1d }",
            keys => new RampConfig(
                keys.Need("leads", Scalars.Whole(1), "how many leads"),
                keys.Need("per", Scalars.Span, "in any such time, such as 1h"),
                keys.Need("for", Scalars.Span, "how long after the return, such as 1d")
            )
        );

    private static Reader<FairnessConfig> Fairness { get; } =
        new MapReader<FairnessConfig>("fairness", "a map such as { absence: skip }", ReadFairness);

    private static Reader<ImmutableArray<Named<int>>> WeightMap { get; } =
        new EntriesReader<int>("a map of weights such as { ana: 2 }", Scalars.IdName, PeopleReaders.Weight);

    private static Reader<Weights> AnyWeights { get; } =
        new ShapeReader<Weights>(
            "equal, rep, a map of weights or an expression",
            scalar: Scalars.Expression.As(text => new Weights(Written(text), [])),
            map: WeightMap.As(map => new Weights(
                new ListedWeights([.. map.Select(w => new ListedWeight(w.Name, w.Value))]),
                map
            ))
        );

    private static Reader<PoolConfig> Pool { get; } =
        new MapReader<PoolConfig>("pool", "a pool such as { team: west, method: round_robin }", ReadPool);

    public static EntriesReader<PoolConfig> Pools { get; } = new("a map of pools", Scalars.IdName, Pool, Kind.Pool);

    private static PoolConfig ReadPool(Keys keys)
    {
        var source = ReadSource(keys);
        var byTeam = source is PoolsSource ? PoolSplit.ByTeam : PoolSplit.ByRep;
        var split = keys.Take(
            "split",
            Scalars.Word<PoolSplit>(),
            byTeam,
            "by_rep (default for teams) or by_team (default for pools)."
        );
        var pool = new PoolConfig
        {
            Name = keys.Name,
            Source = source,
            Split = split,
            Method = keys.Take(
                "method",
                Scalars.Word<PoolMethod>(),
                default,
                "How the next rep is chosen; default round_robin."
            ),
            Rank = keys.Take("rank", Scalars.Expression, "For ranked: an expression over rep and lead, higher first."),
            Weights = ReadWeights(keys, source, split),
            Require = keys.Take("require", Scalars.Expressions, [], "All must hold for a rep to be eligible."),
            Prefer = keys.Take("prefer", Scalars.Expressions, [], "Tried in order, dropped where nobody is left."),
            Caps = keys.Take("caps", PeopleReaders.Caps, "Of the whole pool; rep caps still apply.") ?? Caps.None,
            MemberCaps = keys.Take("member_caps", PeopleReaders.Caps, "Of each member within this pool.") ?? Caps.None,
            Floor = keys.TakeValue(
                "floor",
                Scalars.Percent,
                "Least share of the last 100 leads, for ranked and best_match."
            ),
            Presence = keys.Take(
                "presence",
                Scalars.Word<GateUse>(),
                default,
                "Whether presence counts; default required."
            ),
            Hours = keys.Take(
                "hours",
                Scalars.Word<GateUse>(),
                default,
                "Whether working hours count; default required."
            ),
            Offer = keys.Take("offer", Offer, "Offered before it is assigned; absent = assigned outright."),
            Fairness = keys.Take("fairness", Fairness, "What moves the ledger.") ?? new(),
            Ramp = keys.Take("ramp", Ramp, "How leads come after an absence of a day or more."),
            Acknowledge = keys.Take("acknowledge", Scalars.Refs(Kind.Field), [], Notes.Acknowledge),
            Was = keys.Take("was", Scalars.Id, Notes.Was),
            Note = keys.Take("note", Scalars.Text, Notes.About),
            At = keys.At,
        };
        if (pool.Method == PoolMethod.Ranked && !keys.Has("rank"))
        {
            keys.Place.Fault(keys.AtKey("method"), "missing", "'rank' is missing: the method is ranked");
        }

        return pool;
    }

    private static PoolSource ReadSource(Keys keys)
    {
        var team = keys.Take("team", Scalars.Ref(Kind.Team), "The members: a team.");
        var members = keys.Take("members", Scalars.Refs(Kind.Rep), default, "The members: reps.");
        var teams = keys.Take("teams", Scalars.Refs(Kind.Team, atLeast: 1), default, "The members: several teams.");
        var pools = keys.Take("pools", Scalars.Refs(Kind.Pool, atLeast: 1), default, "The members: several pools.");
        if (keys.CountExclusive("team", "members", "teams", "pools") == 0)
        {
            keys.Place.Fault(keys.At, "missing", "a pool needs one of 'team', 'members', 'teams' or 'pools'");
        }

        return team is not null ? new TeamSource(team)
            : !teams.IsDefault ? new TeamsSource(teams)
            : !pools.IsDefault ? new PoolsSource(pools)
            : new RepsSource(members.IsDefault ? [] : members);
    }

    private static WeightsConfig ReadWeights(Keys keys, PoolSource source, PoolSplit split)
    {
        const string About = "equal, rep (default), a map of weights 0..1000, or an expression over rep.";
        var weights = keys.Take("weights", AnyWeights, About);
        var kind =
            split == PoolSplit.ByRep ? Kind.Rep
            : source is TeamsSource ? Kind.Team
            : source is PoolsSource ? Kind.Pool
            : Kind.Rep;
        foreach (var (name, at, _) in weights?.Listed ?? [])
        {
            keys.Place.Findings.Refer(kind, name, at, keys.Place.Key("weights", at).Key(name, at));
        }

        return weights?.Config ?? new RepWeights();
    }

    private static WeightsConfig Written(ExpressionConfig text) =>
        text.Text switch
        {
            "equal" => new EqualWeights(),
            "rep" => new RepWeights(),
            _ => new ComputedWeights(text),
        };

    private static FairnessConfig ReadFairness(Keys keys)
    {
        var fairness = new FairnessConfig
        {
            Unit = keys.Take("unit", Scalars.Word<FairnessUnit>(), default, "What one lead costs; default count."),
            Value = keys.Take("value", Scalars.Expression, "For unit value: an expression over lead."),
            Absence = keys.Take(
                "absence",
                Scalars.Word<AbsenceFairness>(),
                default,
                "skip (default) or owe: what an absence earns."
            ),
            OweMax = keys.TakeValue("owe_max", Scalars.NotNegative, "Under owe: the most that is owed."),
            OweFor = keys.TakeValue("owe_for", Scalars.Span, "Under owe: how long an absence earns."),
            Decline = keys.Take(
                "decline",
                Scalars.Word<TurnFate>(),
                default,
                "charge (default) or refund: the turn of a decline."
            ),
            Expire = keys.Take(
                "expire",
                Scalars.Word<TurnFate>(),
                default,
                "charge (default) or refund: the turn of an expiry."
            ),
            Owner = keys.Take(
                "owner",
                Scalars.Word<SideCharge>(),
                default,
                "free (default) or charge: an owner match."
            ),
            Manual = keys.Take(
                "manual",
                Scalars.Word<SideCharge>(),
                default,
                "free (default) or charge: a hand assignment."
            ),
            MaxAhead = keys.TakeValue(
                "max_ahead",
                Scalars.NotNegative,
                "Nobody further ahead of the others is eligible."
            ),
            Reset = keys.Take(
                "reset",
                Scalars.Word<LedgerReset>(),
                default,
                "When the ledger starts anew; default never."
            ),
        };
        if (fairness.Unit == FairnessUnit.Value && !keys.Has("value"))
        {
            keys.Place.Fault(keys.AtKey("unit"), "missing", "'value' is missing: the unit is value");
        }

        return fairness;
    }

    private sealed record Weights(WeightsConfig Config, ImmutableArray<Named<int>> Listed);
}
