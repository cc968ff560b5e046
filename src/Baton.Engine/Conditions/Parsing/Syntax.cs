using System.Collections.Immutable;

namespace Baton.Engine.Conditions.Parsing;

/// <summary>
/// An expression as written. <see cref="At"/> is the offset by which faults are reported (an operator's own, a name's own),
/// <see cref="Start"/> where it begins, <see cref="Depth"/> how deeply it nests.
/// </summary>
internal abstract record Syntax(int At, int Depth)
{
    public virtual int Start => At;

    protected static int Deeper(params ReadOnlySpan<Syntax> parts)
    {
        var depth = 0;
        foreach (var part in parts)
        {
            depth = Math.Max(depth, part.Depth);
        }

        return depth + 1;
    }
}

internal sealed record LiteralSyntax(Value Value, int At) : Syntax(At, 1);

internal sealed record NameSyntax(string Name, int At) : Syntax(At, 1);

internal sealed record ListSyntax(ImmutableArray<Syntax> Items, int At) : Syntax(At, Deeper(Items.AsSpan()));

internal sealed record MapSyntax(ImmutableArray<Syntax> Keys, ImmutableArray<Syntax> Values, int At)
    : Syntax(At, Deeper([.. Keys, .. Values]));

internal sealed record SelectSyntax(Syntax Target, string Field, int At) : Syntax(At, Deeper(Target))
{
    public override int Start => Target.Start;
}

internal sealed record IndexSyntax(Syntax Target, Syntax Index, int At) : Syntax(At, Deeper(Target, Index))
{
    public override int Start => Target.Start;
}

/// <summary><c>name(arguments)</c>, or <c>target.name(arguments)</c>.</summary>
internal sealed record CallSyntax(Syntax? Target, string Name, ImmutableArray<Syntax> Arguments, int At)
    : Syntax(At, Target is null ? Deeper(Arguments.AsSpan()) : Deeper([Target, .. Arguments]))
{
    public override int Start => Target?.Start ?? At;
}

/// <summary><c>!</c> or <c>-</c>.</summary>
internal sealed record UnarySyntax(string Symbol, Syntax Operand, int At) : Syntax(At, Deeper(Operand));

internal sealed record BinarySyntax(string Symbol, Syntax Left, Syntax Right, int At) : Syntax(At, Deeper(Left, Right))
{
    public override int Start => Left.Start;
}

/// <summary>A whole chain of <c>&amp;&amp;</c>, or of <c>||</c>: flat, so that long policies do not nest.</summary>
internal sealed record ChainSyntax(string Symbol, ImmutableArray<Syntax> Items, int At)
    : Syntax(At, Deeper(Items.AsSpan()))
{
    public override int Start => Items[0].Start;
}

internal sealed record ChoiceSyntax(Syntax Test, Syntax Then, Syntax Else, int At)
    : Syntax(At, Deeper(Test, Then, Else))
{
    public override int Start => Test.Start;
}
