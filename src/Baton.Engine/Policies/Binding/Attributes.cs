using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Baton.Engine.Conditions;

namespace Baton.Engine.Policies.Binding;

/// <summary>
/// Free attributes: what a node means without a declared type. Unquoted numbers, true, false and null are those, any
/// other scalar is text.
/// </summary>
internal sealed class AttributesReader : Reader<Value>
{
    private const int Deepest = 8;

    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out Value value)
    {
        if (node is not MapNode map)
        {
            return Refuse(node, place, "a map of attributes", out value);
        }

        if (Depth(map) > Deepest)
        {
            place.Fault(node.At, "range", $"attributes may be nested {Deepest} deep");
            value = Value.EmptyMap;
            return false;
        }

        value = Meaning(map);
        return true;
    }

    public override JsonObject Schema(SchemaBook book) => new() { ["type"] = "object" };

    public static Value Meaning(Node node) =>
        node switch
        {
            ScalarNode scalar => Meaning(scalar),
            ListNode list => Value.Of([.. list.Items.Select(Meaning)]),
            MapNode map => Value.Of(
                map.Entries.ToImmutableSortedDictionary(e => e.Key, e => Meaning(e.Value), StringComparer.Ordinal)
            ),
            _ => throw new InvalidOperationException($"unknown node {node.GetType().Name}"),
        };

    private static Value Meaning(ScalarNode scalar)
    {
        const NumberStyles Decimal =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return scalar switch
        {
            { Quoted: true } => Value.Of(scalar.Text),
            { IsNull: true } => Value.Null,
            { Text: "true" } => Value.True,
            { Text: "false" } => Value.False,
            _ when long.TryParse(
                    scalar.Text,
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var whole
                ) => Value.Of(whole),
            _ when double.TryParse(scalar.Text, Decimal, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number) => Value.Of(number),
            _ => Value.Of(scalar.Text),
        };
    }

    private static int Depth(Node node) =>
        node switch
        {
            ListNode list => 1 + list.Items.Select(Depth).DefaultIfEmpty().Max(),
            MapNode map => 1 + map.Entries.Select(e => Depth(e.Value)).DefaultIfEmpty().Max(),
            _ => 0,
        };
}
