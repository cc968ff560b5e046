using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>The steps of a route.</summary>
internal static class RouteReaders
{
    private static Reader<SplitArm> Arm { get; } =
        new MapReader<SplitArm>("split_arm", "an arm such as { pool: west, share: 90 }", ReadArm);

    private static EntriesReader<SplitArm> Arms { get; } = new("a map of arms", Scalars.IdName, Arm);

    private static Reader<RouteStepConfig> Step { get; } =
        new MapReader<RouteStepConfig>("route_step", "a step such as { pool: p }", ReadStep);

    public static Reader<ImmutableArray<RouteStepConfig>> Route { get; } =
        new ListReader<RouteStepConfig>("a list of at least one step", Step, atLeast: 1);

    private static RouteStepConfig ReadStep(Keys keys)
    {
        var pool = keys.Take("pool", Scalars.Ref(Kind.Pool), "Pushes the lead to a pool.");
        var wait = keys.TakeValue(
            "wait",
            Scalars.Span,
            "With pool: how long somebody may take to become eligible or accept."
        );
        var owner = keys.Take(
            "owner",
            Scalars.Word<OwnerSource>(),
            default,
            "account: the account's owner; last: the person's last owner."
        );
        var gates = new ListReader<OwnerGate>("a list of gates", Scalars.Word<OwnerGate>());
        var respect = keys.Take("respect", gates, [], "With owner: gates to pass besides active and not absent.");
        var queue = keys.Take("queue", Scalars.Ref(Kind.Queue), "Parks the lead in a queue.");
        var arms = keys.Take("split", Arms, [], "Tries several ways side by side, by share.");
        var experiment = keys.Take("experiment", Scalars.Id, "With split: its name; default the rule's.");
        if (keys.CountExclusive("pool", "owner", "queue", "split") == 0)
        {
            keys.Place.Fault(keys.At, "missing", "a step needs one of 'pool', 'owner', 'queue' or 'split'");
        }

        RefuseStray(keys, "wait", "pool");
        RefuseStray(keys, "respect", "owner");
        RefuseStray(keys, "experiment", "split");
        RefuseEmptyShares(keys, arms);
        return keys.Has("owner") ? new OwnerStep(owner, respect, keys.At)
            : keys.Has("split") ? new SplitStep([.. arms.Select(a => a.Value)], experiment, keys.At)
            : queue is not null ? new QueueStep(queue, keys.At)
            : new PoolStep(pool ?? "", wait, keys.At);
    }

    private static SplitArm ReadArm(Keys keys)
    {
        var arm = new SplitArm(
            keys.Name,
            keys.Take("pool", Scalars.Ref(Kind.Pool), "The pool of this arm."),
            keys.Take("queue", Scalars.Ref(Kind.Queue), "The queue of this arm."),
            keys.Need("share", Scalars.NotNegative, "the share of this arm, relative to the sum of all")
        );
        if (keys.CountExclusive("pool", "queue") == 0)
        {
            keys.Place.Fault(keys.At, "missing", "an arm needs 'pool' or 'queue'");
        }

        return arm;
    }

    private static void RefuseStray(Keys keys, string key, string owner)
    {
        if (keys.Has(key) && !keys.Has(owner))
        {
            keys.Place.Fault(keys.AtKey(key), "contradiction", $"'{key}' belongs to a step with '{owner}'");
        }
    }

    private static void RefuseEmptyShares(Keys keys, ImmutableArray<Named<SplitArm>> arms)
    {
        if (keys.Has("split") && arms.Sum(a => Math.Min(a.Value.Share, 1)) == 0)
        {
            keys.Place.Fault(keys.AtKey("split"), "range", "the shares of a split must add up to more than zero");
        }
    }
}
