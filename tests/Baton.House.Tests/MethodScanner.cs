using System.Text.RegularExpressions;

namespace Baton.House.Tests;

/// <summary>
/// Finds methods, constructors, operators and written-out accessors in C# source by counting braces. A length is the
/// number of lines of the body without its braces, at least 1; a local function belongs to its method. Expression-bodied
/// properties are not counted: there are many, they are one line, and they would flatter the figures.
/// </summary>
internal static partial class MethodScanner
{
    private enum Scope
    {
        Type,
        Accessors,
        Other,
    }

    public static IReadOnlyList<MethodLength> Scan(string source)
    {
        var reader = new Reader(CodeText.Blank(source));
        reader.Members(0, Scope.Type);
        return reader.Found;
    }

    [GeneratedRegex(@"\b(namespace|class|struct|record|interface|enum|extension)\b")]
    private static partial Regex TypeWord();

    [GeneratedRegex(@"^\s*(?:\[[^\]]*\]\s*)*(?:\w+\s+)*?(get|set|init|add|remove)\s*$")]
    private static partial Regex AccessorHead();

    [GeneratedRegex(@"(\w+|[^\w\s(]+)\s*(?:<(?:[\w\s,.?\[\]]|<[^<>]*>)*>)?\s*\(")]
    private static partial Regex NameBeforeParenthesis();

    private sealed class Reader(string code)
    {
        public List<MethodLength> Found { get; } = [];

        /// <summary>Reads members from <paramref name="at"/> to the brace that closes them; returns the place behind it.</summary>
        public int Members(int at, Scope scope)
        {
            var head = at;
            var parentheses = 0;
            while (at < code.Length)
            {
                var c = code[at];
                parentheses +=
                    c is '(' or '[' ? 1
                    : c is ')' or ']' ? -1
                    : 0;
                if (c == '}')
                {
                    return at + 1;
                }

                if (parentheses == 0 && c == '{')
                {
                    at = head = Block(head, at, scope);
                }
                else if (parentheses == 0 && c == '=' && Char(at + 1) == '>')
                {
                    at = head = Expression(head, at + 2, scope);
                }
                else
                {
                    at++;
                    head = c == ';' && parentheses == 0 ? at : head;
                }
            }

            return at;
        }

        private int Block(int head, int open, Scope scope)
        {
            var text = code[head..open];
            var inner = Classify(text, scope);
            if (inner is not null)
            {
                return Members(open + 1, inner.Value);
            }

            var close = Closing(open);
            if (Name(text, scope) is { } name)
            {
                Found.Add(
                    new MethodLength(
                        name,
                        Line(head, text),
                        Math.Max(1, code.AsSpan(open, close - open).Count('\n') - 1)
                    )
                );
            }

            return close + 1;
        }

        private int Expression(int head, int from, Scope scope)
        {
            var end = from;
            var depth = 0;
            while (end < code.Length && (code[end] != ';' || depth > 0))
            {
                depth +=
                    code[end] is '(' or '[' or '{' ? 1
                    : code[end] is ')' or ']' or '}' ? -1
                    : 0;
                end++;
            }

            var text = code[head..(from - 2)];
            if (Name(text, scope) is { } name)
            {
                var body = code[from..Math.Min(end, code.Length)];
                var lines = body.Trim().Count(c => c == '\n') + 1;
                Found.Add(new MethodLength(name, Line(head, text), lines));
            }

            return end + 1;
        }

        // Null: a body, or an initialiser, whose inside holds no members.
        private static Scope? Classify(string head, Scope scope)
        {
            if (scope != Scope.Type)
            {
                return null;
            }

            if (TypeWord().IsMatch(Plain(head)))
            {
                return Scope.Type;
            }

            return head.Contains('(') || head.Contains('=') ? null : Scope.Accessors;
        }

        private static string? Name(string head, Scope scope)
        {
            if (scope == Scope.Accessors)
            {
                var accessor = AccessorHead().Match(head);
                return accessor.Success ? accessor.Groups[1].Value : null;
            }

            var plain = Attributes().Replace(head, " ");
            var open = plain.IndexOf('(');
            var assigned = plain.IndexOf('=');
            if (open < 0 || (assigned >= 0 && assigned < open && !plain.Contains("operator", StringComparison.Ordinal)))
            {
                return null;
            }

            return NameBeforeParenthesis().Match(plain).Groups[1].Value;
        }

        // A type's head without its parameters and constraints' parentheses: a parameter may be called record.
        private static string Plain(string head)
        {
            var text = Attributes().Replace(head, " ");
            var open = text.IndexOf('(');
            return open < 0 ? text : text[..open];
        }

        private int Closing(int open)
        {
            var depth = 0;
            for (var i = open; i < code.Length; i++)
            {
                depth +=
                    code[i] == '{' ? 1
                    : code[i] == '}' ? -1
                    : 0;
                if (depth == 0)
                {
                    return i;
                }
            }

            return code.Length - 1;
        }

        private int Line(int head, string text) =>
            code.AsSpan(0, head + text.Length - text.TrimStart().Length).Count('\n') + 1;

        private char Char(int at) => at < code.Length ? code[at] : '\0';
    }

    [GeneratedRegex(@"\[[^\[\]]*\](?=\s)")]
    private static partial Regex Attributes();
}

/// <summary>One method: its name, the line it starts at (from 1) and how many lines its body has.</summary>
internal sealed record MethodLength(string Name, int Line, int Lines);
