using System.Text.Json.Nodes;
using System.Xml.Linq;
using Baton.Cli.Commands;

namespace Baton.Cli.Tests.Commands;

public sealed class TestCommandTests : IDisposable
{
    private const string Good = "scenario: Good\ngiven: { reps: [{ id: ana, wieght: 1 }] }\ngiven_error: weight\n";
    private const string Bad = "scenario: Bad\ngiven: { reps: [{ id: ana, wieght: 1 }] }\ngiven_error: capacity\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("baton-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_passed_is_zero_and_one_line_a_scenario()
    {
        var file = Write("a.scenario.yaml", Good);
        Write("deep/b.scenario.yaml", Good);
        Write("no-scenario.yaml", "workspace: acme");

        var (code, output) = Test(_folder);

        code.ShouldBe(0);
        output.ShouldBe(
            $"ok   Good ({file}:1)\nok   Good ({Path.Combine(_folder, "deep/b.scenario.yaml")}:1)\n2 passed, 0 failed\n"
        );
    }

    [Fact]
    public void A_failure_is_one_and_shows_expected_against_actual()
    {
        var (code, output) = Test(Write("a.scenario.yaml", Good + "---\n" + Bad));

        code.ShouldBe(1);
        output.ShouldContain("FAIL Bad (");
        output.ShouldContain("given, line 5:");
        output.ShouldContain("given_error: expected a refusal with 'capacity', actual ");
        output.ShouldEndWith("1 passed, 1 failed\n");
    }

    [Theory]
    [InlineData("scenario: A\ngiven: {}\nsteeps: []\n", "unknown key 'steeps'; did you mean 'steps'?")]
    [InlineData("scenario: [\n", "line 2, column 1")]
    [InlineData("", "holds no scenario")]
    public void What_cannot_be_read_is_two_and_says_where(string text, string message)
    {
        Write("a.scenario.yaml", Good);
        var file = Write("b.scenario.yaml", text);

        var (code, output) = Test(_folder);

        code.ShouldBe(2);
        output.ShouldContain($"UNREADABLE {file}: ");
        output.ShouldContain(message);
        output.ShouldContain("ok   Good");
    }

    [Fact]
    public void A_path_that_does_not_exist_or_holds_nothing_is_two()
    {
        Test(Path.Combine(_folder, "nowhere"))
            .ShouldBe((2, $"UNREADABLE {_folder}/nowhere: does not exist\n0 passed, 1 failed\n"));
        Test(_folder).ShouldBe((2, $"UNREADABLE {_folder}: holds no *.scenario.yaml\n0 passed, 1 failed\n"));
    }

    [Fact]
    public void A_filter_runs_the_scenarios_whose_name_contains_it()
    {
        var file = Write("a.scenario.yaml", Good + "---\n" + Bad);

        Test(file, "--filter", "GOOD").Code.ShouldBe(0);
        Test(file, "--filter", "nothing").Code.ShouldBe(2);
    }

    [Fact]
    public void JUnit_has_a_suite_for_each_file_and_the_failure_in_its_case()
    {
        var file = Write("a.scenario.yaml", Good + "---\n" + Bad);
        var report = Path.Combine(_folder, "report.xml");

        Test(file, "--junit", report).Code.ShouldBe(1);

        var suite = XDocument.Load(report).Root!.Elements("testsuite").ShouldHaveSingleItem();
        (suite.Attribute("name")!.Value, suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value).ShouldBe(
            (file, "2", "1")
        );
        var failure = suite.Elements("testcase").ElementAt(1).Element("failure").ShouldNotBeNull();
        failure.Attribute("message")!.Value.ShouldStartWith("given: given_error: expected a refusal with 'capacity'");
    }

    [Fact]
    public void Json_is_one_document()
    {
        var (code, output) = Test(Write("a.scenario.yaml", Good + "---\n" + Bad), "--json");

        code.ShouldBe(1);
        var json = JsonNode.Parse(output)!;
        (json["passed"]!.GetValue<int>(), json["failed"]!.GetValue<int>()).ShouldBe((1, 1));
        json["scenarios"]![1]!["failure"]!["mismatches"]![0]!["key"]!.GetValue<string>().ShouldBe("given_error");
    }

    [Theory]
    [InlineData("test")]
    [InlineData("test", "--colour", "x")]
    [InlineData("tset", "x")]
    public void A_wrong_command_line_is_two(params string[] args)
    {
        var (code, _, error) = Run(args);

        code.ShouldBe(2);
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_was_not_foreseen_is_one_clear_line_and_one()
    {
        var file = Write("a.scenario.yaml", Good);

        var (code, _, error) = Run("test", file, "--junit", Path.Combine(_folder, "nowhere", "report.xml"));

        code.ShouldBe(1);
        error.ShouldStartWith("baton: ");
        error.TrimEnd().ShouldNotContain('\n');
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Code, string Output) Test(params string[] args)
    {
        var (code, output, _) = Run(["test", .. args]);
        return (code, output);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
