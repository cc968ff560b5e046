using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>Rules and what they promise.</summary>
internal static class RuleReaders
{
    private static Reader<SlaTargetConfig> SlaTarget { get; } =
        new MapReader<SlaTargetConfig>(
            "sla_target",
            "a map such as { within: 1h }",
            keys => new SlaTargetConfig
            {
                Within = keys.Need("within", Scalars.Span, "the time that is promised, such as 1h"),
                Clock = keys.Take("clock", Scalars.Word<SlaClock>(), default, "business (default), wall or team."),
                Warn = keys.TakeValue("warn", Scalars.Percent, "The share of the time after which a warning goes out."),
                Breach = keys.Take("breach", Scalars.Word<SlaBreach>(), default, "What a breach does; default notify."),
            }
        );

    private static Reader<FollowUpConfig> FollowUp { get; } =
        new MapReader<FollowUpConfig>(
            "follow_up",
            "a map such as { every: 2d, until: 3 }",
            keys => new FollowUpConfig(
                keys.Need("every", Scalars.Span, "the time between two touches, such as 2d"),
                keys.Need("until", Scalars.Whole(1), "how many touches are expected")
            )
        );

    private static Reader<SlaConfig> Sla { get; } =
        new MapReader<SlaConfig>(
            "sla",
            "a map such as { respond: { within: 1h } }",
            keys => new SlaConfig
            {
                Accept = keys.Take("accept", SlaTarget, "From the offer to its acceptance."),
                Respond = keys.Take("respond", SlaTarget, "From the assignment to the first contact."),
                FollowUp = keys.Take("follow_up", FollowUp, "Touches expected after the first."),
                Absence = keys.Take(
                    "absence",
                    Scalars.Word<SlaAbsence>(),
                    default,
                    "keep (default) or return leads of an absent owner."
                ),
            }
        );

    private static Reader<RecycleConfig> Recycle { get; } =
        new MapReader<RecycleConfig>(
            "recycle",
            "a map such as { untouched: 7d }",
            keys => new RecycleConfig(keys.Need("untouched", Scalars.Span, "after this long untouched, such as 7d"))
        );

    private static Reader<RuleConfig> Rule { get; } =
        new MapReader<RuleConfig>("rule", "a rule such as { name: all, route: [{ pool: p }] }", ReadRule);

    public static Reader<ImmutableArray<RuleConfig>> Rules { get; } =
        new ListReader<RuleConfig>("a list of rules", Rule);

    private static RuleConfig ReadRule(Keys keys)
    {
        var name = keys.Need("name", Scalars.Name, "the rule's name, unique in the policy");
        if (name is not null)
        {
            keys.Place.Findings.Declare(Kind.Rule, name, keys.AtKey("name"), keys.Place);
        }

        var route = keys.Need("route", RouteReaders.Route, "where its leads go, such as [{ pool: p }]");
        var rule = new RuleConfig
        {
            Name = name ?? "",
            When = keys.Take("when", Scalars.Expression, "Which leads; absent = all."),
            Enabled = keys.Take("enabled", Scalars.Bool, true, "false = passed over."),
            From = keys.TakeValue("from", Scalars.Moment, "From this day (in the workspace's zone) or instant on."),
            Until = keys.TakeValue("until", Scalars.Moment, "Until this day or instant, which is no longer in it."),
            Guidance = keys.Take("guidance", Scalars.Text, "Shown to the rep."),
            Priority = keys.Take(
                "priority",
                Scalars.Whole(int.MinValue),
                0,
                "Order among waiting leads, higher first; default 0."
            ),
            Effort = keys.Take("effort", Scalars.Whole(1), 1, "Capacity units of one lead; default 1."),
            IgnoreCaps = keys.Take(
                "ignore_caps",
                Scalars.Bool,
                false,
                "Lifts the caps of reps and pools, not capacity."
            ),
            Route = route.IsDefault ? [] : route,
            Sla = keys.Take("sla", Sla, "What is promised."),
            Recycle = keys.Take("recycle", Recycle, "When an untouched lead goes back to its route."),
            Acknowledge = keys.Take("acknowledge", Scalars.Refs(Kind.Field), [], Notes.Acknowledge),
            Was = keys.Take("was", Scalars.Name, Notes.Was),
            Note = keys.Take("note", Scalars.Text, Notes.About),
            At = keys.At,
        };
        if (rule.From?.Day >= rule.Until?.Day || rule.From?.Instant >= rule.Until?.Instant)
        {
            keys.Place.Fault(keys.AtKey("until"), "range", "'until' must lie after 'from'");
        }

        return rule;
    }
}
