using Baton.Engine.Conditions.Binding;
using Baton.Engine.Conditions.Parsing;
using Baton.Engine.Conditions.Rows;
using Baton.Engine.Conditions.Terms;
using NodaTime;

namespace Baton.Engine.Conditions;

/// <summary>
/// A compiled CEL expression: immutable, safe for any number of threads, and total: evaluation always ends and never
/// throws. Where CEL has an error (overflow, division by zero, a missing item) the whole expression is null, unless
/// <c>&amp;&amp;</c>, <c>||</c>, <c>all</c> or <c>exists</c> is decided by another part.
/// The language is that of https://github.com/google/cel-spec, and null answers as the policy's text says.
/// </summary>
public sealed class Condition
{
    private const int MaxSize = 50_000;

    private readonly int _locals;

    private Condition(string source, Term term, Binder binder)
    {
        Source = source;
        Term = term;
        _locals = binder.LocalCount;
        LeadSlots = [.. binder.LeadSlots];
        RepSlots = [.. binder.RepSlots];
        OpenCalendars = [.. binder.Calendars];
        ReadsAccount = binder.ReadsAccount;
        ReadsNow = binder.ReadsNow;
    }

    public string Source { get; }

    /// <summary>The slots of the lead's fields that it reads, ascending, also through named conditions.</summary>
    public IReadOnlyList<int> LeadSlots { get; }

    /// <summary>The slots of the rep's fields that it reads, ascending, also through named conditions.</summary>
    public IReadOnlyList<int> RepSlots { get; }

    public bool ReadsAccount { get; }

    public bool ReadsNow { get; }

    /// <summary>The calendars that it asks with <c>open</c>, in ordinal order.</summary>
    public IReadOnlyList<string> OpenCalendars { get; }

    /// <summary>What every result is, null aside; <see cref="FieldKind.Any"/> when that is not known.</summary>
    public FieldKind ResultKind => Term.Kind;

    internal Term Term { get; }

    /// <summary>Compiles an expression; null when it has faults, which are added: the first of its syntax, or all of its meaning.</summary>
    public static Condition? Compile(string source, ConditionScope scope, ICollection<ConditionFault> faults) =>
        Compile(source, scope, faults, wantsBool: false);

    /// <summary>As <see cref="Compile(string, ConditionScope, ICollection{ConditionFault})"/>, and refuses what can never be a bool.</summary>
    public static Condition? CompileBool(string source, ConditionScope scope, ICollection<ConditionFault> faults) =>
        Compile(source, scope, faults, wantsBool: true);

    /// <summary>
    /// The expression as a test of rows, at this instant; null when it has faults or asks what rows cannot be asked, which
    /// are added. Of <c>account</c> only the name can be asked.
    /// </summary>
    /// <param name="refuse">Why a field of the lead cannot be asked; null = it can.</param>
    public static RowCondition? CompileRows(
        string source,
        ConditionScope scope,
        Instant now,
        Func<string, string?> refuse,
        ICollection<ConditionFault> faults
    )
    {
        var places = new Dictionary<Term, Place>(ReferenceEqualityComparer.Instance);
        return Compile(source, scope, faults, wantsBool: true, places) is { } condition
            ? new RowReader(scope, places, condition._locals, now, refuse, faults).Read(condition.Term)
            : null;
    }

    /// <summary>The value, or null where the computation fails.</summary>
    public Value Evaluate(in ConditionInput input)
    {
        var value = Run(input);
        return value.IsFailed ? Value.Null : value;
    }

    /// <summary>The value; where the computation fails, null and the first failure.</summary>
    public Value Evaluate(in ConditionInput input, out ConditionFault? fault)
    {
        var value = Run(input);
        fault = value.Failure;
        return value.IsFailed ? Value.Null : value;
    }

    /// <summary>Whether the value is true.</summary>
    public bool Holds(in ConditionInput input)
    {
        var frame = new Frame(input, _locals);
        return Term.Holds(ref frame);
    }

    /// <summary>Whether some of the conjuncts hold, for an index that has decided the others.</summary>
    internal bool HoldAll(Term[] conjuncts, in ConditionInput input)
    {
        var frame = new Frame(input, _locals);
        foreach (var conjunct in conjuncts)
        {
            if (!conjunct.Holds(ref frame))
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => Source;

    private Value Run(in ConditionInput input)
    {
        var frame = new Frame(input, _locals);
        return Term.Evaluate(ref frame);
    }

    private static Condition? Compile(
        string source,
        ConditionScope scope,
        ICollection<ConditionFault> faults,
        bool wantsBool,
        Dictionary<Term, Place>? places = null
    )
    {
        var text = new SourceText(source);
        var syntax = Parser.Parse(text, out var fault);
        if (syntax is null || fault is not null)
        {
            faults.Add(fault ?? text.FaultAt(0, "the expression is empty"));
            return null;
        }

        var found = new List<ConditionFault>();
        var binder = new Binder(scope, text, found, places);
        var term = binder.Bind(syntax);
        if (found.Count == 0 && Refusal(term, wantsBool) is { } refusal)
        {
            found.Add(text.FaultAt(syntax.Start, refusal));
        }

        foreach (var one in found)
        {
            faults.Add(one);
        }

        return found.Count > 0 ? null : new Condition(source, term, binder);
    }

    private static string? Refusal(Term term, bool wantsBool)
    {
        if (term.Size > MaxSize)
        {
            return $"the expression has more than {MaxSize} parts once its named conditions are put in";
        }

        var canBeBool = term is ConstantTerm constant
            ? constant.Value.Kind == ValueKind.Bool
            : Kinds.May(term.Kind, FieldKind.Bool);
        return wantsBool && !canBeBool ? $"a condition must be a bool, not {Kinds.Name(term.Kind)}" : null;
    }
}
