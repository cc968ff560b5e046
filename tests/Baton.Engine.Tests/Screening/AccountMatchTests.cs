using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Screening;
using Baton.Engine.Tests.Capture;

namespace Baton.Engine.Tests.Screening;

/// <summary>How strong a match is, what speaks for it, and which account comes next.</summary>
public sealed class AccountMatchTests
{
    [Theory]
    [InlineData("domain", "acme.test", 1.00, "domain acme.test = domain of account 'Acme'")]
    [InlineData("domain", "us.acme.test", 0.99, "domain us.acme.test is under domain acme.test of account 'Acme'")]
    [InlineData("website", "https://www.acme.test/a", 0.98, "website host acme.test = domain of account 'Acme'")]
    [InlineData("website", "a.acme.test", 0.97, "website host a.acme.test is under domain acme.test of account 'Acme'")]
    [InlineData("email", "kim@acme.test", 0.96, "email domain acme.test = domain of account 'Acme'")]
    [InlineData(
        "email",
        "k@x.y.acme.test",
        0.95,
        "email domain x.y.acme.test is under domain acme.test of account 'Acme'"
    )]
    [InlineData("company", "Acme", 0.90, "company 'Acme' = name of account 'Acme'")]
    [InlineData(
        "company",
        "A.C.M.E.!",
        0.88,
        "company 'A.C.M.E.!' = name of account 'Acme' but for case or punctuation"
    )]
    [InlineData("company", "acme Ltd.", 0.85, "company 'acme Ltd.' = name of account 'Acme' but for the legal form")]
    [InlineData("company", "Ácme", 0.75, "company 'Ácme' = name of account 'Acme' by transliteration")]
    public void Every_way_to_an_account_has_its_score_and_says_what_met_what(
        string field,
        string value,
        double score,
        string evidence
    )
    {
        var match = Match([("Acme", "acme.test")], (field, value)).ShouldNotBeNull();

        (match.Id, match.MatchedBy, match.Score).ShouldBe(("Acme", field, (decimal)score));
        match.Evidence.ShouldBe(evidence);
        match.RunnerUp.ShouldBeNull();
    }

    [Fact]
    public void The_runner_up_is_the_best_of_the_other_accounts_wherever_it_was_found()
    {
        (string, string?)[] accounts = [("Acme", "acme.test"), ("Acme Europe", "eu.acme.test"), ("Kite", "kite.test")];

        Match(accounts, ("email", "kim@eu.acme.test"), ("company", "Kite"))
            .ShouldBe(
                new AccountMatch("Acme Europe")
                {
                    MatchedBy = "email",
                    Score = 0.96m,
                    Evidence = "email domain eu.acme.test = domain of account 'Acme Europe'",
                    RunnerUp = new(
                        "Acme",
                        0.95m,
                        "email domain eu.acme.test is under domain acme.test of account 'Acme'"
                    ),
                }
            );
        Match(accounts, ("email", "kim@kite.test"), ("company", "ACME"))!
            .RunnerUp.ShouldBe(
                new("Acme", 0.88m, "company 'ACME' = name of account 'Acme' but for case or punctuation")
            );
        Match(accounts, ("email", "kim@kite.test"), ("company", "Kite"))!.RunnerUp.ShouldBeNull();
    }

    [Fact]
    public void Of_accounts_that_match_alike_the_first_listed_wins_and_the_other_is_seen()
    {
        (string, string?)[] accounts = [("Orbit Inc", null), ("Orbit GmbH", null), ("Orbit SA", null)];

        var match = Match(accounts, ("company", "Orbit")).ShouldNotBeNull();

        (match.Id, match.Score).ShouldBe(("Orbit Inc", 0.85m));
        (match.RunnerUp!.Id, match.RunnerUp.Score).ShouldBe(("Orbit GmbH", 0.85m));
        Match([.. accounts.Reverse()], ("company", "Orbit"))!.Id.ShouldBe("Orbit SA");
    }

    [Fact]
    public void What_was_given_comes_before_what_follows_from_it()
    {
        (string, string?)[] accounts = [("Mail", "mail.test"), ("Site", "site.test")];

        var match = Match(accounts, ("domain", "mail.test"), ("website", "site.test"), ("email", "k@mail.test"))!;

        (match.Id, match.MatchedBy, match.Score, match.RunnerUp!.Id).ShouldBe(("Mail", "domain", 1m, "Site"));
    }

