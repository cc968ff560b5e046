using Baton.Engine.Policies;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Baton.Engine.Tests.Policies;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90d", 90 * 24 * 3600)]
    [InlineData("1h30m", 5400)]
    [InlineData("15m", 900)]
    [InlineData("10s", 10)]
    [InlineData("2w1d", 15 * 24 * 3600)]
    [InlineData("0s", 0)]
    public void Durations_are_read_as_people_write_them(string text, long seconds)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();

        duration.ShouldBe(Duration.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("5 m")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("5M")]
    [InlineData("99999999999d")]
    [InlineData("36501d")]
    public void Anything_else_is_refused(string text)
    {
        DurationText.TryParse(text, out _).ShouldBeFalse();
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                milliseconds =>
                    DurationText.TryParse(DurationText.Format(Duration.FromMilliseconds(milliseconds)), out var read)
                    && read == Duration.FromMilliseconds(milliseconds)
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => DurationText.TryParse(text.Get, out _) || true)
            .QuickCheckThrowOnFailure();
    }
}
