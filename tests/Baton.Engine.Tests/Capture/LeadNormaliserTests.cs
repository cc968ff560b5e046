using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using NodaTime;

namespace Baton.Engine.Tests.Capture;

public sealed class LeadNormaliserTests
{
    [Fact]
    public void A_messy_lead_comes_out_in_the_forms_that_rules_rely_on()
    {
        var lead = Captured.Lead(
            ("email", "Ann <Ann@Orbit.TEST>"),
            ("phone", "(415) 555-2671 x9"),
            ("country", "U.S.A."),
            ("region", "california"),
            ("postal_code", 2139),
            ("language", "en_us"),
            ("employees", "1,200"),
            ("consent", "yes"),
            ("interests", "ai, hr")
        );

        lead.Text(LeadSlots.Email).ShouldBe("ann@orbit.test");
        lead.Text(LeadSlots.Phone).ShouldBe("+14155552671");
        lead.Text(LeadSlots.Country).ShouldBe("US");
        lead.Text(LeadSlots.Region).ShouldBe("CA");
        lead.Text(LeadSlots.PostalCode).ShouldBe("02139");
        lead.Text(LeadSlots.Language).ShouldBe("en-US");
        lead.Fields[LeadSlots.Employees].ShouldBe(Value.Of(1200));
        lead.Fields[LeadSlots.Consent].ShouldBe(Value.True);
        lead.Fields[LeadSlots.Interests].ShouldBe(Value.OfList("ai", "hr"));
        lead.Text(LeadSlots.Domain).ShouldBe("orbit.test");
    }

    [Fact]
    public void The_original_is_kept_only_where_the_stored_value_reads_otherwise()
    {
        var lead = Captured.Lead(
            ("email", "Kim@one.test"),
            ("company", " Orbit "),
            ("employees", "12"),
            ("postal_code", 94110)
        );

        lead.Original.ShouldBe([KeyValuePair.Create("email", Value.Of("Kim@one.test"))]);
    }

    [Fact]
    public void A_phone_that_cannot_be_read_never_costs_the_lead()
    {
        var lead = Captured.Lead(("phone", "call the front desk"));

        lead.Fields[LeadSlots.Phone].ShouldBe(Value.Null);
        lead.Original.ShouldBe([KeyValuePair.Create("phone", Value.Of("call the front desk"))]);
        lead.Notes.ShouldBe([
            new CaptureFault("phone", "bad_phone", "'phone' is not a telephone number that can be dialled from abroad"),
        ]);
    }

    [Fact]
    public void A_phone_without_a_country_is_one_of_the_default_country() =>
        Captured
            .Lead(new NormaliserOptions { DefaultCountry = "AT" }, ("phone", "0664/1234567"))
            .Text(LeadSlots.Phone)
            .ShouldBe("+436641234567");

    [Fact]
    public void An_unknown_country_and_language_stay_empty_with_a_note() =>
        Captured
            .Lead(("country", "Atlantis"), ("language", "Klingonish"))
            .Notes.Select(n => n.Code)
            .ShouldBe(["unknown_country", "unknown_language"]);

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        var faults = Captured.Faults(
            ("emial", "x"),
            ("score", 5),
            ("employees", "many"),
            ("email", "ann"),
            ("id", "a"),
            ("id", "b"),
            ("title", new string('x', 1001)),
            ("company", new[] { "a" })
        );

