using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Screening.Fuzzy;

namespace Baton.Engine.Tests.Screening;

public sealed class FuzzyMatcherTests
{
    private static readonly FuzzyMatcher _matcher = FuzzyMatcher.Of(
        ["name", "company", "phone", "city", "email", "born"],
        LeadSchema.Standard.With([new LeadField("born", FieldKind.Timestamp, Personal: true, Custom: true)])
    );

    [Theory]
    [InlineData("Kim Larsen;Orbit Inc;+14155550101;Porto", "Kim Larson;Orbit;+14155550101;Porto")]
    [InlineData("Kim Larsen;Orbit Inc;;Porto", "Larsen Kim;Orbit GmbH;;Porto")]
    [InlineData("Robert Miller;Bolt;;Lyon", "Bob Miller;Bolt;;Lyon")]
    [InlineData("Jürgen Müller;Bolt;;Köln", "Jurgen Muller;Bolt;;Koln")]
    [InlineData("Kim Larsen;;+14155550101;", "K. Larsen;;+14155550101;")]
    public void One_person_written_in_two_ways_is_a_duplicate(string left, string right) =>
        Score(left, right).ShouldBeGreaterThanOrEqualTo(0.95m);

    [Theory]
    [InlineData("Kim Larsen;;;", "Kim Larsen;;;")]
    [InlineData("Kim Larsen;;;Porto", "Joy Abara;;;Porto")]
    [InlineData("Kim Larsen;Orbit;;Porto", "Joy Abara;Orbit;;Porto")]
    [InlineData("Kim Larsen;Orbit;;Porto", "Kim Larsen;Bolt;;Lyon")]
    [InlineData(";;;", ";;;")]
    public void Too_little_in_common_is_no_duplicate(string left, string right) =>
        Score(left, right).ShouldBeLessThan(0.8m);

    [Fact]
    public void A_couple_with_one_telephone_is_left_to_a_person()
    {
        var score = Score("John Smith;Smith Farm;+14155550101;Porto", "Mary Smith;Smith Farm;+14155550101;Porto");

        score.ShouldBeInRange(0.8m, 0.949m);
    }

    [Fact]
    public void A_missing_field_speaks_neither_for_nor_against()
    {
        var known = _matcher.Compare(Lead("Kim Larsen;Orbit;;"), Lead("Kim Larsen;Orbit;;"));
        var lacking = _matcher.Compare(Lead("Kim Larsen;Orbit;+14155550101;Porto"), Lead("Kim Larsen;Orbit;;"));

        lacking.ShouldBe(known);
    }

    [Fact]
    public void The_evidence_says_field_by_field_what_counted()
    {
        var likeness = _matcher.Compare(Lead("Kim Larsen;Orbit;;Porto"), Lead("Kim Larsen;Bolt;;Porto"));

        likeness.Evidence.ShouldBe([
            new FieldEvidence("name", 1, 15.5m),
            new FieldEvidence("company", 0.63m, -3),
            new FieldEvidence("city", 1, 5),
        ]);
    }

    [Fact]
    public void Days_and_months_may_have_been_exchanged()
    {
        var left = Born(1980, 3, 11);

        Said(left, Born(1980, 3, 11)).ShouldBe(13m);
        Said(left, Born(1980, 11, 3)).ShouldBe(8.8m);
        Said(left, Born(1980, 3, 12)).ShouldBe(8.8m);
        Said(left, Born(1975, 6, 28)).ShouldBe(-4m);
    }

    [Fact]
    public void Comparing_is_symmetric_and_a_whole_record_is_like_itself()
    {
        var leads = new[]
        {
            Lead("Kim Larsen;Orbit;+14155550101;Porto"),
            Lead("Larsen Kim;Orbit Systems;;Porto"),
            Lead("K Larssen;Bolt;+14155550110;Lyon"),
            Lead(";Bolt;;"),
            Lead("Madonna;;;"),
        };
        foreach (var left in leads)
        {
            foreach (var right in leads)
            {
                _matcher.Compare(left, right).Score.ShouldBe(_matcher.Compare(right, left).Score);
            }
        }

        _matcher.Compare(leads[0], leads[0]).Score.ShouldBe(1);
    }

    [Fact]
    public void Those_who_may_be_one_person_share_a_key()
    {
        Keys("Kim Larsen;Orbit;;").ShouldBe(["nn:k500:l625", "no:l625:orbit", "no:k500:orbit"]);
        Keys("Larson Kim;Orbit;;").ShouldContain("nn:k500:l625");
        Keys(";;+1 415 555-0101;").ShouldBe(["t:5550101"]);
        Keys(";;;Porto").ShouldBeEmpty();
    }

    private static decimal Score(string left, string right) => _matcher.Compare(Lead(left), Lead(right)).Score;

    private static IEnumerable<string> Keys(string lead) => BlockingKeys.Of(_matcher, Lead(lead));

    private static decimal Said(FuzzyRecord left, FuzzyRecord right) =>
        _matcher.Compare(left, right).Evidence.ShouldHaveSingleItem().Bits;

    private static FuzzyRecord Born(int year, int month, int day) =>
        _matcher.Prepare(name =>
            name == "born" ? Value.Of(NodaTime.Instant.FromUtc(year, month, day, 0, 0)) : Value.Null
        );

    // name;company;phone;city
    private static FuzzyRecord Lead(string text)
    {
        var parts = text.Split(';');
        return _matcher.Prepare(name =>
            Array.IndexOf(["name", "company", "phone", "city"], name) is >= 0 and var i && parts[i].Length > 0
                ? Value.Of(parts[i])
                : Value.Null
        );
    }
}
