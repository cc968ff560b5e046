using System.Collections.Immutable;

namespace Baton.Engine.Conditions.Parsing;

/// <summary>
/// A recursive descent parser for the grammar of the CEL specification. After the first fault it sees only the end of
/// the text, so that every loop ends by itself.
/// </summary>
internal sealed class Parser
{
    public const int MaxLength = 20_000;
    public const int MaxDepth = 100;

    private static readonly string[] _reserved =
    [
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
        "while",
    ];

    private static readonly string[][] _binaryLevels =
    [
        ["==", "!=", "<", "<=", ">", ">=", "in"],
        ["+", "-"],
        ["*", "/", "%"],
    ];

    private readonly SourceText _source;
    private readonly List<Token> _tokens;
    private int _next;
    private int _depth;
    private ConditionFault? _fault;

    private Parser(SourceText source, List<Token> tokens)
    {
        _source = source;
        _tokens = tokens;
    }

    /// <summary>The expression, or null with the first fault.</summary>
    public static Syntax? Parse(SourceText source, out ConditionFault? fault)
    {
        if (source.Text.Length > MaxLength)
        {
            fault = source.FaultAt(
                0,
                $"the expression has {source.Text.Length} characters; at most {MaxLength} are allowed"
            );
            return null;
        }

        var lexer = new Lexer(source);
        var tokens = lexer.Tokens();
        fault = lexer.Fault;
        if (fault is not null)
        {
            return null;
        }

        var parser = new Parser(source, tokens);
        var syntax = parser.Whole();
        fault = parser._fault;
        return fault is null ? syntax : null;
    }

    private Token Current => _tokens[_next];

    private Syntax Whole()
    {
        if (Current.Kind == TokenKind.End)
        {
            return Fail(Current.At, "the expression is empty");
        }

        var syntax = Expression();
        return Current.Kind == TokenKind.End ? syntax : Fail(Current.At, $"unexpected {Current}");
    }

    private Syntax Expression()
    {
        if (++_depth > MaxDepth)
        {
            return FailDepth(Current.At);
        }

        var test = Chain("||");
        if (Current.Is("?"))
        {
            var at = Take().At;
            var then = Chain("||");
            Expect(":");
            test = Checked(new ChoiceSyntax(test, then, Expression(), at));
        }

        _depth--;
        return test;
    }

    private Syntax Chain(string symbol)
    {
        var first = symbol == "||" ? Chain("&&") : Binary(0);
        if (!Current.Is(symbol))
        {
            return first;
        }

        var at = Current.At;
        var items = ImmutableArray.CreateBuilder<Syntax>();
        items.Add(first);
        while (Current.Is(symbol))
        {
            Take();
            items.Add(symbol == "||" ? Chain("&&") : Binary(0));
        }

        return Checked(new ChainSyntax(symbol, items.ToImmutable(), at));
    }

    private Syntax Binary(int level)
    {
        if (level == _binaryLevels.Length)
        {
            return Unary();
        }

        var left = Binary(level + 1);
        while (Current.Kind is TokenKind.Symbol or TokenKind.Name && _binaryLevels[level].Contains(Current.Text))
        {
            var symbol = Take();
            left = Checked(new BinarySyntax(symbol.Text, left, Binary(level + 1), symbol.At));
        }

        return left;
    }

    private Syntax Unary()
    {
        if (!Current.Is("!") && !Current.Is("-"))
        {
            return Member(Primary());
        }

        var symbol = Current.Text;
        var places = new Stack<int>();
        while (Current.Is(symbol))
        {
            places.Push(Take().At);
        }

        var operand = Member(SignedPrimary(symbol, places));
        while (places.TryPop(out var at))
        {
            operand = Checked(new UnarySyntax(symbol, operand, at));
        }

        return operand;
    }

    // A minus before a number is part of the number: so the least int can be written.
    private Syntax SignedPrimary(string symbol, Stack<int> places)
    {
        if (symbol == "-" && Current is { Kind: TokenKind.Literal, Value.IsNumber: true })
        {
            var literal = Take();
            var value =
                literal.Text == Lexer.LeastInt ? literal.Value
                : literal.Value.Kind == ValueKind.Int ? Value.Of(-literal.Value.AsInt())
                : Value.Of(-literal.Value.AsNumber());
            return new LiteralSyntax(value, places.Pop());
        }

        return Primary();
    }

