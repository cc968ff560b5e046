namespace Baton.Engine.Conditions;

/// <summary>One thing wrong with an expression, at compilation or in one evaluation; line and column count from 1 within its text.</summary>
public sealed record ConditionFault(int Line, int Column, string Message)
{
    public override string ToString() => $"line {Line}, column {Column}: {Message}";
}
