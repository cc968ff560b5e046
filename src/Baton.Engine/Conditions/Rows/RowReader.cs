using System.Collections.Immutable;
using Baton.Engine.Conditions.Parsing;
using Baton.Engine.Conditions.Terms;
using NodaTime;

namespace Baton.Engine.Conditions.Rows;

/// <summary>
/// Reads a compiled expression as a <see cref="RowTest"/>. What no row can be asked is a fault at its place: nothing is left
/// over to be evaluated beside the rows.
/// </summary>
internal sealed class RowReader(
    ConditionScope scope,
    IReadOnlyDictionary<Term, Place> places,
    int locals,
    Instant now,
    Func<string, string?> refuse,
    ICollection<ConditionFault> faults
)
{
    private const int MostTests = 200;

    private const string Rules =
        "a list is filtered by fields of the lead against constants: ==, !=, <, <=, >, >=, in, startsWith, endsWith, contains, has()";

    private static readonly RowTest Refused = new Fixed(null);
    private readonly SortedSet<string> _fields = new(StringComparer.Ordinal);
    private int _tests;

    /// <summary>Null where there is a fault.</summary>
    public RowCondition? Read(Term term)
    {
        var before = faults.Count;
        var test = Test(term);
        if (_tests > MostTests)
        {
            Refuse(term, $"the filter has more than {MostTests} comparisons once its named conditions are put in");
        }

        return faults.Count > before ? null : new RowCondition(test, [.. _fields]);
    }

    private RowTest Test(Term term)
    {
        _tests++;
        return term switch
        {
            _ when IsFixed(term) => new Fixed(Truth(Evaluate(term))),
            AndTerm => new AllOf([.. term.Parts.Select(Test)]),
            OrTerm => new AnyOf([.. term.Parts.Select(Test)]),
            NotTerm => new NotOf(Test(term.Parts[0])),
            AccountKnownTerm known => Unless(known.Wanted, new IsEqual(AccountName(), Value.Null)),
            FieldEqualTerm equal => Equal(equal, equal.Field, equal.Constant, equal.Negated),
            EqualTerm equal => Sides(equal) is var (field, constant, _)
                ? Equal(equal, field, constant, equal.Negated)
                : Refused,
            FieldOrderTerm order => Order(order, order.Field, order.Symbol, order.Number),
            ConstantSetTerm set => AnyOf(set),
            InTerm within => Item(within),
            HasFieldTerm has => Of(has.Parts[0], field => new IsKnown(field)),
            HasKeyTerm has => Key(has, has.Parts[0], has.Field, field => new IsKnown(field)),
            BinaryTerm { Symbol: "<" or "<=" or ">" or ">=" } order => Order(order),
            BinaryTerm { Symbol: "startsWith" or "endsWith" or "contains" } text => Text(text),
            FieldTerm or SelectTerm => Of(term, field => new IsTrue(field)),
            _ => Refuse(term, Rules),
        };
    }

    private RowTest Equal(Term at, Term field, Value constant, bool negated) =>
        CanCompare(constant)
            ? Of(field, f => Unless(negated, new IsEqual(f, constant)))
            : Refuse(at, $"{Kinds.Name(constant)} cannot be compared with the fields of a list; {Rules}");

    private RowTest AnyOf(ConstantSetTerm set) =>
        set.Members.All(m => CanCompare(m))
            ? Of(set.Parts[0], field => new IsAnyOf(field, [.. set.Members]))
            : Refuse(set, $"only single values can stand in this list; {Rules}");

    private RowTest Order(BinaryTerm order) =>
        Sides(order) is not var (field, constant, mirrored) ? Refused
        : constant.IsNull ? new Fixed(false)
        : Order(order, field, mirrored ? Ordering.Mirror(order.Symbol) : order.Symbol, constant);

    private RowTest Order(Term at, Term field, string symbol, Value constant) =>
        constant.Kind is ValueKind.String or ValueKind.Timestamp or ValueKind.Bool || constant.IsNumber
            ? Of(field, f => new IsOrdered(f, symbol, constant))
            : Refuse(at, $"{Kinds.Name(constant)} cannot be ordered against the fields of a list; {Rules}");

    private RowTest Text(BinaryTerm text)
    {
        if (Sides(text) is not var (field, constant, mirrored))
        {
            return Refused;
        }

        return mirrored ? Refuse(text, Rules)
            : constant.IsNull ? new Fixed(false)
            : constant.TextOrNull is { } part ? Of(field, f => new HasText(f, text.Symbol, part))
            : Refuse(text, Rules);
    }

    private RowTest Item(InTerm within)
    {
        if (Sides(within) is not var (field, item, mirrored))
        {
            return Refused;
        }

        return mirrored && CanCompare(item) && item.Kind != ValueKind.Timestamp
            ? Of(field, f => new HasItem(f, item))
            : Refuse(within, Rules);
    }

    // Which side is the row's and which is the same for all; mirrored where the row's is the right one.
    private (Term Field, Value Constant, bool Mirrored)? Sides(Term term)
    {
        var (left, right) = (term.Parts[0], term.Parts[1]);
        if (IsFixed(left) == IsFixed(right))
        {
            Refuse(term, $"one side must be a constant; {Rules}");
            return null;
        }

        var (field, fixedSide) = IsFixed(left) ? (right, left) : (left, right);
        var constant = Evaluate(fixedSide);
        if (constant.Failure is { } failure)
        {
            faults.Add(failure);
            return null;
        }

        return (field, constant, field == right);
    }

    private RowTest Of(Term term, Func<RowField, RowTest> test) =>
        term switch
        {
            FieldTerm field => Named(term, field) is { } name ? test(new RowField(name)) : Refused,
            SelectTerm select => Key(term, select.Parts[0], select.Field, test),
            _ => Refuse(term, Rules),
        };

    private RowTest Key(Term at, Term map, string key, Func<RowField, RowTest> test) =>
        map is not FieldTerm field ? Refuse(at, Rules)
        : Named(at, field) is { } name ? test(new RowField(name, key))
        : Refused;

    private string? Named(Term at, FieldTerm field)
    {
        if (field.Root == Root.Account)
        {
            return AccountName().Name;
        }

        var name = scope.Lead!.Fields[field.Slot].Name;
        _fields.Add(name);
        if (refuse(name) is not { } why)
        {
            return name;
        }

        Refuse(at, why);
        return null;
    }

    // The one field of it that rows have.
    private RowField AccountName()
    {
        _fields.Add(RowField.AccountName);
        return new RowField(RowField.AccountName);
    }

    private RowTest Refuse(Term term, string message)
    {
        faults.Add(
            places.TryGetValue(term, out var place) ? place.Source.FaultAt(place.At, message) : new(1, 1, message)
        );
        return Refused;
    }

    private Value Evaluate(Term term)
    {
        var frame = new Frame(new ConditionInput { Now = now }, locals);
        return term.Evaluate(ref frame);
    }

    private static RowTest Unless(bool negated, RowTest test) => negated ? new NotOf(test) : test;

    private static bool? Truth(Value value) =>
        value.Kind == ValueKind.Bool ? value.IsTrue
        : value.IsNull ? false
        : null;

    private static bool CanCompare(Value constant) =>
        constant.Kind is not (ValueKind.List or ValueKind.Map or ValueKind.Duration);

    private static bool IsFixed(Term term) =>
        term is not (FieldTerm or OpenTerm or AccountKnownTerm) && Array.TrueForAll(term.Parts, IsFixed);
}
