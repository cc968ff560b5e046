using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>Junk and duplicates.</summary>
internal static class ScreenReaders
{
    private static Reader<FuzzyMatchConfig> Fuzzy { get; } =
        new MapReader<FuzzyMatchConfig>(
            "fuzzy_match",
            "a map such as { fuzzy: [name, city], at: 0.95, review: 0.80 }",
            ReadFuzzy
        );

    // A plain field, or a fuzzy comparison of several.
    private static Reader<Match> AnyMatch { get; } =
        new ShapeReader<Match>(
            "a lead field, or { fuzzy: […], at: 0.95, review: 0.80 }",
            scalar: Scalars.Ref(Kind.Field).As(field => new Match(field, null)),
            map: Fuzzy.As(fuzzy => new Match(null, fuzzy))
        );

    private static Reader<DuplicatesConfig> Duplicates { get; } =
        new MapReader<DuplicatesConfig>("duplicates", "a map such as { match: [email], within: 90d }", ReadDuplicates);

    public static Reader<ScreenConfig> Screen { get; } =
        new MapReader<ScreenConfig>(
            "screen",
            "a map such as { reject: […] }",
            keys => new ScreenConfig
            {
                Reject = keys.Take(
                    "reject",
                    Scalars.Expressions,
                    [],
                    "A lead for which one holds is junk: kept, never routed."
                ),
                Duplicates = keys.Take("duplicates", Duplicates, "When a lead is one that came before."),
                FreeMail = keys.Take(
                    "free_mail",
                    new ListReader<string>("a list of domains", Scalars.Domain),
                    [],
                    "Further domains of free e-mail providers, which never stand for a company."
                ),
                Disposable = keys.Take(
                    "disposable",
                    Scalars.Word<DisposableAddress>(),
                    default,
                    "allow (default), or reject: a lead with a throw-away address is junk."
                ),
                DisposableDomains = keys.Take(
                    "disposable_domains",
                    new ListReader<string>("a list of domains", Scalars.Domain),
                    [],
                    "Further domains of throw-away mailboxes, for 'disposable: reject'."
                ),
                Malformed = keys.Take(
                    "malformed",
                    Scalars.Word<MalformedAddress>(),
                    default,
                    "refuse (default) a lead whose e-mail is no address, or reject: keep it as junk."
                ),
                At = keys.At,
            }
        );

    private static DuplicatesConfig ReadDuplicates(Keys keys)
    {
        var matches = new ListReader<Match>("a list of lead fields", AnyMatch, atLeast: 1);
        var match = keys.Need("match", matches, "the fields any of which, when equal, makes a duplicate");
        return new DuplicatesConfig
        {
            Match = [.. OrEmpty(match).Select(m => m.Field).OfType<string>()],
            Fuzzy = [.. OrEmpty(match).Select(m => m.Fuzzy).OfType<FuzzyMatchConfig>()],
            Within = keys.TakeValue("within", Scalars.Span, "Since the last arrival, half-open; absent = ever."),
            Action = keys.Take("action", Scalars.Word<DuplicateAction>(), default, "merge (default), link or allow."),
        };
    }

    private static FuzzyMatchConfig ReadFuzzy(Keys keys)
    {
        var fields = keys.Need("fuzzy", Scalars.Refs(Kind.Field, atLeast: 1), "the fields that are compared");
        var at = keys.Need("at", Scalars.Percent, "the likeness from which it is a duplicate, such as 0.95");
        var review = keys.Take(
            "review",
            Scalars.Percent,
            at,
            "The likeness from which a person decides; default the same."
        );
        if (review > at)
        {
            keys.Place.Fault(keys.AtKey("review"), "range", "'review' lies above 'at'");
        }

        return new FuzzyMatchConfig(OrEmpty(fields), at, review);
    }

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items;

    private sealed record Match(string? Field, FuzzyMatchConfig? Fuzzy);
}
