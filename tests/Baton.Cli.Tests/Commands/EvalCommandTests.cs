namespace Baton.Cli.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private const string Workspace = """
        timezone: Europe/Berlin
        calendars: { day: { hours: { mon-fri: "09:00-17:00" } } }
        reps: [{ id: ana, skills: { german: 5 } }]
        territories: { dach: { when: 'lead.country in ["DE", "AT", "CH"]' } }
        accounts: [{ name: Acme Inc, domain: acme.test, owner: ana }]
        policy:
          fields: { seats: number }
          conditions: { big: 'lead.seats > 100' }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lead.employees > 10", "true")]
    [InlineData("lead.employees + 1", "1201")]
    [InlineData("lead.country", "\"DE\"")]
    [InlineData("lead.budget", "null")]
    [InlineData("[1, 2.5, \"x\"]", "[1,2.5,\"x\"]")]
    [InlineData("{\"a\": lead.seats}", "{\"a\":3}")]
    [InlineData("timestamp(\"2026-03-02T15:00:00Z\")", "\"2026-03-02T15:00:00Z\"")]
    [InlineData("duration(\"90m\")", "\"5400s\"")]
    public void A_value_is_printed_as_json(string expression, string value)
    {
        var lead = _folder.Write("lead.json", """{ "employees": "1,200", "country": "Germany", "seats": 3 }""");

        var json = Cli.Do("eval", expression, "--lead", lead, "--json").Json;

        json["value"]?.ToJsonString().ShouldBe(value == "null" ? null : value);
        json.AsObject().Select(p => p.Key).ShouldBe(["value"]);
    }

    [Fact]
    public void For_people_the_value_stands_alone() =>
        Cli.Do("eval", "lead.employees > 10", "--lead", """{"employees": 11}""").Output.ShouldBe("true\n");

    [Fact]
    public void A_fault_points_at_its_column_and_is_two()
    {
        var ran = Cli.Run("eval", "lead.employes > 10");

        ran.ShouldBe(
            new Ran(
                2,
                "",
                "lead.employes > 10\n     ^\nline 1, column 6: unknown field 'employes' of lead; did you mean 'employees'?\n"
            )
        );
    }

    [Fact]
    public void A_fault_as_json_has_its_line_and_column()
    {
        var ran = Cli.Run("eval", "lead.country == ", "--json");

        ran.Code.ShouldBe(2);
        ran.Json["value"].ShouldBeNull();
        ran.Json["fault"]!["line"]!.GetValue<int>().ShouldBe(1);
        ran.Json["fault"]!["column"]!.GetValue<int>().ShouldBeGreaterThan(14);
        ran.Json["fault"]!["message"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public void What_cannot_be_computed_is_null_and_says_why()
    {
        var ran = Cli.Do("eval", "1 / 0");

        ran.Output.ShouldBe("null\n");
        ran.Error.ShouldContain("division by zero");
    }

    [Theory]
    [InlineData("big", "true")]
    [InlineData("lead.territory", "dach")]
    [InlineData("account.owner", "ana")]
    [InlineData("open(\"day\")", "true")]
    [InlineData("rep.skills.german >= 3", "true")]
    public void A_workspace_gives_what_its_policy_would(string expression, string value)
    {
        var file = _folder.Write("workspace.yaml", Workspace);
        const string lead = """{"seats": 200, "country": "at", "email": "eve@acme.test"}""";

        Cli.Do("eval", expression, "--workspace", file, "--lead", lead, "--rep", "ana", "--at", "2026-03-02T15:00:00Z")
            .Output.ShouldBe(value + "\n");
    }

    [Fact]
    public void Now_is_the_instant_given() =>
        Cli.Do("eval", "now", "--at", "2026-03-02T16:00:00+01:00").Output.ShouldBe("2026-03-02T15:00:00Z\n");

    [Fact]
    public void A_rep_comes_from_json_too() =>
        Cli.Do("eval", "rep.attributes.tenure_years * 2", "--rep", """{"attributes": {"tenure_years": 4}}""")
            .Output.ShouldBe("8\n");

    [Theory]
    [InlineData("--lead", "nowhere.json", "cannot read nowhere.json")]
    [InlineData("--lead", "{\"employees\": \"many\"}", "'employees' must be a number")]
    [InlineData("--lead", "{ no json }", "--lead")]
    [InlineData("--rep", "{\"wieght\": 2}", "did you mean 'weight'?")]
    [InlineData("--at", "yesterday", "--at yesterday is no instant")]
    public void What_cannot_be_read_is_two_and_one_clear_line(string option, string value, string message)
    {
        var ran = Cli.Run("eval", "true", option, value);

        ran.Code.ShouldBe(2);
        ran.Error.ShouldContain(message);
        ran.Error.TrimEnd().ShouldNotContain('\n');
    }
}
