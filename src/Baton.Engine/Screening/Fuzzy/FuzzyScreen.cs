using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Screening.Fuzzy;

/// <summary>The fuzzy comparisons of one policy. Immutable and safe to share.</summary>
public sealed class FuzzyScreen
{
    private readonly ImmutableArray<(FuzzyMatcher Matcher, FuzzyMatchConfig Config)> _matches;

    private FuzzyScreen(ImmutableArray<(FuzzyMatcher, FuzzyMatchConfig)> matches) => _matches = matches;

    /// <summary>Null where the policy compares nothing in this way.</summary>
    public static FuzzyScreen? Of(DuplicatesConfig? duplicates, LeadSchema schema) =>
        duplicates is null or { Action: DuplicateAction.Allow } or { Fuzzy.IsEmpty: true }
            ? null
            : new FuzzyScreen([.. duplicates.Fuzzy.Select(f => (FuzzyMatcher.Of(f.Fields, schema), f))]);

    /// <summary>The keys under which a lead is found: those of all comparisons.</summary>
    public ImmutableArray<string> KeysOf(Func<string, Value> field) =>
        [
            .. _matches
                .SelectMany(m => BlockingKeys.Of(m.Matcher, m.Matcher.Prepare(field)))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>
    /// The candidate that is most like the lead: one that acts before one for review, then the better score, then the
    /// later arrival. Null where nobody comes near.
    /// </summary>
    internal Suspicion? Best(Func<string, Value> field, IEnumerable<SimilarLead> candidates)
    {
        Suspicion? best = null;
        foreach (var (matcher, config) in _matches)
        {
            var lead = matcher.Prepare(field);
            foreach (var candidate in candidates)
            {
                var likeness = matcher.Compare(lead, matcher.Prepare(candidate.Field));
                var found = new Suspicion(candidate, likeness, likeness.Score >= config.At);
                if (likeness.Score >= config.Review && (best is null || found.IsBefore(best)))
                {
                    best = found;
                }
            }
        }

        return best;
    }
}

/// <summary>An earlier lead that may be the same person; <see cref="Acts"/> where it is alike enough to decide.</summary>
internal sealed record Suspicion(SimilarLead Lead, FuzzyLikeness Likeness, bool Acts)
{
    public bool IsBefore(Suspicion other) => Rank.CompareTo(other.Rank) > 0;

    private (bool, decimal, NodaTime.Instant, long) Rank => (Acts, Likeness.Score, Lead.LastArrival, Lead.Number);
}
