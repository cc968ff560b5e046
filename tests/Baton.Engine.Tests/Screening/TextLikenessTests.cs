using Baton.Engine.Screening.Fuzzy;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Screening;

public sealed class TextLikenessTests
{
    // Winkler's own examples.
    [Theory]
    [InlineData("martha", "marhta", 0.961)]
    [InlineData("dwayne", "duane", 0.840)]
    [InlineData("dixon", "dicksonx", 0.813)]
    [InlineData("abc", "xyz", 0)]
    [InlineData("", "", 1)]
    [InlineData("", "a", 0)]
    public void Jaro_and_Winkler_say(string left, string right, double likeness) =>
        TextLikeness.JaroWinkler(left, right).ShouldBe(likeness, 0.001);

    [Theory]
    [InlineData("smith", "smiht", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    [InlineData("", "abc", 3)]
    public void A_swap_of_neighbours_is_one_edit(string left, string right, int edits) =>
        TextLikeness.Edits(left, right).ShouldBe(edits);

    [Fact]
    public void Edits_are_those_of_the_plain_recursion()
    {
        var word = Gen.Elements('a', 'b', 'c').ArrayOf().Resize(6).Select(c => new string(c)).ToArbitrary();
        Prop.ForAll(word, word, (left, right) => TextLikeness.Edits(left, right) == Plain(left, right))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Likeness_is_symmetric_between_0_and_1_and_1_of_equals()
    {
        var word = ArbMap.Default.ArbFor<NonNull<string>>();
        Prop.ForAll(
                word,
                word,
                (left, right) =>
                {
                    var likeness = TextLikeness.JaroWinkler(left.Get, right.Get);
                    return likeness is >= 0 and <= 1
                        && Math.Abs(likeness - TextLikeness.JaroWinkler(right.Get, left.Get)) < 1e-9
                        && TextLikeness.JaroWinkler(left.Get, left.Get) == 1;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("robert", "r163")]
    [InlineData("rupert", "r163")]
    [InlineData("ashcraft", "a261")]
    [InlineData("tymczak", "t522")]
    [InlineData("pfister", "p236")]
    [InlineData("lee", "l000")]
    [InlineData("123", null)]
    public void Names_that_sound_alike_have_one_code(string name, string? code) => Soundex.Of(name).ShouldBe(code);

    [Theory]
    [InlineData("12 herschell circuit killarney", "12 killarney herschell circuit", 1)]
    [InlineData("13 hyatt place kersey", "13 hyattpalce kersey", 0.75)]
    [InlineData("144 nulsen circuit", "38 maltby street", 0)]
    public void Addresses_are_alike_in_any_order(string left, string right, double atLeast)
    {
        var likeness = AddressLikeness.Of(left, right);

        likeness.ShouldBeInRange(atLeast, atLeast + 0.25);
        AddressLikeness.Of(right, left).ShouldBe(likeness, 1e-9);
    }

    private static int Plain(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length + right.Length;
        }

        var change = left[^1] == right[^1] ? 0 : 1;
        var best = Math.Min(Plain(left[..^1], right) + 1, Plain(left, right[..^1]) + 1);
        best = Math.Min(best, Plain(left[..^1], right[..^1]) + change);
        return left.Length > 1 && right.Length > 1 && left[^1] == right[^2] && left[^2] == right[^1]
            ? Math.Min(best, Plain(left[..^2], right[..^2]) + 1)
            : best;
    }
}
