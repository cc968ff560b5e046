namespace Baton.Engine.Policies.Config;

/// <summary>
/// An expression as it was written, not yet checked, and where its text begins: the first character of a plain scalar,
/// the opening quote of a quoted one. <see cref="Path"/> is its place in the document, for faults.
/// </summary>
public sealed record ExpressionConfig(string Text, Position At)
{
    public string Path { get; init; } = "";
}

/// <summary>An expression with a name: a condition or a segment.</summary>
public sealed record NamedExpressionConfig(string Name, ExpressionConfig When);

/// <summary>A table that a file names and that was not yet read, with the place of its path.</summary>
public sealed record TableReference(string Path, Position At);
