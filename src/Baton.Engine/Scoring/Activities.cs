using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Engine.Scoring;

/// <summary>
/// What is kept of a lead's activities: how many of each type (<c>lead.activities.TYPE</c>), and the times of those that
/// a scoring rule can still count. Both are bounded, whatever a sender sends; the journal has every activity.
/// </summary>
internal static class Activities
{
    /// <summary>Types that are counted in one lead; an activity of a further one is recorded and not counted.</summary>
    public const int MostTypes = 50;

    /// <summary>The newest of one type that a scoring rule counts at most.</summary>
    public const int MostOfOneType = 50;

    /// <summary>The counts with one more.</summary>
    public static Value Counted(Value counts, string type)
    {
        var map = counts.Kind == ValueKind.Map ? counts.AsMap() : Value.EmptyMap.AsMap();
        var known = map.TryGetValue(type, out var count) ? count.AsInt() : 0;
        return known > 0 || map.Count < MostTypes ? Value.Of(map.SetItem(type, Value.Of(known + 1))) : counts;
    }

    /// <summary>
    /// How many of its activities, the newest, a rule counts: as many as reach <c>at_most</c> while they are fresh.
    /// </summary>
    public static int CountedBy(ScoreRuleConfig rule) =>
        rule.Points == 0 ? 0
        : rule.AtMost is { } most ? (int)Math.Min(MostOfOneType, decimal.Ceiling(most / Math.Abs(rule.Points)))
        : MostOfOneType;

    /// <summary>The times by type, newest first, with one more, and without those that no rule of the policy counts.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<Instant>>? Kept(
        ImmutableSortedDictionary<string, ImmutableArray<Instant>>? times,
        string type,
        Instant at,
        Policy policy,
        Instant now
    )
    {
        var all = times ?? ImmutableSortedDictionary.Create<string, ImmutableArray<Instant>>(StringComparer.Ordinal);
        var known = all.TryGetValue(type, out var earlier) ? earlier : [];
        all = all.SetItem(type, known.Insert(known.Count(t => t >= at), at));
        foreach (var (name, list) in all)
        {
            var kept = Counting(policy, name, list, now);
            all = kept.IsEmpty ? all.Remove(name) : all.SetItem(name, kept);
        }

        return all.IsEmpty ? null : all;
    }

    private static ImmutableArray<Instant> Counting(
        Policy policy,
        string type,
        ImmutableArray<Instant> times,
        Instant now
    )
    {
        var rules = policy.Score.Select(s => s.Config).Where(r => r.Activity == type).ToArray();
        var most = rules.Length == 0 ? 0 : rules.Max(CountedBy);
        return
        [
            .. times
                .Take(most)
                .Where(t => Array.Exists(rules, r => !new LivePoints(r.Name, r.Points, t, r.HalfLife).IsSpent(now))),
        ];
    }
}
