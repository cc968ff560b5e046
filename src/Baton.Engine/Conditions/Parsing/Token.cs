namespace Baton.Engine.Conditions.Parsing;

internal enum TokenKind : byte
{
    End,
    Name,
    Literal,
    Symbol,
}

/// <summary>
/// A word of an expression: <see cref="At"/> is its offset. <see cref="Text"/> is as written, except that a number with a
/// sign to come keeps its digits there until the parser knows the sign.
/// </summary>
internal readonly record struct Token(TokenKind Kind, string Text, int At, Value Value = default)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsKeyword(string word) => Kind == TokenKind.Name && Text == word;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
