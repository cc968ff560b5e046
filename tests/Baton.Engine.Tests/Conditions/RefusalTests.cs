using Baton.Engine.Conditions;

namespace Baton.Engine.Tests.Conditions;

/// <summary>What is refused when a policy is loaded: with its place, its reason, and the nearest known word.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("", "1:1 the expression is empty")]
    [InlineData("lead.employees >", "1:17 expected a value, not the end")]
    [InlineData("(1 + 2", "1:7 expected ')', not the end")]
    [InlineData("1 2", "1:3 unexpected '2'")]
    [InlineData("lead.country = 'US'", "1:14 unexpected character '='; to compare, write '=='")]
    [InlineData("true & false", "1:6 unexpected character '&'; write '&&'")]
    [InlineData("true and false", "1:6 unexpected 'and'")]
    [InlineData("lead.country == 'US", "1:17 a text is not closed; expected '")]
    [InlineData("'a\\q'", "1:3 unknown escape '\\q'; write '\\\\' for a backslash")]
    [InlineData("'\\uD800'", "1:2 an escape names no character")]
    [InlineData("b'x'", "1:1 bytes are not supported; write text without the b")]
    [InlineData(
        "9223372036854775808",
        "1:1 the number 9223372036854775808 is too large; whole numbers go to 9223372036854775807"
    )]
    [InlineData("12abc", "1:1 '12a' is not a number")]
    [InlineData("if (true)", "1:1 'if' is a reserved word")]
    [InlineData("lead.", "1:6 expected the name of a field or function after '.', not the end")]
    [InlineData("lead.employes > 3", "1:6 unknown field 'employes' of lead; did you mean 'employees'?")]
    [InlineData("leed.employees > 3", "1:1 unknown name 'leed'; did you mean 'lead'?")]
    [InlineData("bgi", "1:1 unknown name 'bgi'; did you mean 'big'?")]
    [InlineData("lead.company.reverse() == 'x'", "1:14 unknown function 'reverse'")]
    [InlineData("lead.company.startWith('x')", "1:14 unknown function 'startWith'; did you mean 'startsWith'?")]
    [InlineData("open('us-ofice')", "1:6 unknown calendar 'us-ofice'; did you mean 'us-office'?")]
    [InlineData("open(lead.company)", "1:1 open() needs the name of a calendar in quotes")]
    [InlineData("lead", "1:1 lead as a whole is no value; name a field of it, such as lead.id")]
    [InlineData(
        "account == 1",
        "1:1 account as a whole can only be compared with null; name a field of it, such as account.name"
    )]
    [InlineData("lead.employees > 'x'", "1:16 '>' cannot compare a whole number with text")]
    [InlineData("lead.company + 1", "1:14 '+' cannot stand between text and a whole number")]
    [InlineData("lead.employees && true", "1:1 '&&' needs a bool, not a whole number")]
    [InlineData("true || lead.employees + 1", "1:9 '||' needs a bool, not a whole number")]
    [InlineData("!lead.company", "1:2 '!' needs a bool, not text")]
    [InlineData("-lead.company", "1:1 '-' cannot negate text")]
    [InlineData("lead.company ? 1 : 2", "1:1 '?' needs a bool, not text")]
    [InlineData("'a' in lead.company", "1:5 'in' needs a list or a map on its right, not text")]
    [InlineData("lead.company.size", "1:14 text has no field 'size'")]
    [InlineData("lead.employees[0]", "1:15 a whole number has no items; [..] needs a list or a map")]
    [InlineData("lead.answers[0]", "1:13 a map has text keys; a whole number is none")]
    [InlineData("lead.interests['a']", "1:15 the items of a list are numbered; text is no number")]
    [InlineData("{1: 2}", "1:2 the keys of a map are texts, not a whole number")]
    [InlineData("{'a': 1, 'a': 2}", "1:10 the map has the key 'a' twice")]
    [InlineData("has(lead)", "1:1 has() asks for one field, such as has(lead.company)")]
    [InlineData("has(lead.compny)", "1:10 unknown field 'compny' of lead; did you mean 'company'?")]
    [InlineData("size(1)", "1:1 a whole number has no size")]
    [InlineData("size()", "1:1 size takes one value: size(x) or x.size()")]
    [InlineData("lead.company.contains()", "1:14 contains takes 1 argument, not 0")]
    [InlineData("lead.company.contains(1)", "1:14 contains needs text, not a whole number")]
    [InlineData("contains(lead.company, 'x')", "1:1 contains stands behind its value: x.contains(..)")]
    [InlineData("lead.company.timestamp()", "1:14 timestamp stands before its value: timestamp(..)")]
    [InlineData("timestamp('today')", "1:11 'today' is no timestamp; write it as 2026-05-15T03:29:00Z")]
    [InlineData("duration('2d')", "1:10 '2d' is no duration; write it as 1h30m, with the units h, m, s, ms, us and ns")]
    [InlineData("duration(lead.employees)", "1:10 a whole number cannot become duration")]
    [InlineData("lead.company.matches(lead.country)", "1:14 matches needs its pattern in quotes: x.matches(\"^A\")")]
    [InlineData(
        "now.getHours('America/New_Yrok')",
        "1:14 unknown time zone 'America/New_Yrok'; did you mean 'America/New_York'?"
    )]
    [InlineData("now.getHours(1)", "1:14 a time zone is text, not a whole number")]
    [InlineData("lead.company.getHours()", "1:14 getHours needs a timestamp or a duration, not text")]
    [InlineData("lead.company.all(c, true)", "1:14 all needs a list or a map, not text")]
    [InlineData("lead.interests.all(i.x, true)", "1:20 the first argument of all is the name of its variable")]
    [InlineData("lead.interests.all(i, 1)", "1:23 'all' needs a bool, not a whole number")]
    [InlineData("lead.interests.exists(i)", "1:16 exists takes 2 arguments, not 1")]
    [InlineData("lead.interests.all(i, true) && i == 1", "1:32 unknown name 'i'")]
    [InlineData("Lead{id: 1}", "1:5 unexpected '{'")]
    [InlineData(
        "ring_a",
        "1:1 in condition 'ring_a', line 1, column 1: in condition 'ring_b', line 1, column 2: the condition 'ring_a' refers to itself: ring_a -> ring_b -> ring_a"
    )]
    [InlineData(
        "true && unfinished",
        "1:9 in condition 'unfinished', line 1, column 17: expected a value, not the end"
    )]
    [InlineData("true &&\n  headcount", "2:3 '&&' needs a bool, not a whole number")]
    public void It_is_refused(string expression, string fault) => Exprs.Faults(expression).ShouldBe([fault]);

    [Fact]
    public void All_faults_are_told_at_once() =>
        Exprs
            .Faults("lead.employes > 1 && broken || lead.cuntry == 1")
            .ShouldBe([
                "1:6 unknown field 'employes' of lead; did you mean 'employees'?",
                "1:22 in condition 'broken', line 1, column 6: unknown field 'employes' of lead; did you mean 'employees'?",
                "1:22 in condition 'broken', line 2, column 7: unknown field 'cuntry' of lead; did you mean 'country'?",
                "1:37 unknown field 'cuntry' of lead; did you mean 'country'?",
            ]);

    [Theory]
    [InlineData("lead.employees + 1", "1:1 a condition must be a bool, not a whole number")]
    [InlineData("  lead.company", "1:3 a condition must be a bool, not text")]
    [InlineData("null", "1:1 a condition must be a bool, not null")]
    public void A_condition_must_be_able_to_be_true(string expression, string fault)
    {
        var faults = new List<ConditionFault>();
        Condition.CompileBool(expression, Exprs.Scope, faults).ShouldBeNull();
        faults.Select(f => $"{f.Line}:{f.Column} {f.Message}").ShouldBe([fault]);
    }

    [Theory]
    [InlineData("lead.consent")]
    [InlineData("lead.hobby")]
    [InlineData("big")]
    public void A_condition_that_may_be_true_is_taken(string expression) =>
        Condition.CompileBool(expression, Exprs.Scope, []).ShouldNotBeNull();

    [Fact]
    public void A_record_that_is_not_in_scope_cannot_be_named()
    {
        var faults = new List<ConditionFault>();
        Condition.Compile(
            "rep.weight > 1",
            Exprs.Scope with
            {
                Rep = null,
                Named = new Dictionary<string, string>(StringComparer.Ordinal),
            },
            faults
        );
        faults.ShouldBe([new ConditionFault(1, 1, "unknown name 'rep'; known: lead, account, now")]);
    }

    public static TheoryData<string> Towers =>
        [
            new string('(', 5_000) + "1" + new string(')', 5_000),
            new string('!', 15_000) + "true",
            new string('-', 15_000) + "1",
            new string('[', 5_000) + new string(']', 5_000),
            string.Join(" + ", Enumerable.Repeat("lead.employees", 1_000)),
            string.Concat(Enumerable.Repeat("true ? 1 : ", 1_000)) + "1",
            "lead.answers" + string.Concat(Enumerable.Repeat(".a", 5_000)),
        ];

    [Theory]
    [MemberData(nameof(Towers))]
    public void A_tower_is_refused(string expression) =>
        Exprs.Faults(expression).ShouldHaveSingleItem().ShouldEndWith("the expression nests more than 100 deep");

    [Fact]
    public void A_long_chain_is_no_tower() =>
        Exprs.Evaluate(string.Join(" || ", Enumerable.Repeat("lead.employees == 1", 500))).ToString().ShouldBe("false");

    [Fact]
    public void A_text_too_long_is_refused() =>
        Exprs
            .Faults(new string(' ', 20_001))
            .ShouldBe(["1:1 the expression has 20001 characters; at most 20000 are allowed"]);

    [Fact]
    public void Names_that_multiply_one_another_are_refused()
    {
        var named = Enumerable
            .Range(1, 30)
            .ToDictionary(i => $"c{i}", i => $"c{i - 1} != c{i - 1} || c{i - 1}", StringComparer.Ordinal);
        named["c0"] = "lead.employees > 1";
        var faults = new List<ConditionFault>();
        Condition.Compile("c30", Exprs.Scope with { Named = named }, faults).ShouldBeNull();
        faults.ShouldBe([
            new ConditionFault(1, 1, "the expression has more than 50000 parts once its named conditions are put in"),
        ]);
    }

    [Fact]
    public void Names_that_tower_are_refused()
    {
        var named = Enumerable.Range(1, 5_000).ToDictionary(i => $"c{i}", i => $"!c{i - 1}", StringComparer.Ordinal);
        named["c0"] = "lead.employees > 1";
        var faults = new List<ConditionFault>();
        Condition.Compile("c5000", Exprs.Scope with { Named = named }, faults).ShouldBeNull();
        faults.ShouldHaveSingleItem().Message.ShouldEndWith("once its named conditions are put in");
    }
}
