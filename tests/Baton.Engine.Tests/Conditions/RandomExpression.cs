using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Conditions;

/// <summary>Random expressions from the grammar, mostly well-kinded, with nulls, overflows and failures in them.</summary>
internal static class RandomExpression
{
    public static Gen<string> Any(int depth) =>
        depth == 0
            ? Gen.Elements(
                "lead.hobby",
                "null",
                "rep.skills.es",
                "lead.answers.budget",
                "[1, 'a', null][0]",
                "account.owner"
            )
            : Gen.OneOf(
                Bool(depth),
                Number(depth),
                Text(depth),
                List(depth),
                Any(0),
                Time(depth),
                Span(depth),
                from list in List(depth - 1)
                from index in Number(depth - 1)
                select $"{list}[{index}]",
                from test in Bool(depth - 1)
                from a in Any(depth - 1)
                from b in Any(depth - 1)
                select $"({test} ? {a} : {b})"
            );

    public static Gen<string> Bool(int depth) =>
        depth == 0
            ? Gen.Elements(
                "true",
                "false",
                "null",
                "lead.consent",
                "lead.hobby",
                "big",
                "open('us-office')",
                "account == null",
                "has(lead.region)"
            )
            : Gen.OneOf(
                Bool(0),
                Infix(Bool(depth - 1), Bool(depth - 1), "&&", "||", "==", "!=", "<"),
                Infix(Number(depth - 1), Number(depth - 1), "<", "<=", ">", ">=", "==", "!="),
                Infix(Text(depth - 1), Text(depth - 1), "<", ">=", "=="),
                Infix(Time(depth - 1), Time(depth - 1), "<", ">=", "!="),
                Infix(Any(depth - 1), Any(depth - 1), "==", "!=", "<", ">"),
                Infix(Any(depth - 1), List(depth - 1), "in"),
                Bool(depth - 1).Select(b => $"!({b})"),
                from text in Text(depth - 1)
                from name in Gen.Elements("startsWith", "endsWith", "contains")
                from part in Text(depth - 1)
                select $"{text}.{name}({part})",
                Text(depth - 1).Select(t => $"{t}.matches('^[a-z]+$')"),
                Macro(depth, Bool(depth - 1), "all", "exists", "exists_one")
            );

    private static Gen<string> Number(int depth) =>
        depth == 0
            ? Gen.Elements(
                "0",
                "1",
                "-1",
                "2.5",
                "9223372036854775807",
                "-9223372036854775808",
                "1e300",
                "lead.employees",
                "lead.budget",
                "rep.skills.tax",
                "null"
            )
            : Gen.OneOf(
                Number(0),
                Infix(Number(depth - 1), Number(depth - 1), "+", "-", "*", "/", "%"),
                Number(depth - 1).Select(n => $"-({n})"),
                List(depth - 1).Select(l => $"size({l})"),
                Text(depth - 1).Select(t => $"{t}.size()"),
                Number(depth - 1).Select(n => $"int({n})"),
                from time in Time(depth - 1)
                from part in Gen.Elements("getHours()", "getDayOfWeek('Asia/Kolkata')", "getMonth('-08:00')")
                select $"{time}.{part}"
            );

    private static Gen<string> Text(int depth) =>
        depth == 0
            ? Gen.Elements("''", "'abc'", "'\\U0001F600'", "lead.company", "lead.region", "lead.source", "r'\\d'")
            : Gen.OneOf(
                Text(0),
                Infix(Text(depth - 1), Text(depth - 1), "+"),
                Number(depth - 1).Select(n => $"string({n})")
            );

    private static Gen<string> Time(int depth) =>
        depth == 0
            ? Gen.Elements("now", "lead.created_at", "timestamp('9999-12-31T23:59:59Z')", "timestamp(0)", "null")
            : Gen.OneOf(
                Time(0),
                Infix(Time(depth - 1), Span(depth - 1), "+", "-"),
                Number(depth - 1).Select(n => $"timestamp({n})")
            );

    private static Gen<string> Span(int depth) =>
        depth == 0
            ? Gen.Elements(
                "duration('1h')",
                "duration('-315576000000s')",
                "duration('315576000000s')",
                "(now - lead.created_at)"
            )
            : Gen.OneOf(
                Span(0),
                Infix(Span(depth - 1), Span(depth - 1), "+", "-"),
                Infix(Time(depth - 1), Time(depth - 1), "-")
            );

    private static Gen<string> List(int depth) =>
        depth == 0
            ? Gen.Elements(
                "[]",
                "lead.interests",
                "[1, 2.0, 'a', null]",
                "['a', 'b']",
                "rep.skills",
                "{'a': 1, 'b': null}",
                "null"
            )
            : Gen.OneOf(
                List(0),
                Any(depth - 1).Select(a => $"[{a}, {a}]"),
                Infix(List(0), List(depth - 1), "+"),
                Macro(depth, Bool(depth - 1), "filter"),
                Macro(depth, Any(depth - 1), "map")
            );

    private static Gen<string> Macro(int depth, Gen<string> body, params string[] names) =>
        from list in List(depth - 1)
        from name in Gen.Elements(names)
        from plain in body
        from uses in Gen.Elements("{0}", "x == 1 || {0}", "x > 0", "1 / x > 0", "x in ['a']", "x + x == x", "x")
        select $"{list}.{name}(x, {(name == "map" && uses.StartsWith("x ==", StringComparison.Ordinal) ? "x" : string.Format(uses.Replace("{0}", "({0})"), plain))})";

    private static Gen<string> Infix(Gen<string> left, Gen<string> right, params string[] symbols) =>
        from l in left
        from symbol in Gen.Elements(symbols)
        from r in right
        select $"({l} {symbol} {r})";
}
