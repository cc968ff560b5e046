using Baton.Engine.Capture;
using Baton.Engine.Screening;
using Baton.Engine.Tests.Capture;

namespace Baton.Engine.Tests.Screening;

public sealed class AccountIndexTests
{
    private static readonly AccountIndex Index = new(
        [
            Account("Acme", "acme.test", "ana"),
            Account("Acme Europe", "eu.acme.test", "bob"),
            Account("Nimbus", "https://www.Nimbus.test/", "bob"),
            Account("Orbit Systems, Inc.", "orbit.test", "cleo"),
            Account("Kite", "gmail.com", "bob"),
            Account("Müller & Söhne GmbH & Co. KG"),
            Account("Orbit Systems", null, "later"),
            Account("Provider", "isp.test"),
        ],
        ["isp.test"],
        LeadSchema.Standard
    );

    [Theory]
    [InlineData("eu.acme.test", "Acme Europe")]
    [InlineData("shop.eu.acme.test", "Acme Europe")]
    [InlineData("us.acme.test", "Acme")]
    [InlineData("acme.test", "Acme")]
    [InlineData("pacme.test", null)]
    [InlineData("test", null)]
    public void The_longest_domain_that_is_a_parent_at_a_label_wins(string domain, string? account) =>
        Found(("email", $"kim@{(domain == "test" ? "x.test" : domain)}")).ShouldBe(account);

    [Fact]
    public void The_domain_comes_before_the_website_and_the_website_before_the_e_mail()
    {
        (string, object?) domain = ("domain", "nimbus.test");
        (string, object?) website = ("website", "https://www.orbit.test/prices?x=1");
        (string, object?) email = ("email", "kim@acme.test");

        Match(domain, website, email)
            .ShouldBe(("Nimbus", "domain", 1m, "domain nimbus.test = domain of account 'Nimbus'"));
        Match(website, email)
            .ShouldBe(
                (
                    "Orbit Systems, Inc.",
                    "website",
                    0.98m,
                    "website host orbit.test = domain of account 'Orbit Systems, Inc.'"
                )
            );
        Match(email).ShouldBe(("Acme", "email", 0.96m, "email domain acme.test = domain of account 'Acme'"));
    }

    [Fact]
    public void What_does_not_match_leaves_it_to_the_next()
    {
        (string, object?) company = ("company", "Nimbus");

        Found(("domain", "none.test"), ("website", "orbit.test"), company).ShouldBe("Orbit Systems, Inc.");
        Found(("domain", "none.test"), ("website", "none.test"), ("email", "kim@acme.test"), company).ShouldBe("Acme");
        Match(("email", "kim@none.test"), company)
            .ShouldBe(("Nimbus", "company", 0.9m, "company 'Nimbus' = name of account 'Nimbus'"));
    }

    [Theory]
    [InlineData("k@gmail.com")]
    [InlineData("k@isp.test")]
    [InlineData("k@mail.isp.test")]
    public void A_free_mail_address_never_matches_by_its_domain(string email)
    {
        Found(("email", email)).ShouldBeNull();
        Match(("email", email), ("company", "kite"))
            .ShouldBe(
                ("Kite", "company", 0.88m, "company 'kite' = name of account 'Kite' but for case or punctuation")
            );
    }

    [Fact]
    public void A_free_mail_domain_that_was_given_beside_another_address_is_a_domain() =>
        Match(("domain", "gmail.com"), ("email", "k@none.test"))
            .ShouldBe(("Kite", "domain", 1m, "domain gmail.com = domain of account 'Kite'"));

    [Theory]
    [InlineData("ORBIT systems ", "Orbit Systems")]
    [InlineData("Orbit Systems Inc", "Orbit Systems, Inc.")]
    [InlineData("Orbit-Systems LLC", "Orbit Systems, Inc.")]
    [InlineData("Orbit Sistemas", null)]
    [InlineData("Orbit", null)]
    [InlineData("Moller & Söhne", null)]
    [InlineData("Mueller & Söhne", "Müller & Söhne GmbH & Co. KG")]
    [InlineData("MULLER UND SOHNE", "Müller & Söhne GmbH & Co. KG")]
    [InlineData("Muller and Sohne", "Müller & Söhne GmbH & Co. KG")]
    [InlineData("müller&söhne Gmbh", "Müller & Söhne GmbH & Co. KG")]
    [InlineData("Nimbus S.A.", "Nimbus")]
    [InlineData("Nimbus s. a.", "Nimbus")]
    public void A_company_is_known_by_its_name_without_legal_form_case_and_marks(string company, string? account) =>
        Found(("company", company)).ShouldBe(account);

    [Theory]
    [InlineData("The Company", "the")]
    [InlineData("Co", "co")]
    [InlineData("Co. Ltd.", "co")]
    [InlineData("I.B.M.", "ibm")]
    [InlineData("Smith & Co", "smith")]
    [InlineData("株式会社", "株式会社")]
    [InlineData("!!!", null)]
    public void A_company_key_keeps_at_least_one_word(string name, string? key) => CompanyName.Key(name).ShouldBe(key);

    [Fact]
    public void Keys_of_a_person_are_equal_in_every_notation()
    {
        PersonKeys.Email("Kim <KIM@one.test>").ShouldBe(PersonKeys.Email("kim@one.test"));
        PersonKeys.Phone("+1 415-555-2671").ShouldBe(PersonKeys.Phone("+14155552671"));
        var lead = Captured.Lead(("email", "KIM@one.test"), ("phone", "+1 415 555 2671"));
        PersonKeys.Email(lead.Fields).ShouldBe("kim@one.test");
        PersonKeys.Phone(lead.Fields).ShouldBe("+14155552671");
    }

    private static AccountConfig Account(string name, string? domain = null, string? owner = null) =>
        new()
        {
            Name = name,
            Domain = domain,
            Owner = owner,
        };

    private static string? Found(params (string, object?)[] fields) => Index.Find(Captured.Lead(fields).Fields)?.Name;

    private static (string, string?, decimal?, string?)? Match(params (string, object?)[] fields) =>
        Index.Match(Captured.Lead(fields).Fields) is { } match
            ? (match.Id, match.MatchedBy, match.Score, match.Evidence)
            : null;
}
