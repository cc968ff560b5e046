namespace Baton.Cli.Tests.Commands;

public sealed class LintCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_fault_is_told_at_its_place_and_the_exit_code_is_two()
    {
        var file = _folder.Write(
            "acme.yaml",
            """
            reps: [{ id: ana, wieght: 2 }]
            policy:
              rules: [{ name: all, when: 'lead.employes > 10', route: [] }]
            """
        );

        var ran = Cli.Run("lint", file);

        ran.Code.ShouldBe(2);
        ran.Output.ShouldContain($"{file}: line 1, column 19: reps[0]: unknown key 'wieght'; did you mean 'weight'?");
        ran.Output.ShouldContain("unknown field 'employes' of lead; did you mean 'employees'?");
        ran.Error.ShouldBeEmpty();
    }

    [Fact]
    public void Parts_that_do_not_fit_together_hide_no_fault_of_an_expression()
    {
        var file = _folder.Write(
            "acme.yaml",
            "policy: { rules: [{ name: all, when: 'lead.employes > 10', route: [{ pool: gone }] }] }\n"
        );

        Cli.Run("lint", file)
            .Output.ShouldBe(
                $"fault    {file}: line 1, column 76: policy.rules[0].route[0].pool: no pool 'gone'\n"
                    + $"fault    {file}: line 1, column 39: policy.rules[0].when: 'lead.employes > 10': column 6: "
                    + "unknown field 'employes' of lead; did you mean 'employees'?\n2 faults, 0 warnings\n"
            );
    }

    [Fact]
    public void A_warning_is_told_and_the_exit_code_is_zero()
    {
        var file = _folder.Write("acme.yaml", "reps: [{ id: ana }]\n");

        var ran = Cli.Run("lint", file);

        ran.Code.ShouldBe(0);
        ran.Output.ShouldBe(
            $"warning  {file}: line 1, column 8: reps.ana: the rep is in no pool and in no queue; use it or remove it [rep_in_no_pool]\n"
                + "0 faults, 1 warning\n"
        );
    }

    [Fact]
    public void Json_has_both_with_their_places()
    {
        var json = Cli.Do("lint", _folder.Write("acme.yaml", "reps: [{ id: ana }]\n"), "--json").Json;

        json["faults"]!.AsArray().ShouldBeEmpty();
        var warning = json["warnings"]![0]!;
        (warning["code"]!.GetValue<string>(), warning["line"]!.GetValue<int>()).ShouldBe(("rep_in_no_pool", 1));
    }

    [Fact]
    public void A_fault_in_a_table_is_told_at_the_tables_line()
    {
        _folder.Write("accounts.csv", "name,domain,owner\nAcme,acme.test,ana\nOther,other.test,nobody\n");
        var file = _folder.Write("acme.yaml", "reps: [{ id: ana }]\naccounts: { table: accounts.csv }\n");

        var ran = Cli.Run("lint", file);

        ran.Code.ShouldBe(2);
        ran.Output.ShouldContain("accounts.csv: line 3, column 1");
    }

    [Fact]
    public void A_file_that_is_not_there_is_two_and_one_clear_line()
    {
        var ran = Cli.Run("lint", _folder["nowhere.yaml"]);

        (ran.Code, ran.Error).ShouldBe((2, ""));
        ran.Output.ShouldContain("cannot read");
        ran.Output.ShouldNotContain("   at ");
    }
}
