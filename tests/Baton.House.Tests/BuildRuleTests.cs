using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Baton.House.Tests;

public sealed class BuildRuleTests
{
    private static readonly string[] SetOnce =
    [
        "Nullable",
        "TreatWarningsAsErrors",
        "WarningLevel",
        "NoWarn",
        "WarningsNotAsErrors",
        "AnalysisLevel",
        "LangVersion",
        "TargetFramework",
    ];

    [Theory]
    [InlineData("Nullable", "enable")]
    [InlineData("TreatWarningsAsErrors", "true")]
    [InlineData("EnforceCodeStyleInBuild", "true")]
    [InlineData("Deterministic", "true")]
    [InlineData("InvariantGlobalization", "true")]
    public void The_build_holds_every_project_to_the_same_rules(string property, string value) =>
        XDocument
            .Parse(Repository.File("Directory.Build.props").Text)
            .Descendants(property)
            .Select(e => e.Value)
            .ShouldBe([value]);

    [Fact]
    public void No_project_loosens_a_rule_of_the_build() =>
        Repository
            .TextFiles.Where(f => f.Path.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(f => XDocument.Parse(f.Text).Descendants().Select(e => (f.Path, Name: e.Name.LocalName)))
            .Where(p => SetOnce.Contains(p.Name, StringComparer.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void The_solution_lists_every_project_once() =>
        XDocument
            .Parse(Repository.File("Baton.slnx").Text)
            .Descendants("Project")
            .Select(p => p.Attribute("Path")!.Value)
            .ShouldBe(
                Repository.TextFiles.Select(f => f.Path).Where(p => p.EndsWith(".csproj", StringComparison.Ordinal)),
                ignoreOrder: true
            );

    [Fact]
    public void A_rule_that_is_switched_off_says_why() =>
        Repository
            .File(".editorconfig")
            .Lines.Where(l => Regex.IsMatch(l, @"severity\s*=\s*none\s*$", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .ShouldBeEmpty();

    [Fact]
    public void A_warning_that_is_suppressed_in_code_says_why() =>
        Lines("#pragma warn" + "ing disable").Where(l => !l.Contains("//", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void No_file_switches_null_checks_off() => Lines("#null" + "able disable").ShouldBeEmpty();

    private static IEnumerable<string> Lines(string containing) =>
        Repository
            .Under("src", "tests", "bench")
            .Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => f.Lines)
            .Where(l => l.Contains(containing, StringComparison.Ordinal));
}
