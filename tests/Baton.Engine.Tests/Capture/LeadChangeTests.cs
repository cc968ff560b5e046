using Baton.Engine.Capture;
using Baton.Engine.Conditions;

namespace Baton.Engine.Tests.Capture;

public sealed class LeadChangeTests
{
    private static readonly CapturedLead Lead = Captured.Lead(
        ("id", "L1"),
        ("name", "Ann Berg"),
        ("email", "ann@orbit.test"),
        ("country", "AT"),
        ("employees", 50)
    );

    [Fact]
    public void Only_what_changes_is_set() =>
        Set(("employees", "800"), ("country", "Austria")).ShouldBe([("employees", Value.Of(800))]);

    [Fact]
    public void A_phone_is_read_in_the_country_that_the_lead_has() =>
        Set(("phone", "0664/1234567")).ShouldBe([("phone", Value.Of("+436641234567"))]);

    [Fact]
    public void A_phone_is_read_in_the_country_that_comes_with_it() =>
        Set(("phone", "(415) 555-2671"), ("country", "USA"))
            .ShouldBe([("phone", Value.Of("+14155552671")), ("country", Value.Of("US"))]);

    [Fact]
    public void A_blank_clears() => Set(("employees", " ")).ShouldBe([("employees", Value.Null)]);

    [Fact]
    public void A_domain_that_was_filled_follows_the_e_mail() =>
        Set(("email", "ann@nimbus.test"))
            .ShouldBe([("email", Value.Of("ann@nimbus.test")), ("domain", Value.Of("nimbus.test"))]);

    [Fact]
    public void The_parts_of_a_name_follow_it_and_it_follows_them()
    {
        Set(("name", "Eva Lang"))
            .ShouldBe([
                ("first_name", Value.Of("Eva")),
                ("last_name", Value.Of("Lang")),
                ("name", Value.Of("Eva Lang")),
            ]);
        Set(("last_name", "Lang")).ShouldBe([("last_name", Value.Of("Lang")), ("name", Value.Of("Ann Lang"))]);
    }

    [Fact]
    public void The_original_of_what_was_sent_is_kept() =>
        Change([], ("country", "Deutschland"))
            .ShouldNotBeNull()
            .Original.ShouldBe([KeyValuePair.Create("country", Value.Of("Deutschland"))]);

    [Theory]
    [InlineData("id", "L2", "'id' cannot be changed")]
    [InlineData("score", "5", "'score' is set by the policy and cannot be sent")]
    [InlineData("employees", "many", "'employees' must be a number")]
    public void A_bad_change_is_refused(string field, string value, string message)
    {
        var faults = new List<CaptureFault>();
        Change(faults, (field, value)).ShouldBeNull();
        faults.ShouldHaveSingleItem().Message.ShouldBe(message);
    }

    private static CapturedChange? Change(List<CaptureFault> faults, params (string, object?)[] fields) =>
        LeadNormaliser.NormaliseChange(
            Captured.Raw(fields),
            Lead.Fields,
            LeadSchema.Standard,
            NormaliserOptions.Default,
            faults
        );

    private static (string, Value)[] Set(params (string, object?)[] fields) =>
        [.. Change([], fields).ShouldNotBeNull().Set.Select(s => (s.Key, s.Value))];
}
