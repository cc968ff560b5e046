namespace Baton.Cli.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("imprt", "import")]
    [InlineData("imprt --help", "import")]
    [InlineData("-h imprt", "import")]
    [InlineData("imprt --version", "import")]
    [InlineData("key creat -?", "create")]
    public void An_unknown_command_is_a_fault_of_usage_whatever_else_is_asked(string line, string nearest)
    {
        var ran = Cli.Run(line.Split(' '));

        var unknown = line.Split(' ').Single(w => w is "imprt" or "creat");
        ran.Code.ShouldBe(2);
        ran.Error.ShouldContain($"Unrecognized command or argument '{unknown}'.");
        ran.Output.ShouldContain($"'{unknown}' was not matched. Did you mean one of the following?\n{nearest}\n");
    }

    [Theory]
    [InlineData("--help", " [command] [options]")]
    [InlineData("import --help", " import <FILE> [options]")]
    [InlineData("key create -h", " key create <NAME> [options]")]
    public void Help_for_what_there_is_is_given(string line, string usage) =>
        Cli.Do(line.Split(' ')).Output.ShouldContain(usage);

    [Theory]
    [InlineData("retain", "--audit-days", "3")]
    [InlineData("erase", "--email", "a@x.test")]
    [InlineData("reassign", "--rep", "ana", "--to", "bob")]
    [InlineData("workspace", "list")]
    public void A_misspelt_data_folder_is_told_and_not_made(params string[] command)
    {
        using var folder = new TemporaryFolder();

        var ran = Cli.Run([.. command, "--data", folder["dta"]]);

        ran.Code.ShouldBe(2);
        ran.Error.ShouldStartWith($"baton: there is no Baton data in {folder["dta"]}; name the folder with --data");
        Directory.Exists(folder["dta"]).ShouldBeFalse();
    }

    [Fact]
    public void An_unknown_option_beside_help_is_a_fault_of_usage()
    {
        var ran = Cli.Run("serve", "--nope", "--help");

        (ran.Code, ran.Error.Trim()).ShouldBe((2, "Unrecognized command or argument '--nope'."));
    }
}
