namespace Baton.Cli.Tests.Commands;

public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_sample_is_a_template()
    {
        var names = Cli.Do("init", "--list", "--json").Json.AsArray().Select(t => t!["name"]!.GetValue<string>());

        names.ShouldBe(Workspaces());
    }

    [Fact]
    public void A_template_is_written_as_it_is_in_the_samples()
    {
        Cli.Do("init", _folder["new"], "--template", "demo").Output.ShouldContain("wrote ");

        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "samples", "demo")))
        {
            File.ReadAllText(Path.Combine(_folder["new"], Path.GetFileName(file))).ShouldBe(File.ReadAllText(file));
        }
    }

    [Fact]
    public void A_template_passes_its_own_scenarios() =>
        Cli.Do("init", _folder["new"])
            .ShouldSatisfyAllConditions(_ => Cli.Do("test", _folder["new"]).Output.ShouldContain("ok "));

    public static TheoryData<string> Templates => [.. Workspaces()];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_passes_test_and_lint_right_after_it_was_written(string template)
    {
        Cli.Do("init", _folder["new"], "--template", template);

        Cli.Do("test", _folder["new"]).Output.ShouldEndWith(" passed, 0 failed\n");
        Cli.Do("lint", _folder["new"]).Output.ShouldBe("0 faults, 0 warnings\n");
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        _folder.Write("workspace.yaml", "mine");

        var ran = Cli.Run("init", _folder.Path, "--template", "round-robin");

        ran.Code.ShouldBe(2);
        ran.Error.ShouldContain("is there already; nothing was written");
        Directory.GetFiles(_folder.Path).ShouldBe([_folder["workspace.yaml"]]);
        File.ReadAllText(_folder["workspace.yaml"]).ShouldBe("mine");
    }

    [Fact]
    public void A_misspelt_template_is_two_and_names_the_nearest()
    {
        var ran = Cli.Run("init", _folder["new"], "--template", "round-robbin");

        ran.Code.ShouldBe(2);
        ran.Error.ShouldBe(
            "baton: there is no template 'round-robbin'; did you mean 'round-robin'?; see 'baton init --list'\n"
        );
    }

    // All but systemd, which is of no workspace.
    private static IEnumerable<string> Workspaces() =>
        Directory
            .GetDirectories(Path.Combine(Repository.Root, "samples"))
            .Select(d => Path.GetFileName(d)!)
            .Where(n => n != "systemd")
            .Order(StringComparer.Ordinal);
}