    private Syntax Member(Syntax target)
    {
        while (true)
        {
            if (Current.Is("."))
            {
                Take();
                target = Checked(Selection(target));
            }
            else if (Current.Is("["))
            {
                var at = Take().At;
                var index = Expression();
                Expect("]");
                target = Checked(new IndexSyntax(target, index, at));
            }
            else
            {
                return target;
            }
        }
    }

    private Syntax Selection(Syntax target)
    {
        if (Current.Kind != TokenKind.Name || Current.Text is "in" or "true" or "false" or "null")
        {
            return Fail(Current.At, $"expected the name of a field or function after '.', not {Current}");
        }

        var name = Take();
        return Current.Is("(")
            ? new CallSyntax(target, name.Text, Arguments(), name.At)
            : new SelectSyntax(target, name.Text, name.At);
    }

    private Syntax Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Literal:
                Take();
                return token.Text == Lexer.LeastInt
                    ? Fail(token.At, $"the number {token.Text} is too large; whole numbers go to 9223372036854775807")
                    : new LiteralSyntax(token.Value, token.At);
            case TokenKind.Name:
                return Named();
            case TokenKind.Symbol when token.Text == "(":
                return Parenthesised();
            case TokenKind.Symbol when token.Text == "[":
                Take();
                return Checked(new ListSyntax(Items("]"), token.At));
            case TokenKind.Symbol when token.Text == "{":
                return Map();
            default:
                return Fail(token.At, $"expected a value, not {token}");
        }
    }

    private Syntax Named()
    {
        var name = Current;
        if (_reserved.Contains(name.Text))
        {
            return Fail(name.At, $"'{name.Text}' is a reserved word");
        }

        if (name.Text == "in")
        {
            return Fail(name.At, "expected a value, not 'in'");
        }

        Take();
        return name.Text switch
        {
            "true" => new LiteralSyntax(Value.True, name.At),
            "false" => new LiteralSyntax(Value.False, name.At),
            "null" => new LiteralSyntax(Value.Null, name.At),
            _ when Current.Is("(") => Checked(new CallSyntax(null, name.Text, Arguments(), name.At)),
            _ => new NameSyntax(name.Text, name.At),
        };
    }

    private Syntax Parenthesised()
    {
        Take();
        var inner = Expression();
        Expect(")");
        return inner;
    }

    private ImmutableArray<Syntax> Arguments()
    {
        Expect("(");
        if (!Current.Is(")"))
        {
            return Items(")");
        }

        Take();
        return [];
    }

    // Items up to the closing symbol, which may follow a last comma in a list but not in a call.
    private ImmutableArray<Syntax> Items(string closing)
    {
        var items = ImmutableArray.CreateBuilder<Syntax>();
        while (!(Current.Is(closing) && closing == "]"))
        {
            items.Add(Expression());
            if (!Current.Is(","))
            {
                break;
            }

            Take();
        }

        Expect(closing);
        return items.ToImmutable();
    }

    private Syntax Map()
    {
        var at = Take().At;
        var keys = ImmutableArray.CreateBuilder<Syntax>();
        var values = ImmutableArray.CreateBuilder<Syntax>();
        while (!Current.Is("}"))
        {
            keys.Add(Expression());
            Expect(":");
            values.Add(Expression());
            if (!Current.Is(","))
            {
                break;
            }

            Take();
        }

        Expect("}");
        return Checked(new MapSyntax(keys.ToImmutable(), values.ToImmutable(), at));
    }

    private Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
        {
            _next++;
        }

        return token;
    }

    private void Expect(string symbol)
    {
        if (Current.Is(symbol))
        {
            Take();
        }
        else
        {
            Fail(Current.At, $"expected '{symbol}', not {Current}");
        }
    }

    private Syntax Checked(Syntax syntax) => syntax.Depth > MaxDepth ? FailDepth(syntax.At) : syntax;

    private Syntax FailDepth(int at) => Fail(at, $"the expression nests more than {MaxDepth} deep");

    private Syntax Fail(int at, string message)
    {
        _fault ??= _source.FaultAt(at, message);
        _next = _tokens.Count - 1;
        return new LiteralSyntax(Value.Null, at);
    }
}
