using Baton.Engine.Conditions.Parsing;
using Baton.Engine.Conditions.Terms;

namespace Baton.Engine.Conditions.Binding;

internal sealed partial class Binder
{
    private Term BindUnary(UnarySyntax unary)
    {
        var operand = Bind(unary.Operand);
        if (unary.Symbol == "!")
        {
            CheckBool(operand, unary.Operand, "!");
            return Folded(new NotTerm(operand, At(unary)));
        }

        if (!Kinds.May(operand.Kind, FieldKind.Integer, FieldKind.Number))
        {
            return Broken(unary.At, $"'-' cannot negate {Kinds.Name(operand.Kind)}");
        }

        return Folded(new UnaryTerm(operand.Kind, operand, Value.Null, Arithmetic.Negate, At(unary)));
    }

    private Term BindChain(ChainSyntax chain)
    {
        var isAnd = chain.Symbol == "&&";
        var parts = new List<Term>();
        foreach (var item in chain.Items)
        {
            var part = Bind(item);
            CheckBool(part, item, chain.Symbol);
            if (isAnd == part is AndTerm && part is AndTerm or OrTerm)
            {
                parts.AddRange(part.Parts);
            }
            else
            {
                parts.Add(part);
            }
        }

        // A constant true decides nothing in a conjunction and a constant false everything; the reverse in a disjunction.
        var decided = Value.Of(!isAnd);
        if (parts.Exists(p => p is ConstantTerm c && Counts(c.Value) == decided))
        {
            return new ConstantTerm(decided);
        }

        parts.RemoveAll(p => p is ConstantTerm { Value.Kind: ValueKind.Bool or ValueKind.Null });
        Term[] all = [.. parts];
        return all.Length == 0 ? new ConstantTerm(Value.Of(isAnd))
            : isAnd ? new AndTerm(all, At(chain))
            : new OrTerm(all, At(chain));
    }

    private static Value Counts(in Value value) => value.IsNull ? Value.False : value;

    private Term BindChoice(ChoiceSyntax choice)
    {
        var test = Bind(choice.Test);
        CheckBool(test, choice.Test, "?");
        var then = Bind(choice.Then);
        var otherwise = Bind(choice.Else);
        return test is ConstantTerm constant
            ? (constant.Value.IsTrue ? then : otherwise)
            : new ChoiceTerm(test, then, otherwise, At(choice));
    }

    private void CheckBool(Term operand, Syntax syntax, string symbol)
    {
        if (!Kinds.May(operand.Kind, FieldKind.Bool))
        {
            Fault(syntax.Start, $"'{symbol}' needs a bool, not {Kinds.Name(operand.Kind)}");
        }
    }

    private Term BindBinary(BinarySyntax binary) =>
        binary.Symbol switch
        {
            "==" or "!=" => BindEquality(binary),
            "in" => BindIn(binary),
            "<" or "<=" or ">" or ">=" => BindOrder(binary),
            _ => BindArithmetic(binary),
        };

    private Term BindEquality(BinarySyntax binary)
    {
        var negated = binary.Symbol == "!=";
        if (IsAccountAgainstNull(binary.Left, binary.Right) || IsAccountAgainstNull(binary.Right, binary.Left))
        {
            ReadsAccount = true;
            return new AccountKnownTerm(negated);
        }

        var (left, right) = (Bind(binary.Left), Bind(binary.Right));
        return (left, right) switch
        {
            (FieldTerm field, ConstantTerm constant) => new FieldEqualTerm(field, constant.Value, negated),
            (ConstantTerm constant, FieldTerm field) => new FieldEqualTerm(field, constant.Value, negated),
            _ => Folded(new EqualTerm(left, right, negated)),
        };
    }

    private bool IsAccountAgainstNull(Syntax record, Syntax other) =>
        RecordOf(record) is { Root: Root.Account } && other is LiteralSyntax { Value.IsNull: true };

    private Term BindIn(BinarySyntax binary)
    {
        var (item, collection) = (Bind(binary.Left), Bind(binary.Right));
        if (!Kinds.May(collection.Kind, FieldKind.List, FieldKind.Map))
        {
            return Broken(binary.At, $"'in' needs a list or a map on its right, not {Kinds.Name(collection.Kind)}");
        }

        return
            collection is ConstantTerm { Value.IsNull: false } constant
            && Macros.TryItems(constant.Value, out var members)
            ? Folded(new ConstantSetTerm(item, members))
            : Folded(new InTerm(item, collection, At(binary)));
    }

    private Term BindOrder(BinarySyntax binary)
    {
        var (left, right) = (Bind(binary.Left), Bind(binary.Right));
        if (!Kinds.MayBeOrdered(left.Kind, right.Kind))
        {
            return Broken(binary.At, $"'{binary.Symbol}' cannot compare {KnownName(left)} with {KnownName(right)}");
        }

        return (left, right) switch
        {
            (FieldTerm field, ConstantTerm { Value.IsNumber: true } number) => new FieldOrderTerm(
                field,
                binary.Symbol,
                number.Value,
                At(binary)
            ),
            (ConstantTerm { Value.IsNumber: true } number, FieldTerm field) => new FieldOrderTerm(
                field,
                Ordering.Mirror(binary.Symbol),
                number.Value,
                At(binary)
            ),
            _ => Folded(
                new BinaryTerm(FieldKind.Bool, left, right, Value.False, Ordering.Function(binary.Symbol), At(binary))
                {
                    Symbol = binary.Symbol,
                }
            ),
        };
    }

    private Term BindArithmetic(BinarySyntax binary)
    {
        var (left, right) = (Bind(binary.Left), Bind(binary.Right));
        return Kinds.OfArithmetic(binary.Symbol, left.Kind, right.Kind) is { } kind
            ? Folded(new BinaryTerm(kind, left, right, Value.Null, Arithmetic.Function(binary.Symbol), At(binary)))
            : Broken(binary.At, $"'{binary.Symbol}' cannot stand between {KnownName(left)} and {KnownName(right)}");
    }

    private static string KnownName(Term term) =>
        term.Kind == FieldKind.Any && !IsNull(term) ? "an unknown kind" : Kinds.Name(term.Kind);
}
