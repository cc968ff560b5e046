using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Policies;

/// <summary>Rules and steps that no lead reaches.</summary>
internal static class LintRules
{
    public static void Check(Policy policy, List<Fault> found)
    {
        if (policy.Rules.IsEmpty)
        {
            return;
        }

        Disabled(policy, found);
        Covered(policy, found);
        for (var i = 0; i < policy.Rules.Length; i++)
        {
            Steps(policy, i, found);
        }

        if (!policy.Rules.Any(r => IsAlwaysOn(r) && HoldsAlways(r)))
        {
            var last = policy.Rules[^1].Config;
            Add(
                found,
                "no_catch_all",
                policy.Rules.Length - 1,
                last,
                "no rule holds for every lead: what none matches waits with the reason no_rule; end with a rule without 'when'"
            );
        }
    }

    private static void Disabled(Policy policy, List<Fault> found)
    {
        foreach (var (i, rule) in policy.Rules.Index())
        {
            if (!rule.Config.Enabled)
            {
                Add(found, "disabled_rule", i, rule.Config, "the rule is disabled and matches nothing");
            }
            else if (rule.From >= rule.Until)
            {
                Add(found, "empty_window", i, rule.Config, "the window is empty: 'until' is not after 'from'");
            }
        }
    }

    // A rule that is switched off, or holds only for a while, covers nothing; one with a window can still be covered.
    private static void Covered(Policy policy, List<Fault> found)
    {
        var always = new List<int>();
        var conditions = policy.Rules.Select(r => r.When).ToArray();
        foreach (var (i, rule) in policy.Rules.Index())
        {
            if (rule.Config.Enabled && !IsAlwaysOn(rule))
            {
                Report(policy, [.. always, i], i, found);
            }
            else if (rule.Config.Enabled)
            {
                always.Add(i);
            }
        }

        Report(policy, always, only: null, found);
        foreach (var never in RuleIndex.Build(conditions).Never())
        {
            Add(found, "never_matches", never, policy.Rules[never].Config, "no lead can fulfil this condition");
        }
    }

    private static void Report(Policy policy, List<int> rules, int? only, List<Fault> found)
    {
        var index = RuleIndex.Build([.. rules.Select(r => policy.Rules[r].When)]);
        foreach (var (rule, by) in index.Covered())
        {
            if (only is null || rules[rule] == only)
            {
                var earlier = policy.Rules[rules[by]];
                var why = HoldsAlways(earlier) ? "takes every lead" : "takes every lead that this one could";
                Add(
                    found,
                    "covered_rule",
                    rules[rule],
                    policy.Rules[rules[rule]].Config,
                    $"the rule never matches: '{earlier.Config.Name}' ({Place(earlier.Config)}) stands before it and {why}"
                );
            }
        }
    }

    private static string Place(RuleConfig rule) => rule.At == Position.None ? "earlier" : $"line {rule.At.Line}";

    // A queue holds a lead until it expires; without that nothing behind it is ever tried.
    private static void Steps(Policy policy, int index, List<Fault> found)
    {
        var rule = policy.Rules[index].Config;
        for (var step = 0; step < rule.Route.Length - 1; step++)
        {
            if (
                rule.Route[step] is QueueStep queue
                && policy.Queues.TryGetValue(queue.Queue, out var known)
                && known.Config is { Expires: null, Mode: not QueueMode.Shotgun }
            )
            {
                found.Add(
                    Lint.Warning(
                        "unreachable_step",
                        $"{Lint.Path(rule, index)}.route[{step + 1}]",
                        rule.Route[step + 1].At,
                        $"the step is never tried: the queue '{queue.Queue}' before it has no 'expires'"
                    )
                );
            }
        }
    }

    private static bool IsAlwaysOn(Rule rule) =>
        rule.Config.Enabled && rule.From == Instant.MinValue && rule.Until == Instant.MaxValue;

    private static bool HoldsAlways(Rule rule) => rule.When is null || rule.When.Source.Trim() == "true";

    private static void Add(List<Fault> found, string code, int index, RuleConfig rule, string message) =>
        found.Add(Lint.Warning(code, Lint.Path(rule, index), rule.At, message));
}
