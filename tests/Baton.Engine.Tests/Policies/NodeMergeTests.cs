using Baton.Engine.Policies;

namespace Baton.Engine.Tests.Policies;

public sealed class NodeMergeTests
{
    [Theory]
    [InlineData("{a:1,b:2}", "{b:3,c:4}", "{a:1,b:3,c:4}")]
    [InlineData("{p:{x:1,y:2}}", "{p:{y:3}}", "{p:{x:1,y:3}}")]
    [InlineData("{l:[1,2]}", "{l:[3]}", "{l:[3]}")]
    [InlineData("{a:1,b:2}", "{a:null}", "{b:2}")]
    [InlineData("{a:1}", "{b:null}", "{a:1}")]
    [InlineData("{a:1}", "{a:{x:1,y:null}}", "{a:{x:1}}")]
    [InlineData("{a:{x:1}}", "{a:5}", "{a:5}")]
    [InlineData("{p:{x:{deep:1}}}", "{p:{x:{deep:null}}}", "{p:{x:{}}}")]
    [InlineData("{}", "{}", "{}")]
    public void Maps_are_merged_lists_replaced_and_nulls_removed(string current, string patch, string expected)
    {
        Text(NodeMerge.Merge(Map(current), Map(patch))).ShouldBe(expected);
    }

    [Fact]
    public void A_value_is_set_at_the_end_of_a_path()
    {
        var root = Map("{policy:{pools:{p:{x:1}}}}");

        Text(NodeMerge.With(root, Map("{y:2}"), "policy", "pools", "p")).ShouldBe("{policy:{pools:{p:{y:2}}}}");
        Text(NodeMerge.With(root, Map("{y:2}"), "policy", "queues", "q"))
            .ShouldBe("{policy:{pools:{p:{x:1}},queues:{q:{y:2}}}}");
        Text(NodeMerge.With(root, Some.Null, "policy", "pools", "p")).ShouldBe("{policy:{pools:{}}}");
    }

    [Fact]
    public void A_known_rep_is_merged_by_id_in_place_and_a_new_one_comes_last()
    {
        var workspace = Map("{reps:[{id:a,skills:{x:1}},{id:b}]}");

        Text(NodeMerge.WithRep(workspace, Map("{id:a,skills:{y:2}}")))
            .ShouldBe("{reps:[{id:a,skills:{x:1,y:2}},{id:b}]}");
        Text(NodeMerge.WithRep(workspace, Map("{id:a,skills:null}"))).ShouldBe("{reps:[{id:a},{id:b}]}");
        Text(NodeMerge.WithRep(workspace, Map("{id:c}"))).ShouldBe("{reps:[{id:a,skills:{x:1}},{id:b},{id:c}]}");
        Text(NodeMerge.WithRep(Map("{}"), Map("{id:c,note:null}"))).ShouldBe("{reps:[{id:c}]}");
    }

    [Fact]
    public void Members_join_at_the_end_of_their_team_and_leave_it()
    {
        var workspace = Map("{teams:{t:{members:[a,b]}}}");

        Text(NodeMerge.WithTeam(workspace, "t", ["c", "a"], ["b"])!).ShouldBe("{teams:{t:{members:[a,c]}}}");
        Text(NodeMerge.WithTeam(Map("{teams:{t:{}}}"), "t", ["c"], [])!).ShouldBe("{teams:{t:{members:[c]}}}");
    }

    [Fact]
    public void A_team_that_is_not_there_or_goes_by_a_condition_cannot_be_changed()
    {
        NodeMerge.WithTeam(Map("{teams:{}}"), "t", ["c"], []).ShouldBeNull();
        NodeMerge.WithTeam(Map("{teams:{t:{members:{where:x}}}}"), "t", ["c"], []).ShouldBeNull();
    }

    private static MapNode Map(string text) => (MapNode)Some.Node(text);

    private static string Text(Node node) => Some.Text(node);

    /// <summary>The smallest notation that shows what a merge does: <c>{a:1,b:[x]}</c>, no spaces, no quotes.</summary>
    private static class Some
    {
        public static ScalarNode Null { get; } = new("null", false, Position.None);

        public static Node Node(string text)
        {
            var at = 0;
            return Read(text, ref at);
        }

        public static string Text(Node node) =>
            node switch
            {
                ScalarNode scalar => scalar.Text,
                ListNode list => $"[{string.Join(",", list.Items.Select(Text))}]",
                MapNode map => $"{{{string.Join(",", map.Entries.Select(e => $"{e.Key}:{Text(e.Value)}"))}}}",
                _ => throw new InvalidOperationException(),
            };

        private static Node Read(string text, ref int at)
        {
            if (text[at] is not ('{' or '['))
            {
                return new ScalarNode(Word(text, ref at), false, Position.None);
            }

            var isMap = text[at++] == '{';
            var entries = new List<Entry>();
            for (; text[at] is not ('}' or ']'); at += text[at] == ',' ? 1 : 0)
            {
                var key = isMap ? Word(text, ref at) : "";
                at += isMap ? 1 : 0;
                entries.Add(new Entry(key, Position.None, Read(text, ref at)));
            }

            at++;
            return isMap
                ? new MapNode([.. entries], Position.None)
                : new ListNode([.. entries.Select(e => e.Value)], Position.None);
        }

        private static string Word(string text, ref int at)
        {
            var start = at;
            at = text.IndexOfAny([',', ':', '}', ']'], at);
            return text[start..at];
        }
    }
}
