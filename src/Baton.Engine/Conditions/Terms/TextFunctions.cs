using System.Text.RegularExpressions;
using Baton.Engine.Conditions.Parsing;

namespace Baton.Engine.Conditions.Terms;

internal static class TextFunctions
{
    public static Value StartsWith(in Value text, in Value part, in Place place, ref Frame frame) =>
        text.TextOrNull is { } t && part.TextOrNull is { } p
            ? Value.Of(t.StartsWith(p, StringComparison.Ordinal))
            : Refuse("startsWith", text, part, place);

    public static Value EndsWith(in Value text, in Value part, in Place place, ref Frame frame) =>
        text.TextOrNull is { } t && part.TextOrNull is { } p
            ? Value.Of(t.EndsWith(p, StringComparison.Ordinal))
            : Refuse("endsWith", text, part, place);

    public static Value Contains(in Value text, in Value part, in Place place, ref Frame frame) =>
        text.TextOrNull is { } t && part.TextOrNull is { } p
            ? Value.Of(t.Contains(p, StringComparison.Ordinal))
            : Refuse("contains", text, part, place);

    private static Value Refuse(string name, in Value text, in Value part, in Place place) =>
        place.Fail($"{name} needs two texts, not {Kinds.Name(text)} and {Kinds.Name(part)}");
}

/// <summary><c>x.matches("pattern")</c> with the pattern compiled beforehand, in time linear in the text.</summary>
internal sealed class MatchesTerm(Term text, Regex pattern, Place place) : Term(FieldKind.Bool, text)
{
    public override Value Evaluate(ref Frame frame)
    {
        var value = text.Evaluate(ref frame);
        return value.IsFailed ? value
            : value.IsNull ? Value.False
            : value.TextOrNull is { } subject ? Value.Of(pattern.IsMatch(subject))
            : place.Fail($"matches needs text, not {Kinds.Name(value)}");
    }
}
