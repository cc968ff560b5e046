using Baton.Engine.Policies;

namespace Baton.Engine.Tests.Policies;

public sealed class NearestWordTests
{
    private static readonly string[] _keys = ["method", "require", "decline", "weight", "members", "team"];

    [Theory]
    [InlineData("metod", "method")]
    [InlineData("requre", "require")]
    [InlineData("declin", "decline")]
    [InlineData("wieght", "weight")]
    [InlineData("TEAM", "team")]
    [InlineData("reverse", null)]
    [InlineData("", null)]
    [InlineData("t", null)]
    public void The_nearest_word_is_found_or_none(string word, string? expected) =>
        NearestWord.Find(word, _keys).ShouldBe(expected);

    [Theory]
    [InlineData("employes", "employees")]
    [InlineData("wstern", "western")]
    [InlineData("westrn", "western")]
    [InlineData("entreprise", "enterprise")]
    [InlineData("inbond", "inbound")]
    [InlineData("buget", "budget")]
    [InlineData("round_robbin", "round_robin")]
    [InlineData("lest_loaded", "least_loaded")]
    [InlineData("leed", "lead")]
    [InlineData("bgi", "big")]
    public void A_slip_is_understood(string word, string meant) => NearestWord.Find(word, [meant]).ShouldBe(meant);

    [Fact]
    public void Of_equally_near_words_the_first_wins() => NearestWord.Find("cat", ["car", "bat"]).ShouldBe("car");

    [Fact]
    public void A_hint_names_the_nearest_word() =>
        NearestWord.Hint("metod", _keys).ShouldBe("; did you mean 'method'?");

    [Fact]
    public void A_hint_lists_what_is_known_where_nothing_is_near() =>
        NearestWord.Hint("zzz", ["a", "b", "c"]).ShouldBe("; known: a, b, c");

    [Fact]
    public void A_hint_is_empty_where_nothing_is_near_and_much_is_known() =>
        NearestWord.Hint("zzz", Enumerable.Range(100, 9).Select(i => $"{i}")).ShouldBe("");
}
