using NodaTime;

namespace Baton.Engine.Conditions.Terms;

/// <summary>One evaluation: its input, the variables of its macros, and how much work it may still do.</summary>
internal ref struct Frame
{
    /// <summary>
    /// Macros within macros over long lists multiply; this bounds one evaluation to some milliseconds. A step is one
    /// item looked at or copied.
    /// </summary>
    public const int MaxSteps = 250_000;

    public readonly Value[] Lead;
    public readonly Value[] Rep;
    public readonly Value[]? Account;
    public readonly Instant Now;
    public readonly Func<string, bool>? IsOpen;
    public readonly Value[] Locals;
    private int _steps;

    public Frame(in ConditionInput input, int locals)
    {
        Lead = input.Lead ?? [];
        Rep = input.Rep ?? [];
        Account = input.Account;
        Now = input.Now;
        IsOpen = input.IsOpen;
        Locals = locals == 0 ? [] : new Value[locals];
        _steps = MaxSteps;
    }

    /// <summary>False when the evaluation has used up its steps.</summary>
    public bool Spend(int steps) => (_steps -= steps) >= 0;
}
