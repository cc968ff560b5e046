using Baton.Engine.Conditions.Terms;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Conditions;

/// <summary>Patterns mean what they mean to RE2.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("^[0-9]{5}$", "90210", true)]
    [InlineData("^[0-9]{5}$", "90210\n", false)]
    [InlineData("(?m)^b$", "a\nb\nc", true)]
    [InlineData("(?m:^b$)|^c$", "a\nc", false)]
    [InlineData("^\\d+$", "٣", false)]
    [InlineData("^\\w+$", "é", false)]
    [InlineData("^\\W$", "é", true)]
    [InlineData("^[\\W]$", "é", true)]
    [InlineData("^\\s$", "\u00A0", false)]
    [InlineData("^[^\\S]$", " ", true)]
    [InlineData("^.$", "\U0001F600", true)]
    [InlineData("^.{2}$", "\U0001F600", false)]
    [InlineData("^.$", "\n", false)]
    [InlineData("(?s)^.$", "\n", true)]
    [InlineData("^[^a]$", "\U0001F600", true)]
    [InlineData("^\U0001F600{2}$", "\U0001F600\U0001F600", true)]
    [InlineData("(a|\U0001F600){2}", "\U0001F431\U0001F600\U0001F600", true)]
    [InlineData("a+ñ+a+n+a+", "mañana", true)]
    [InlineData("(?i)ORBIT", "orbit", true)]
    [InlineData("^(?P<year>\\d{4})-(?<month>\\d{2})$", "2026-05", true)]
    [InlineData("^[[:alpha:]]+$", "abc", true)]
    [InlineData("^[a-z-[aeiou]]$", "[]", true)]
    [InlineData("^[]a]$", "]", true)]
    [InlineData("^[[]$", "[", true)]
    [InlineData("^\\Qa.b\\E$", "a.b", true)]
    [InlineData("^\\Qa.b\\E$", "axb", false)]
    [InlineData("^\\x41\\x{42}\\x{1F600}$", "AB\U0001F600", true)]
    [InlineData("^\\pL\\p{Lu}\\P{L}$", "aB1", true)]
    [InlineData("^\\[\\^\\_#\\$$", "[^_#$", true)]
    [InlineData("\\bsales\\b", "head of sales, west", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("", "", true)]
    public void It_matches_as_RE2_does(string pattern, string text, bool expected) =>
        Pattern.Compile(pattern, out _).ShouldNotBeNull().IsMatch(text).ShouldBe(expected);

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("^(a|a?)+$")]
    public async Task One_that_would_try_every_way_is_done_at_once(string pattern)
    {
        var compiled = Pattern.Compile(pattern, out _).ShouldNotBeNull();
        var matching = Task.Run(() => compiled.IsMatch(new string('a', 50_000) + "!"));

        (await matching.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("(?=a)", "'(?=' is not supported")]
    [InlineData("(?<!a)", "'(?<' is not supported")]
    [InlineData("(?x)a", "'(?x' is not supported")]
    [InlineData("(a)\\1", "unknown escape '\\1'")]
    [InlineData("\\Z", "unknown escape '\\Z'")]
    [InlineData("[a", "a '[' is not closed")]
    [InlineData("[[:letter:]]", "there is no character class '[:letter:]'")]
    [InlineData("[\U0001F600]", "characters beyond U+FFFF cannot stand in [..]; write (?:a|b)")]
    [InlineData("\\xZZ", "'\\x' needs two hexadecimal digits, or a character's in braces")]
    [InlineData("a**", "nested quantifiers not parenthesized")]
    [InlineData("(a", "insufficient closing parentheses")]
    [InlineData("(a{1000}){1000}", "it repeats too much")]
    public void It_is_refused_as_RE2_refuses_it(string pattern, string expected)
    {
        Pattern.Compile(pattern, out var fault).ShouldBeNull();
        fault.ShouldBe(expected);
    }

    [Fact]
    public void Any_pattern_compiles_or_is_refused()
    {
        var pieces = Gen.Elements(
            "a",
            "(",
            ")",
            "[",
            "]",
            "^",
            "-",
            "\\",
            "d",
            "W",
            "p",
            "{",
            "}",
            "1",
            ",",
            "*",
            "?",
            ":",
            "P",
            "<",
            ">",
            "i",
            "|",
            ".",
            "$",
            "x",
            "Q",
            "E",
            "\uD83D",
            "\uDE00",
            "[:",
            ":]"
        );
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3_000),
            Prop.ForAll(
                pieces.ListOf().Select(string.Concat<string>).ToArbitrary(),
                pattern => Pattern.Compile(pattern, out var fault) is null == fault.Length > 0
            )
        );
    }
}
