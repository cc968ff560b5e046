using System.Globalization;
using Baton.Engine.Policies;

namespace Baton.Bench;

/// <summary>Builds workspace files as documents: 100,000 rules are more text than the YAML reader takes.</summary>
internal static class Document
{
    public static MapNode Map(params ReadOnlySpan<(string Key, Node Value)> entries)
    {
        var all = new Entry[entries.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new Entry(entries[i].Key, Position.None, entries[i].Value);
        }

        return new MapNode([.. all], Position.None);
    }

    public static ListNode List(IEnumerable<Node> items) => new([.. items], Position.None);

    public static ListNode List(params IEnumerable<string> texts) => List(texts.Select(Text));

    public static Node Text(string text) => new ScalarNode(text, Quoted: true, Position.None);

    public static Node Word(string text) => new ScalarNode(text, Quoted: false, Position.None);

    public static Node Number(int number) => Word(number.ToString(CultureInfo.InvariantCulture));
}
