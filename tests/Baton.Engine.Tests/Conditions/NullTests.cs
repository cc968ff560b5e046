using Baton.Engine.Conditions;

namespace Baton.Engine.Tests.Conditions;

/// <summary>What a lead does not carry is null, and null never fails.</summary>
public sealed class NullTests
{
    [Theory]
    [InlineData("lead.employees > 100", "false")]
    [InlineData("lead.employees <= 100", "false")]
    [InlineData("100 < lead.employees", "false")]
    [InlineData("!(lead.employees > 100)", "true")]
    [InlineData("lead.employees == null", "true")]
    [InlineData("lead.employees != null", "false")]
    [InlineData("lead.source != \"ads\"", "true")]
    [InlineData("lead.source == \"ads\"", "false")]
    [InlineData("lead.source == lead.country", "true")]
    [InlineData("lead.country in ['US']", "false")]
    [InlineData("!(lead.country in ['US'])", "true")]
    [InlineData("lead.country in [null]", "true")]
    [InlineData("'x' in lead.interests", "false")]
    [InlineData("lead.language in rep.skills", "false")]
    [InlineData("lead.company.startsWith('A')", "false")]
    [InlineData("lead.company.endsWith('A')", "false")]
    [InlineData("lead.company.contains('')", "false")]
    [InlineData("'x'.contains(lead.company)", "false")]
    [InlineData("lead.company.matches('.*')", "false")]
    [InlineData("lead.interests.all(i, true)", "false")]
    [InlineData("lead.interests.exists(i, true)", "false")]
    [InlineData("lead.interests.exists_one(i, true)", "false")]
    [InlineData("lead.interests.filter(i, true)", "[]")]
    [InlineData("lead.interests.map(i, i)", "[]")]
    [InlineData("size(lead.interests)", "0")]
    [InlineData("lead.company.size()", "0")]
    [InlineData("lead.employees + 1", "null")]
    [InlineData("1 / lead.employees", "null")]
    [InlineData("-lead.employees", "null")]
    [InlineData("lead.company + 'x'", "null")]
    [InlineData("lead.created_at + duration('1h')", "null")]
    [InlineData("lead.created_at.getHours()", "null")]
    [InlineData("now.getHours(lead.company)", "null")]
    [InlineData("lead.interests[0]", "null")]
    [InlineData("lead.answers.budget", "null")]
    [InlineData("lead.answers['budget']", "null")]
    [InlineData("lead.answers.budget.more", "null")]
    [InlineData("rep.skills.tax >= 3", "false")]
    [InlineData("has(lead.company)", "false")]
    [InlineData("has(rep.skills.tax)", "false")]
    [InlineData("account.owner", "null")]
    [InlineData("account == null", "true")]
    [InlineData("null != account", "false")]
    [InlineData("account.owner != null", "false")]
    [InlineData("null || true", "true")]
    [InlineData("true || null", "true")]
    [InlineData("null || false", "false")]
    [InlineData("null && true", "false")]
    [InlineData("!null", "true")]
    [InlineData("!lead.consent", "true")]
    [InlineData("lead.consent && true", "false")]
    [InlineData("lead.consent || true", "true")]
    [InlineData("lead.consent ? 1 : 2", "2")]
    [InlineData("null < 1", "false")]
    [InlineData("string(lead.employees)", "null")]
    [InlineData("open('us-office')", "false")]
    public void Null_has_an_answer_everywhere(string expression, string expected)
    {
        var value = Exprs.Compile(expression).Evaluate(Exprs.Blank, out var fault);
        value.ToString().ShouldBe(expected);
        fault.ShouldBeNull();
    }

    [Theory]
    [InlineData("rep.skills.es >= 3", "true")]
    [InlineData("rep.skills.payments == null", "true")]
    [InlineData("lead.language in rep.skills", "true")]
    [InlineData("has(rep.skills.es) && !has(rep.skills.de)", "true")]
    [InlineData("has(lead.answers.budget)", "true")]
    [InlineData("lead.answers.budget == 'yes'", "true")]
    [InlineData("account != null && account.owner == null", "true")]
    [InlineData("open('us-office') && !open(\"eu-office\")", "true")]
    [InlineData("big && !alps && !big_alps", "true")]
    [InlineData("headcount * 2", "602")]
    [InlineData("lead.interests.exists(i, big && i == 'crm')", "true")]
    [InlineData("now - lead.created_at == duration('2h')", "true")]
    [InlineData("now.getHours(rep.timezone)", "9")]
    [InlineData("now.getDayOfWeek('America/New_York') in [0, 6]", "false")]
    [InlineData("lead.employees * lead.budget", "750")]
    [InlineData("lead.hobby + 1", "null")]
    [InlineData("lead.budget > 2 && 2.25 < lead.budget", "true")]
    public void Records_are_read(string expression, string expected) =>
        Exprs.Evaluate(expression).ToString().ShouldBe(expected);

    [Fact]
    public void A_condition_says_what_it_reads_also_through_names()
    {
        var condition = Exprs.Compile(
            "big_alps || rep.weight > 1 && account == null && open('us-office') || now > now"
        );
        condition.LeadSlots.ShouldBe([Exprs.Lead.SlotOf("country"), Exprs.Lead.SlotOf("employees")]);
        condition.RepSlots.ShouldBe([Exprs.Rep.SlotOf("weight")]);
        condition.ReadsAccount.ShouldBeTrue();
        condition.ReadsNow.ShouldBeTrue();
        condition.OpenCalendars.ShouldBe(["us-office"]);
        condition.ResultKind.ShouldBe(FieldKind.Bool);
    }

    [Fact]
    public void A_run_time_fault_has_its_column()
    {
        Exprs.Compile("1 +\n lead.employees / 0").Evaluate(Exprs.Full, out var fault).IsNull.ShouldBeTrue();
        fault.ShouldBe(new ConditionFault(2, 17, "division by zero"));
    }

    [Fact]
    public void Evaluation_ends_however_deep_the_macros()
    {
        var numbers = string.Join(", ", Enumerable.Range(0, 60));
        var list = $"[{numbers}]";
        var condition = Exprs.Compile(
            $"{list}.all(a, {list}.all(b, {list}.all(c, {list}.all(d, a + b + c + d >= 0))))"
        );
        condition.Evaluate(Exprs.Full, out var fault).IsNull.ShouldBeTrue();
        fault!.Message.ShouldBe("the expression takes too many steps");
    }
}