    [Fact]
    public void A_personal_field_is_not_quoted()
    {
        var schema = LeadSchema.Standard.With([
            new LeadField("company", FieldKind.String, true, false),
            new LeadField("domain", FieldKind.String, true, false),
        ]);
        var index = new AccountIndex([new() { Name = "Acme", Domain = "acme.test" }], [], schema);

        index.Match(Captured.Lead(("company", "ACME & sons")).Fields).ShouldBeNull("another name is another company");
        index
            .Match(Captured.Lead(("company", "ACME")).Fields)!
            .Evidence.ShouldBe("company = name of account 'Acme' but for case or punctuation");
        index
            .Match(Captured.Lead(("email", "kim@hr.acme.test")).Fields)!
            .Evidence.ShouldBe("email domain is under domain acme.test of account 'Acme'");
    }

    [Fact]
    public void Where_there_are_no_accounts_looking_costs_nothing()
    {
        var index = new AccountIndex([], [], LeadSchema.Standard);
        var lead = Captured.Lead(("email", "kim@acme.test"), ("website", "ACME.test"), ("company", "Acme")).Fields;
        index.Match(lead).ShouldBeNull();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = index.Match(lead);
            _ = index.Find(lead);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData("Müller", "Mueller", "Muller", "MUELLER", "mu\u0308ller")]
    [InlineData("Smørrebrød Århus", "Smorrebrod Arhus", "Smoerrebroed Aarhus", "Smorrebrod Aarhus")]
    [InlineData("Þór & Æsir", "Thor and Aesir", "THOR OG AESIR")]
    [InlineData("Groß Łódź", "Gross Lodz", "GROSS ŁÓDŹ")]
    [InlineData("Đuro Đaković", "Duro Dakovic", "Djuro Djakovic")]
    [InlineData("Ёлкин и Щукин", "Yolkin i Shchukin", "Elkin i Shchukin")]
    [InlineData("Лукойл", "Lukoyl", "Lukoil")]
    [InlineData("Юганск", "Yugansk", "Iugansk")]
    [InlineData("Љубљана", "Ljubljana")]
    [InlineData("Ελευθερία", "Eleftheria", "Eleutheria")]
    [InlineData("Ουρανός", "Ouranos")]
    [InlineData("Ｏｒｂｉｔ", "Orbit")]
    [InlineData("Dupont et Fils SARL", "Dupont & Fils", "DUPONT AND FILS")]
    [InlineData("Hijos y Cía", "Hijos & Cia")]
    public void A_name_is_found_in_each_of_its_usual_spellings(string name, params string[] spellings)
    {
        foreach (var spelling in spellings)
        {
            Match([(name, null)], ("company", spelling))?.Id.ShouldBe(name, spelling);
            Match([(spelling, null)], ("company", name))?.Id.ShouldBe(spelling, name);
        }
    }

    [Theory]
    [InlineData("Mueller", "Muller")]
    [InlineData("Blue", "Blu")]
    [InlineData("Müller & Müller", "Muller & Mueller")]
    [InlineData("Orbit et", "Orbit and")]
    [InlineData("Лукойл", "Lukoile")]
    [InlineData("日本", "日木")]
    public void Names_that_only_look_alike_are_two(string one, string other)
    {
        Match([(one, null)], ("company", other)).ShouldBeNull();
        Match([(other, null)], ("company", one)).ShouldBeNull();
    }

    [Fact]
    public void A_name_of_many_such_letters_has_few_keys()
    {
        var many = CompanySpelling.Of("Äöüøåđ Якорь Ουρανός")!;

        many.Keys().Count.ShouldBe(2);
        CompanySpelling
            .Of("Åäö")!
            .Keys()
            .ShouldBe(["aao", "aaao", "aaeo", "aaaeo", "aaoe", "aaaoe", "aaeoe", "aaaeoe"], ignoreOrder: true);
        CompanySpelling.Of("Orbit")!.Keys().ShouldBe(["orbit"]);
        CompanySpelling.Of("!!").ShouldBeNull();
    }

    private static AccountMatch? Match((string Name, string? Domain)[] accounts, params (string, object?)[] fields) =>
        new AccountIndex(
            [.. accounts.Select(a => new AccountConfig { Name = a.Name, Domain = a.Domain })],
            [],
            LeadSchema.Standard
        ).Match(Captured.Lead(fields).Fields);
}
