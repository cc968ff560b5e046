using System.Text.RegularExpressions;

namespace Baton.House.Tests;

/// <summary>
/// The pages about ways to distribute leads. That their policies bind and their scenarios pass, other tests say; these say
/// that there is something to run, and that a reader finds the way from one page to the next.
/// </summary>
public sealed partial class MethodPageTests
{
    private const string Choosing = "docs/choosing-a-method.md";

    public static TheoryData<string> Pages => [.. Repository.Under("docs/methods").Select(f => f.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_shows_one_policy_and_scenarios_that_run_it(string page)
    {
        Page.CodeBlocks(page, "yaml policy").Count().ShouldBe(1);
        var scenarios = Scenarios(page);

        scenarios.ShouldNotBeEmpty();
        scenarios.ShouldAllBe(s => s.Contains("\nworkspace: workspace.yaml\n", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_scenario_says_who_gets_a_lead(string page) =>
        Scenarios(page).Where(s => !WhoGetsIt().IsMatch(s)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_named_where_one_chooses_leads_back_there_and_to_its_sample(string page)
    {
        Repository.File(Choosing).Text.ShouldContain($"(methods/{Path.GetFileName(page)})");
        Repository.File(page).Text.ShouldContain("(../choosing-a-method.md)");
        Repository.File(page).Text.ShouldMatch(@"\(\.\./\.\./samples/[a-z-]+/workspace\.yaml\)");
    }

    [Fact]
    public void There_is_a_page_for_every_sample_but_the_demo() =>
        Repository
            .Under("samples")
            .Where(f => f.Path.EndsWith("/workspace.yaml", StringComparison.Ordinal) && !f.Path.Contains("/demo/"))
            .Where(f => !Repository.Under("docs/methods").Any(p => p.Text.Contains($"../{f.Path})")))
            .ShouldBeEmpty();

    private static List<string> Scenarios(string page) =>
        [
            .. Page.CodeBlocks(page, "yaml")
                .SelectMany(b => b.Text.Split("---\n"))
                .Where(t => t.StartsWith("scenario:", StringComparison.Ordinal)),
        ];

    [GeneratedRegex(@"expect: \{.*\b(owner|owners|order|offered_to): [^n]")]
    private static partial Regex WhoGetsIt();
}