        faults.ShouldBe([
            new("emial", "unknown_field", "unknown field 'emial'; did you mean 'email'?"),
            new("score", "reserved", "'score' is set by the policy and cannot be sent"),
            new("employees", "wrong_type", "'employees' must be a number"),
            new("id", "repeated", "'id' is given twice"),
            new("title", "too_long", "'title' is longer than 1,000 characters"),
            new("company", "wrong_type", "'company' must be text"),
            new("email", "bad_email", "'email' is not an e-mail address: it has no '@'"),
        ]);
    }

    [Theory]
    [InlineData("score")]
    [InlineData("probability")]
    [InlineData("grade")]
    [InlineData("territory")]
    [InlineData("segments")]
    [InlineData("activities")]
    [InlineData("stage")]
    [InlineData("status")]
    public void What_the_policy_sets_cannot_be_sent(string field) =>
        Captured.Faults((field, "x")).ShouldHaveSingleItem().Code.ShouldBe("reserved");

    [Fact]
    public void A_source_that_cannot_be_corrected_may_send_bad_values()
    {
        var options = new NormaliserOptions { KeepBadEmail = true, KeepBadValues = true };
        var lead = Captured.Lead(options, ("email", "ann"), ("employees", "many"));

        lead.Notes.Select(n => n.Code).ShouldBe(["wrong_type", "bad_email"]);
        lead.Original.Select(o => o.Key).ShouldBe(["email", "employees"]);
    }

    [Theory]
    [InlineData("https://www.site.test/x", "ann@mail.test", "site.test")]
    [InlineData(null, "ann@mail.test", "mail.test")]
    [InlineData(null, "ann@gmail.com", null)]
    [InlineData("no site", "ann@mail.test", "mail.test")]
    public void The_domain_is_filled_from_the_website_or_else_the_e_mail(
        string? website,
        string email,
        string? domain
    ) => Captured.Lead(("website", website), ("email", email)).Text(LeadSlots.Domain).ShouldBe(domain);

    [Fact]
    public void A_domain_that_was_given_wins() =>
        Captured
            .Lead(("domain", "WWW.Given.test"), ("website", "https://site.test"))
            .Text(LeadSlots.Domain)
            .ShouldBe("given.test");

    [Fact]
    public void The_name_is_filled_from_its_parts_and_the_parts_from_the_name()
    {
        Captured.Lead(("first_name", "Ann"), ("last_name", "Berg")).Text(LeadSlots.Name).ShouldBe("Ann Berg");
        var split = Captured.Lead(("name", "Ann Berg"));
        (split.Text(LeadSlots.FirstName), split.Text(LeadSlots.LastName)).ShouldBe(("Ann", "Berg"));
    }

    [Fact]
    public void A_creation_in_the_future_is_refused_but_a_fast_clock_is_not()
    {
        var now = Instant.FromUtc(2026, 1, 5, 9, 0);
        var options = new NormaliserOptions { Now = now };
        Captured
            .Lead(options, ("created_at", "2026-01-05T09:04:00Z"))
            .Fields[LeadSlots.CreatedAt]
            .ShouldBe(Value.Of(now));

        var faults = new List<CaptureFault>();
        var late = Captured.Raw(("created_at", "2026-01-05T09:06:00Z"));
        LeadNormaliser.Normalise(late, LeadSchema.Standard, options, faults).ShouldBeNull();
        faults.ShouldBe([new("created_at", "range", "'created_at' is in the future")]);
    }

    [Fact]
    public void Answers_may_be_given_at_capture()
    {
        var answers = Value.EmptyMap.AsMap().Add("budget", Value.Of("yes"));

        Captured
            .Lead(("answers", Value.Of(answers)))
            .Fields[LeadSlots.Answers]
            .AsMap()["budget"]
            .ShouldBe(Value.Of("yes"));
    }

    [Fact]
    public void Blank_text_is_nothing_and_control_characters_go()
    {
        var lead = Captured.Lead(
            ("company", "  \u00A0"),
            ("title", "Head\u0000 of\r\nSales\u0007"),
            ("message", "one\r\ntwo")
        );

        lead.Fields[LeadSlots.Company].ShouldBe(Value.Null);
        lead.Text(LeadSlots.Title).ShouldBe("Head of Sales");
        lead.Text(LeadSlots.Message).ShouldBe("one\ntwo");
    }

    [Fact]
    public void Broken_text_is_repaired() =>
        Captured.Lead(("company", "A\uD800B")).Text(LeadSlots.Company).ShouldBe("A\uFFFDB");

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void A_message_may_have_ten_thousand_characters(int length, bool accepted)
    {
        var raw = Captured.Raw(("message", new string('x', length)));
        var lead = LeadNormaliser.Normalise(raw, LeadSchema.Standard, NormaliserOptions.Default, []);
        (lead is not null).ShouldBe(accepted);
    }

    [Fact]
    public void Custom_fields_follow_the_standard_ones_in_order_and_are_read_as_declared()
    {
        var schema = LeadSchema.Standard.With([
            new("seats", FieldKind.Integer, false, true),
            new("hobby", FieldKind.String, true, true),
            new("interests", FieldKind.String, false, true),
        ]);
        var raw = Captured.Raw(("seats", "3.0"), ("hobby", 5), ("interests", "ai, hr"));
        var lead = LeadNormaliser.Normalise(raw, schema, NormaliserOptions.Default, []).ShouldNotBeNull();

        schema.SlotOf("seats").ShouldBe(LeadSlots.StandardCount);
        schema.SlotOf("interests").ShouldBe(LeadSlots.Interests);
        lead.Fields[LeadSlots.StandardCount].ShouldBe(Value.Of(3));
        lead.Fields[LeadSlots.StandardCount + 1].ShouldBe(Value.Of("5"));
        lead.Text(LeadSlots.Interests).ShouldBe("ai, hr");
    }

    [Fact]
    public void The_slots_are_those_of_the_schema()
    {
        foreach (var slot in typeof(LeadSlots).GetFields().Where(f => f.Name != nameof(LeadSlots.StandardCount)))
        {
            var name = LeadSchema.Standard.Fields[(int)slot.GetRawConstantValue()!].Name;
            name.Replace("_", "", StringComparison.Ordinal).ShouldBe(slot.Name.ToLowerInvariant());
        }

        LeadSchema.Standard.Count.ShouldBe(LeadSlots.StandardCount);
        LeadSchema.Standard.SlotOf("emial").ShouldBe(-1);
    }
}
