namespace Baton.Engine.Conditions.Parsing;

/// <summary>
/// An expression's text, and how a place in it is reported. The text of a named condition reports at the place where
/// the name is used, and says which condition it was.
/// </summary>
internal sealed class SourceText(string text, string? name = null, SourceText? usedIn = null, int usedAt = 0)
{
    public string Text => text;

    public ConditionFault FaultAt(int offset, string message)
    {
        var (line, column) = LineAndColumn(offset);
        return usedIn is null
            ? new ConditionFault(line, column, message)
            : usedIn.FaultAt(usedAt, $"in condition '{name}', line {line}, column {column}: {message}");
    }

    private (int Line, int Column) LineAndColumn(int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}

/// <summary>A place in an expression, kept by what may fail there.</summary>
internal readonly record struct Place(SourceText Source, int At)
{
    public Value Fail(string message) => Value.Failed(Source.FaultAt(At, message));
}
