using System.Text.RegularExpressions;
using Baton.Server.Hosting;
using Baton.Storage;

namespace Baton.House.Tests;

/// <summary>The page about security says of every requirement what is done, and by which test it would be missed.</summary>
public sealed partial class SecurityPageTests
{
    // The requirements of level 1 of OWASP ASVS 5.0.0.
    private const string LevelOne = """
        1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3
        4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2
        7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 9.1.1 9.1.2 9.1.3 9.2.1 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5
        11.3.1 11.3.2 11.4.1 12.1.1 12.2.1 12.2.2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
        """;

    private const string NotApplying = "does not apply, because ";
    private static readonly string[] ByPeople = ["the operator: ", "by hand: "];

    private static readonly SourceFile Text = Repository.File("docs/security.md");

    private static readonly IReadOnlyList<Requirement> Requirements =
    [
        .. Page.Outside(Text.Lines)
            .Select(l => Row().Match(l))
            .Where(m => m.Success)
            .Select(m => new Requirement(m.Groups[1].Value, m.Groups[2].Value.Trim(), m.Groups[3].Value.Trim())),
    ];

    [Fact]
    public void Every_requirement_of_level_1_is_there_once_in_its_order()
    {
        var levelOne = LevelOne.Split(
            [' ', '\n'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

        levelOne.Length.ShouldBe(70);
        Requirements.Select(r => r.Number).ShouldBe(levelOne);
    }

    [Fact]
    public void Every_test_that_the_page_names_is_there()
    {
        var tests = Repository
            .Under("tests")
            .Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f =>
                TestMethod()
                    .Matches(f.Text)
                    .Select(m => $"{Path.GetFileName(f.Path).Split('.')[0]}.{m.Groups[1].Value}")
            )
            .ToHashSet(StringComparer.Ordinal);

        Requirements.SelectMany(r => r.Tests).Where(t => !tests.Contains(t)).ShouldBeEmpty();
    }

    [Fact]
    public void What_applies_has_a_test_or_is_the_operators_and_what_does_not_has_none() =>
        Requirements.Where(r => !r.IsSound).Select(r => $"{r.Number}: {r.Missed}").ShouldBeEmpty();

    [Fact]
    public void The_limits_that_the_page_tells_are_those_of_the_code()
    {
        Text.Text.ShouldContain($"| wrong passwords of a user in a row | {UserStore.MostFailures} |");
        Text.Text.ShouldContain(
            $"| tries of an address in a minute | {new ServerOptions { DataDirectory = "any" }.SignInsPerMinute} |"
        );
        Text.Text.ShouldContain($"| a session without a request | {SessionStore.LongestIdle.TotalHours:0} hours |");
        Text.Text.ShouldContain($"| a session | {SessionStore.Longest.TotalDays:0} days |");
    }

    [Fact]
    public void A_weakness_in_a_component_has_its_time()
    {
        foreach (var severity in new[] { "critical", "high", "medium", "low", "no weakness known" })
        {
            Text.Lines.Count(l => Regex.IsMatch(l, $@"^\| {severity} \| \d+ days \|$")).ShouldBe(1, severity);
        }

        Text.Text.ShouldContain("(../SECURITY.md)");
    }

    [GeneratedRegex(@"^\| (\d+\.\d+\.\d+) [^|]*\|([^|]*)\|([^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\n]*\](?:\s*\[[^\n]*\])*\s*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex Name();

    private sealed record Requirement(string Number, string Does, string Missed)
    {
        public IReadOnlyList<string> Tests => [.. Name().Matches(Missed).Select(m => m.Groups[1].Value)];

        public bool IsSound =>
            Missed.StartsWith(NotApplying, StringComparison.Ordinal) ? Tests.Count == 0
            : ByPeople.Any(b => Missed.StartsWith(b, StringComparison.Ordinal)) ? Does.Length > 0 && Tests.Count == 0
            : Does.Length > 0 && Tests.Count > 0;
    }
}
