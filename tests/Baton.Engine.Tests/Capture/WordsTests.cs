using System.Globalization;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Capture;

public sealed class WordsTests
{
    [Theory]
    [InlineData("German", "de")]
    [InlineData("Deutsch", "de")]
    [InlineData("español", "es")]
    [InlineData("Spanish", "es")]
    [InlineData("EN", "en")]
    [InlineData("en_US", "en-US")]
    [InlineData("en_US.UTF-8", "en-US")]
    [InlineData("ger", "de")]
    [InlineData("eng", "en")]
    [InlineData("zh-hans-cn", "zh-Hans-CN")]
    [InlineData("de-AT,de;q=0.8", "de-AT")]
    [InlineData("English (UK)", "en-GB")]
    [InlineData("Mandarin", "zh")]
    [InlineData("日本語", "ja")]
    [InlineData("gsw", "gsw")]
    [InlineData("Klingonish", null)]
    [InlineData("qq", null)]
    public void A_language_is_its_tag(string written, string? tag) => Languages.Find(written).ShouldBe(tag);

    [Theory]
    [InlineData("https://www.orbit.test/prices?x=1", "orbit.test")]
    [InlineData("HTTP://Orbit.TEST:8080", "orbit.test")]
    [InlineData("//orbit.test", "orbit.test")]
    [InlineData("www.orbit.test", "orbit.test")]
    [InlineData("orbit.test.", "orbit.test")]
    [InlineData("ann@orbit.test", "orbit.test")]
    [InlineData("xn--mller-kva.test", "xn--mller-kva.test")]
    [InlineData("www.test", "www.test")]
    [InlineData("orbit", null)]
    [InlineData("orbit systems.test", null)]
    [InlineData("http://10.0.0.1/", null)]
    [InlineData("n/a", null)]
    public void A_domain_is_the_bare_host(string written, string? domain) => WebDomain.Of(written).ShouldBe(domain);

    [Theory]
    [InlineData("1200", 1200)]
    [InlineData("1,200", 1200)]
    [InlineData("1.200,50", 1200.5)]
    [InlineData("1,200.50", 1200.5)]
    [InlineData("1.200.000", 1_200_000)]
    [InlineData("12,34,567", 1_234_567)]
    [InlineData("1 200 000", 1_200_000)]
    [InlineData("1'200'000", 1_200_000)]
    [InlineData("1,5", 1.5)]
    [InlineData("1.200", 1.2)]
    [InlineData("0,125", 0.125)]
    [InlineData("€ 900", 900)]
    [InlineData("900 EUR", 900)]
    [InlineData("$1,500.00", 1500)]
    [InlineData("10k", 10_000)]
    [InlineData("1.5M", 1_500_000)]
    [InlineData("2 Mio. €", 2_000_000)]
    [InlineData("$10M-$50M", 10_000_000)]
    [InlineData("51-200 employees", 51)]
    [InlineData("10,000+", 10_000)]
    [InlineData("-5", -5)]
    [InlineData("1e5", 100_000)]
    [InlineData("~500", 500)]
    [InlineData("0.1", 0.1)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("007.50", 7.5)]
    [InlineData("123456789012.345", 123456789012.345)]
    [InlineData("1234567890123456.5", 1234567890123456.5)]
    public void A_number_is_read_as_people_type_it(string written, double number)
    {
        NumberText.TryRead(written, out var value).ShouldBeTrue();
        value.AsNumber().ShouldBe(number);
    }

    [Fact]
    public void A_decimal_is_the_nearest_double_and_known_for_its_rendering_without_rendering_it() =>
        Prop.ForAll<ushort, byte, ushort>(
                (whole, zeroes, fraction) =>
                {
                    var text = $"{whole}.{new string('0', zeroes % 6)}{fraction}";
                    var exact = decimal.Parse(text, CultureInfo.InvariantCulture);

                    NumberText.TryRead(text, out var value).ShouldBeTrue();

                    value.AsNumber().ShouldBe((double)exact, text);
                    value.Kind.ShouldBe(decimal.Truncate(exact) == exact ? ValueKind.Int : ValueKind.Double, text);
                    NumberText.IsRendering(text).ShouldBe(value.ToString() == text, text);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("many")]
    [InlineData(".")]
    [InlineData("1.2.3.")]
    [InlineData("")]
    [InlineData("12 monkeys 3")]
    [InlineData("2026-01-05")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("200-51")]
    [InlineData("1,2,3")]
    public void What_is_no_number_is_none(string written) => NumberText.TryRead(written, out _).ShouldBeFalse();

    [Theory]
    [InlineData("Ann Berg", "Ann", "Berg")]
    [InlineData("Ann Maria Berg", "Ann Maria", "Berg")]
    [InlineData("Ann van der Berg", "Ann", "van der Berg")]
    [InlineData("Berg, Ann", "Ann", "Berg")]
    [InlineData("Berg, \u200BAnn", "Ann", "Berg")]
    [InlineData("Dr. Ann Berg", "Ann", "Berg")]
    [InlineData("Sam Berg Jr.", "Sam", "Berg Jr.")]
    [InlineData("Ann", "Ann", null)]
    public void A_name_is_parted_where_the_last_name_begins(string name, string? first, string? last) =>
        PersonName.Split(name).ShouldBe((first, last));

    [Theory]
    [InlineData("2025-12-22T09:00:00Z", "2025-12-22T09:00:00Z")]
    [InlineData("2025-12-22T10:00:00+01:00", "2025-12-22T09:00:00Z")]
    [InlineData("2025-12-22 09:00:00.5z", "2025-12-22T09:00:00.5Z")]
    [InlineData("2025-12-22 09:00", "2025-12-22T09:00:00Z")]
    [InlineData("2025-12-22", "2025-12-22T00:00:00Z")]
    [InlineData("22/12/2025", null)]
    [InlineData("2025-13-01", null)]
    public void A_time_is_read_where_it_is_clear(string written, string? instant) =>
        TimeText
            .ReadInstant(written)
            .ShouldBe(instant is null ? null : NodaTime.Text.InstantPattern.ExtendedIso.Parse(instant).Value);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172_800)]
    public void A_length_of_time_has_units(string written, double seconds) =>
        TimeText.ReadDuration(written)!.Value.TotalSeconds.ShouldBe(seconds);

    [Fact]
    public void A_length_of_time_without_a_unit_is_none() => TimeText.ReadDuration("90").ShouldBeNull();
}
