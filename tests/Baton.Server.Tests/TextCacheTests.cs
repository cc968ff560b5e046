using System.Text;
using Baton.Server.Import;

namespace Baton.Server.Tests;

public sealed class TextCacheTests
{
    private readonly TextCache _texts = new();

    [Fact]
    public void A_short_text_that_comes_again_is_the_same_string()
    {
        var first = _texts.Of("Germany"u8);

        _texts.Of("Germany"u8).ShouldBeSameAs(first);
        first.ShouldBe("Germany");
    }

    [Theory]
    [InlineData("Österreich")]
    [InlineData("a text of more than thirty-two bytes")]
    public void What_is_no_ascii_or_long_is_not_had_here(string text) =>
        _texts.Of(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    // Far more texts than places: whatever stood in a place before, the answer is what was asked for.
    [Fact]
    public void No_text_is_taken_for_another_with_the_same_hash()
    {
        foreach (var number in Enumerable.Range(0, 20_000).Concat(Enumerable.Range(0, 20_000)))
        {
            var text = $"source {number}";
            _texts.Of(Encoding.ASCII.GetBytes(text)).ShouldBe(text);
        }
    }

    [Fact]
    public void Many_threads_get_what_they_asked_for() =>
        Parallel.For(0, 50_000, i => _texts.Of(Encoding.ASCII.GetBytes($"S{i % 5_000}")).ShouldBe($"S{i % 5_000}"));
}
