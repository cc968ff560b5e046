using Baton.Engine.Conditions.Parsing;
using Baton.Engine.Conditions.Terms;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Engine.Conditions.Binding;

internal sealed partial class Binder
{
    private static readonly string[] _conversions = ["int", "double", "string", "bool", "timestamp", "duration"];
    private static readonly string[] _globals = ["has", "open", .. _conversions];
    private static readonly string[] _either = ["size", "matches"];
    private static readonly string[] _macros = ["all", "exists", "exists_one", "filter", "map"];
    private static readonly string[] _texts = ["startsWith", "endsWith", "contains"];
    private static readonly string[] _timeParts = [.. Enum.GetNames<TimePart>().Select(n => "get" + n)];
    private static readonly string[] _members = [.. _macros, .. _texts, .. _timeParts];

    private Term BindCall(CallSyntax call)
    {
        if (_either.Contains(call.Name))
        {
            return call.Name == "size" ? BindSize(call) : BindMatches(call);
        }

        if (_globals.Contains(call.Name))
        {
            return call.Target is null
                ? BindGlobal(call)
                : BrokenCall(call, $"{call.Name} stands before its value: {call.Name}(..)");
        }

        if (_members.Contains(call.Name))
        {
            return call.Target is null
                ? BrokenCall(call, $"{call.Name} stands behind its value: x.{call.Name}(..)")
                : BindMember(call, call.Target);
        }

        string[] known = [.. _globals, .. _either, .. _members];
        return BrokenCall(call, $"unknown function '{call.Name}'{NearestWord.Hint(call.Name, known)}");
    }

    // What the call is made of is bound all the same, for the faults in it; a macro's variable would be unknown there.
    private BrokenTerm BrokenCall(CallSyntax call, string message)
    {
        Fault(call.At, message);
        if (call.Target is { } target && RecordOf(target) is null)
        {
            Bind(target);
        }

        return new BrokenTerm();
    }

    private Term BindGlobal(CallSyntax call) =>
        call.Name switch
        {
            "has" => BindHas(call),
            "open" => BindOpen(call),
            _ => BindConversion(call),
        };

    private Term BindMember(CallSyntax call, Syntax target) =>
        _macros.Contains(call.Name) ? BindMacro(call, target)
        : _texts.Contains(call.Name) ? BindTextFunction(call, target)
        : BindTimePart(call, target);

    private Term BindOpen(CallSyntax call)
    {
        if (call.Arguments is not [LiteralSyntax { Value.Kind: ValueKind.String } literal])
        {
            return Broken(call.At, "open() needs the name of a calendar in quotes");
        }

        var name = literal.Value.AsString();
        if (!_scope.Calendars.Contains(name))
        {
            if (_scope.Unread.Calendars(name))
            {
                return new BrokenTerm();
            }

            return Broken(literal.At, $"unknown calendar '{name}'{NearestWord.Hint(name, _scope.Calendars)}");
        }

        Calendars.Add(name);
        return new OpenTerm(name);
    }

    private bool Takes(CallSyntax call, int least, int most)
    {
        var count = call.Arguments.Length;
        if (count >= least && count <= most)
        {
            return true;
        }

        var range = least == most ? $"{least}" : $"{least} or {most}";
        Fault(call.At, $"{call.Name} takes {range} argument{(most == 1 ? "" : "s")}, not {count}");
        return false;
    }

    private Term BindConversion(CallSyntax call)
    {
        if (!Takes(call, 1, 1))
        {
            return new BrokenTerm();
        }

        var operand = Bind(call.Arguments[0]);
        var (kind, function, from) = Conversion(call.Name);
        if (!Kinds.May(operand.Kind, from))
        {
            return Broken(call.Arguments[0].Start, $"{Kinds.Name(operand.Kind)} cannot become {call.Name}");
        }

        var term = Folded(new UnaryTerm(kind, operand, Value.Null, function, At(call)));
        if (term is UnaryTerm && operand is ConstantTerm { Value: { Kind: ValueKind.String } text })
        {
            return Broken(call.Arguments[0].Start, $"'{text}' is no {call.Name}{Example(call.Name)}");
        }

        return term;
    }

    private static string Example(string name) =>
        name switch
        {
            "timestamp" => "; write it as 2026-05-15T03:29:00Z",
            "duration" => "; write it as 1h30m, with the units h, m, s, ms, us and ns",
            _ => "",
        };

    private static (FieldKind Kind, UnaryFunction Function, FieldKind[] From) Conversion(string name) =>
        name switch
        {
            "int" => (
                FieldKind.Integer,
                Conversions.ToInt,
                [FieldKind.Integer, FieldKind.Number, FieldKind.String, FieldKind.Timestamp]
            ),
            "double" => (
                FieldKind.Number,
                Conversions.ToDouble,
                [FieldKind.Integer, FieldKind.Number, FieldKind.String]
            ),
            "bool" => (FieldKind.Bool, Conversions.ToBool, [FieldKind.Bool, FieldKind.String]),
            "timestamp" => (
                FieldKind.Timestamp,
                Conversions.ToTimestamp,
                [FieldKind.Timestamp, FieldKind.Integer, FieldKind.Number, FieldKind.String]
            ),
            "duration" => (FieldKind.Duration, Conversions.ToDuration, [FieldKind.Duration, FieldKind.String]),
            _ => (
                FieldKind.String,
                Conversions.ToText,
                [
                    FieldKind.String,
                    FieldKind.Bool,
                    FieldKind.Integer,
                    FieldKind.Number,
                    FieldKind.Timestamp,
                    FieldKind.Duration,
                ]
            ),
        };

