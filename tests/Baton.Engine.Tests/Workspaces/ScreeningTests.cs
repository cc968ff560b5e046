using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;

namespace Baton.Engine.Tests.Workspaces;

public sealed class ScreeningTests
{
    private const string Policy = """
        reps: [{ id: ana }]
        policy:
          screen: { reject: ['lead.company == "test"'], disposable: reject, malformed: reject }
          pools: { p: { members: [ana] } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    [Theory]
    [InlineData("kim@mailinator.com", "Orbit", "disposable address")]
    [InlineData("kim at one", "Orbit", "malformed address")]
    [InlineData("kim@mailinator.com", "test", "lead.company == \"test\"")]
    [InlineData("kim at one", "test", "lead.company == \"test\"")]
    public void Junk_says_why_it_is_junk_and_a_condition_comes_before_the_address(
        string email,
        string company,
        string reason
    )
    {
        var world = new World(Policy);

        var events = World.Expect(world.Do(Arrival(world, email, company))).Events;

        events.OfType<LeadRejected>().ShouldHaveSingleItem().Reason.ShouldBe(reason);
        world.Rows[1].Status.ShouldBe("rejected");
        World.Text(world.Replayed().Save()).ShouldBe(World.Text(world.Engine.Save()));
    }

    [Fact]
    public void Of_a_malformed_address_only_what_was_sent_is_kept_among_the_personal()
    {
        var world = new World(Policy);

        var captured = World.Expect(world.Do(Arrival(world, "kim at one", "Orbit"))).Events.OfType<LeadCaptured>();

        var lead = captured.ShouldHaveSingleItem();
        lead.Personal.Items.ShouldNotContain(f => f.Key == "email");
        lead.Original.Items.ShouldBe([KeyValuePair.Create("email", Value.Of("kim at one"))]);
    }

    [Fact]
    public void A_malformed_address_is_a_fault_where_the_policy_does_not_keep_it_and_in_every_change()
    {
        var strict = new World("{ reps: [{ id: ana }] }").Engine.Policy!;
        var keeping = new World(Policy).Engine.Policy!;

        strict.NormaliserOfArrivals.KeepBadEmail.ShouldBeFalse();
        keeping.NormaliserOfArrivals.KeepBadEmail.ShouldBeTrue();
        keeping.Normaliser.KeepBadEmail.ShouldBeFalse();
    }

    [Fact]
    public void Domains_of_throw_away_mailboxes_cover_what_lies_under_them_and_can_be_added_to()
    {
        var more = DisposableMail.Standard.With(["Burner.test", "no domain"]);

        more.Count.ShouldBe(DisposableMail.Standard.Count + 1);
        more.Contains("mx.BURNER.test").ShouldBeTrue();
        more.Contains("mailinator.com").ShouldBeTrue();
        more.Contains("test").ShouldBeFalse();
        more.Contains("").ShouldBeFalse();
        DisposableMail.Standard.Contains("burner.test").ShouldBeFalse();
    }

    private static CaptureLead Arrival(World world, string email, string company)
    {
        var policy = world.Engine.Policy!;
        var raw = new RawLead([new("email", Value.Of(email)), new("company", Value.Of(company))]);
        var lead = LeadNormaliser.Normalise(raw, policy.Schema, policy.NormaliserOfArrivals, [])!;
        return new CaptureLead(lead.Fields, ContentHash.Of(raw), policy.Version) { Original = [.. lead.Original] };
    }
}
