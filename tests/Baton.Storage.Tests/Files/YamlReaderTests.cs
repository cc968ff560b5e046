using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Storage.Tests.Files;

public sealed class YamlReaderTests
{
    [Fact]
    public void Every_part_keeps_its_place()
    {
        var map = (MapNode)Read("a: 1\nb:\n  - x\n  - { c: 'y' }\n");

        map.Entries[1].KeyAt.ShouldBe(new Position(2, 1));
        var list = (ListNode)map["b"]!;
        list.Items[0].At.ShouldBe(new Position(3, 5));
        ((MapNode)list.Items[1]).Entries[0].Value.At.ShouldBe(new Position(4, 10));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("on")]
    [InlineData("2026-07-03")]
    [InlineData("5")]
    [InlineData("09:00-17:00")]
    [InlineData("~")]
    public void A_plain_scalar_keeps_its_text(string text)
    {
        Read($"k: {text}").ShouldBeOfType<MapNode>()["k"].ShouldBe(new ScalarNode(text, false, new Position(1, 4)));
    }

    [Fact]
    public void Quotes_tell_the_text_from_the_number()
    {
        Read("'5'").ShouldBe(new ScalarNode("5", true, new Position(1, 1)));
        Read("").ShouldBeNull();
        ((ScalarNode)((MapNode)Read("k:"))["k"]!).IsNull.ShouldBeTrue();
    }

    [Fact]
    public void An_alias_stands_for_its_anchor()
    {
        var map = (MapNode)Read("a: &x [1, 2]\nb: *x");

        map["b"].ShouldBeSameAs(map["a"]);
    }

    [Theory]
    [InlineData(
        "a: 1\na: 2",
        "w.yaml: line 2, column 1: the key 'a' stands here twice; the first is at line 1, column 1"
    )]
    [InlineData("a: !!str 5", "w.yaml: line 1, column 4: tags are not supported; remove 'tag:yaml.org,2002:str'")]
    [InlineData(
        "a: &x { b: 1 }\nc: { <<: *x }",
        "w.yaml: line 2, column 6: merge keys (<<) are not supported; write the keys out"
    )]
    [InlineData("a: *x", "w.yaml: line 1, column 4: no anchor 'x' before this alias")]
    [InlineData("[a, b]: 1", "w.yaml: line 1, column 1: a key must be a plain or quoted text")]
    [InlineData(
        "a: [1, 2",
        "w.yaml: line 2, column 1: while parsing a flow sequence, did not find expected ',' or ']'"
    )]
    [InlineData("!![\u2028]", "w.yaml: line 2, column 2: broken YAML near here")]
    [InlineData("a: 1\n---\nb: 2", "w.yaml: line 3, column 1: expected one document, found another after '---'")]
    [InlineData("", "w.yaml: line 1, column 1: the document is empty")]
    [InlineData("# nothing\n", "w.yaml: line 1, column 1: the document is empty")]
    public void What_is_refused_is_named_with_its_place(string text, string expected)
    {
        var faults = new List<Fault>();

        YamlReader.Read(text, "w.yaml", faults);

        faults.ShouldHaveSingleItem().ToString().ShouldBe(expected);
    }

    [Fact]
    public void Aliases_of_aliases_are_refused_before_they_explode()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (var i = 1; i < 12; i++)
        {
            text += $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n";
        }

        Fault(text).ShouldContain("the aliases stand for more than 100000 values");
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Fault(new string('[', 100_000)).ShouldContain("nested more than 64 deep");
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused_unread()
    {
        Fault(new string('a', YamlReader.LargestText + 1)).ShouldContain("the text is longer than 16777216 characters");
    }

    [Fact]
    public void Several_documents_come_in_order_up_to_the_first_that_is_broken()
    {
        var faults = new List<Fault>();

        var documents = YamlReader.ReadAll("a: 1\n---\nb: 2\n---\nc: [\n---\nd: 4", "w.yaml", faults);

        documents.Count.ShouldBe(2);
        faults.ShouldHaveSingleItem().Code.ShouldBe("syntax");
    }

    private static Node Read(string text) => YamlReader.Read(text, null, new List<Fault>())!;

    private static string Fault(string text)
    {
        var faults = new List<Fault>();
        YamlReader.Read(text, null, faults);
        return faults.ShouldHaveSingleItem().ToString();
    }
}
