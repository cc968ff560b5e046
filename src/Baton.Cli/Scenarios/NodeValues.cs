using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>
/// What a lead's field holds as it was written. A quoted scalar is text; a plain one is a number, true, false or null
/// where it looks like it. <c>+14155550101</c> and <c>02134</c> stay text: a phone and a postal code are no numbers.
/// </summary>
internal static partial class NodeValues
{
    public static Value ToValue(this Node node) =>
        node switch
        {
            ScalarNode scalar => Scalar(scalar),
            ListNode list => Value.Of([.. list.Items.Select(ToValue)]),
            MapNode map => Value.Of(
                map.Entries.ToImmutableSortedDictionary(e => e.Key, e => e.Value.ToValue(), StringComparer.Ordinal)
            ),
            _ => throw new InvalidOperationException($"a node of type {node.GetType().Name}"),
        };

    public static ImmutableArray<KeyValuePair<string, Value>> ToValues(this MapNode map) =>
        [.. map.Entries.Select(e => KeyValuePair.Create(e.Key, e.Value.ToValue()))];

    private static Value Scalar(ScalarNode scalar) =>
        scalar switch
        {
            { IsNull: true } => Value.Null,
            { Quoted: true } => Value.Of(scalar.Text),
            { Text: "true" } => Value.True,
            { Text: "false" } => Value.False,
            _ when Whole().IsMatch(scalar.Text)
                    && long.TryParse(scalar.Text, CultureInfo.InvariantCulture, out var whole) => Value.Of(whole),
            _ when Fraction().IsMatch(scalar.Text) => Value.Of(double.Parse(scalar.Text, CultureInfo.InvariantCulture)),
            _ => Value.Of(scalar.Text),
        };

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(
        @"^-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Fraction();
}