    // size(x) and x.size() are one function; so are matches(x, p) and x.matches(p).
    private static CallSyntax AsGlobal(CallSyntax call) =>
        call.Target is null ? call : call with { Target = null, Arguments = [call.Target, .. call.Arguments] };

    private Term BindSize(CallSyntax call)
    {
        var global = AsGlobal(call);
        if (global.Arguments.Length != 1)
        {
            return BrokenCall(call, "size takes one value: size(x) or x.size()");
        }

        var operand = Bind(global.Arguments[0]);
        return Kinds.May(operand.Kind, FieldKind.String, FieldKind.List, FieldKind.Map)
            ? Folded(new UnaryTerm(FieldKind.Integer, operand, Value.Of(0L), Collections.Size, At(call)))
            : Broken(call.At, $"{Kinds.Name(operand.Kind)} has no size");
    }

    private Term BindMatches(CallSyntax call)
    {
        var global = AsGlobal(call);
        if (global.Arguments is not [var subject, LiteralSyntax { Value.Kind: ValueKind.String } literal])
        {
            return BrokenCall(call, "matches needs its pattern in quotes: x.matches(\"^A\")");
        }

        var text = Bind(subject);
        if (!Kinds.May(text.Kind, FieldKind.String))
        {
            return Broken(call.At, $"matches needs text, not {Kinds.Name(text.Kind)}");
        }

        return Pattern.Compile(literal.Value.AsString(), out var fault) is { } pattern
            ? Folded(new MatchesTerm(text, pattern, At(call)))
            : Broken(literal.At, $"bad pattern: {fault}");
    }

    private Term BindTextFunction(CallSyntax call, Syntax target)
    {
        if (!Takes(call, 1, 1))
        {
            return new BrokenTerm();
        }

        var (text, part) = (Bind(target), Bind(call.Arguments[0]));
        foreach (var operand in new[] { text, part })
        {
            if (!Kinds.May(operand.Kind, FieldKind.String))
            {
                return Broken(call.At, $"{call.Name} needs text, not {Kinds.Name(operand.Kind)}");
            }
        }

        BinaryFunction function = call.Name switch
        {
            "startsWith" => TextFunctions.StartsWith,
            "endsWith" => TextFunctions.EndsWith,
            _ => TextFunctions.Contains,
        };
        return Folded(
            new BinaryTerm(FieldKind.Bool, text, part, Value.False, function, At(call)) { Symbol = call.Name }
        );
    }

    private Term BindTimePart(CallSyntax call, Syntax target)
    {
        if (!Takes(call, 0, 1))
        {
            return new BrokenTerm();
        }

        var part = Enum.Parse<TimePart>(call.Name.AsSpan(3));
        var time = Bind(target);
        var zone = call.Arguments is [var argument] ? Bind(argument) : null;
        if (!Kinds.May(time.Kind, FieldKind.Timestamp, FieldKind.Duration))
        {
            return Broken(call.At, $"{call.Name} needs a timestamp or a duration, not {Kinds.Name(time.Kind)}");
        }

        if (zone is not null && !Kinds.May(zone.Kind, FieldKind.String))
        {
            return Broken(call.Arguments[0].Start, $"a time zone is text, not {Kinds.Name(zone.Kind)}");
        }

        DateTimeZone? known = null;
        if (zone is ConstantTerm { Value.TextOrNull: { } name })
        {
            known = Zones.Find(name);
            if (known is null)
            {
                return Broken(
                    call.Arguments[0].Start,
                    $"unknown time zone '{name}'{NearestWord.Hint(name, Zones.Names)}"
                );
            }
        }

        return Folded(new TimePartTerm(time, zone, known, part, At(call)));
    }

    private Term BindMacro(CallSyntax call, Syntax target)
    {
        if (!Takes(call, 2, call.Name == "map" ? 3 : 2))
        {
            return new BrokenTerm();
        }

        var range = Bind(target);
        if (!Kinds.May(range.Kind, FieldKind.List, FieldKind.Map))
        {
            return Broken(call.At, $"{call.Name} needs a list or a map, not {Kinds.Name(range.Kind)}");
        }

        if (call.Arguments[0] is not NameSyntax variable)
        {
            return Broken(call.Arguments[0].Start, $"the first argument of {call.Name} is the name of its variable");
        }

        var slot = LocalCount++;
        _locals.Add((variable.Name, slot));
        var bodies = call.Arguments.Skip(1).Select(Bind).ToArray();
        _locals.RemoveAt(_locals.Count - 1);
        if (call.Name != "map" || bodies.Length == 2)
        {
            CheckBool(bodies[0], call.Arguments[1], call.Name);
        }

        return MacroTerm(call, range, slot, bodies);
    }

    private Term MacroTerm(CallSyntax call, Term range, int slot, Term[] bodies) =>
        call.Name switch
        {
            "all" => new QuantifierTerm(Quantifier.All, range, slot, bodies[0], At(call)),
            "exists" => new QuantifierTerm(Quantifier.Exists, range, slot, bodies[0], At(call)),
            "exists_one" => new QuantifierTerm(Quantifier.ExistsOne, range, slot, bodies[0], At(call)),
            "filter" => new CollectTerm(range, slot, bodies[0], null, At(call)),
            _ => new CollectTerm(range, slot, bodies.Length == 2 ? bodies[0] : null, bodies[^1], At(call)),
        };
}
