using System.Collections.Immutable;
using Baton.Engine.Conditions.Parsing;
using Baton.Engine.Conditions.Terms;

namespace Baton.Engine.Conditions.Binding;

/// <summary>
/// Gives the names of one expression their meaning, checks what can be checked before there is a lead, and makes the
/// terms. It goes on after a fault, so that all are reported at once.
/// </summary>
internal sealed partial class Binder
{
    /// <summary>How deeply an expression may nest once its named conditions are put in.</summary>
    private const int MaxLevel = 250;

    private readonly ConditionScope _scope;
    private readonly ICollection<ConditionFault> _faults;
    private readonly Dictionary<string, Term> _named = new(StringComparer.Ordinal);
    private readonly List<string> _naming = [];
    private readonly Dictionary<Term, Place>? _places;
    private List<(string Name, int Slot)> _locals = [];
    private SourceText _source;
    private int _level;

    /// <param name="places">Where to note the place of each term; null = nobody asks.</param>
    public Binder(
        ConditionScope scope,
        SourceText source,
        ICollection<ConditionFault> faults,
        Dictionary<Term, Place>? places = null
    )
    {
        _places = places;
        _scope = scope;
        _source = source;
        _faults = faults;
    }

    public SortedSet<int> LeadSlots { get; } = [];

    public SortedSet<int> RepSlots { get; } = [];

    public SortedSet<string> Calendars { get; } = new(StringComparer.Ordinal);

    public bool ReadsAccount { get; private set; }

    public bool ReadsNow { get; private set; }

    /// <summary>How many variables of macros an evaluation must hold: each macro has its own.</summary>
    public int LocalCount { get; private set; }

    public Term Bind(Syntax syntax)
    {
        if (++_level > MaxLevel)
        {
            _level--;
            return Broken(syntax.At, TooDeep);
        }

        var term = syntax switch
        {
            LiteralSyntax literal => new ConstantTerm(literal.Value),
            NameSyntax name => BindName(name),
            SelectSyntax select => BindSelect(select),
            IndexSyntax index => BindIndex(index),
            CallSyntax call => BindCall(call),
            UnarySyntax unary => BindUnary(unary),
            BinarySyntax binary => BindBinary(binary),
            ChainSyntax chain => BindChain(chain),
            ChoiceSyntax choice => BindChoice(choice),
            ListSyntax list => Folded(new ListTerm(BindAll(list.Items))),
            MapSyntax map => BindMap(map),
            _ => throw new InvalidOperationException($"no such syntax: {syntax.GetType().Name}"),
        };
        _level--;
        _places?.TryAdd(term, At(syntax));
        return term;
    }

    private static string TooDeep =>
        $"the expression nests more than {MaxLevel} deep once its named conditions are put in";

    private Term[] BindAll(ImmutableArray<Syntax> items) => [.. items.Select(Bind)];

    private Term BindMap(MapSyntax map)
    {
        var keys = BindAll(map.Keys);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            if (!Kinds.May(keys[i].Kind, FieldKind.String) || IsNull(keys[i]))
            {
                Fault(map.Keys[i].Start, $"the keys of a map are texts, not {Kinds.Name(keys[i].Kind)}");
            }
            else if (keys[i] is ConstantTerm key && !seen.Add(key.Value.AsString()))
            {
                Fault(map.Keys[i].Start, $"the map has the key '{key.Value}' twice");
            }
        }

        return Folded(new MapTerm(keys, BindAll(map.Values), At(map)));
    }

    private Term BindIndex(IndexSyntax syntax)
    {
        var target = Bind(syntax.Target);
        var index = Bind(syntax.Index);
        if (!Kinds.May(target.Kind, FieldKind.List, FieldKind.Map))
        {
            return Broken(syntax.At, $"{Kinds.Name(target.Kind)} has no items; [..] needs a list or a map");
        }

        if (target.Kind == FieldKind.Map && !Kinds.May(index.Kind, FieldKind.String))
        {
            return Broken(syntax.At, $"a map has text keys; {Kinds.Name(index.Kind)} is none");
        }

        if (target.Kind == FieldKind.List && !Kinds.May(index.Kind, FieldKind.Integer, FieldKind.Number))
        {
            return Broken(syntax.At, $"the items of a list are numbered; {Kinds.Name(index.Kind)} is no number");
        }

        return Folded(new BinaryTerm(FieldKind.Any, target, index, Value.Null, Collections.Index, At(syntax)));
    }

    // A term over constants alone is computed once, here; one that fails is left to fail at evaluation, as CEL has it.
    private static Term Folded(Term term)
    {
        if (Array.Exists(term.Parts, p => p is not ConstantTerm))
        {
            return term;
        }

        var frame = new Frame(default, locals: 0);
        var value = term.Evaluate(ref frame);
        return value.IsFailed ? term : new ConstantTerm(value);
    }

    private static bool IsNull(Term term) => term is ConstantTerm { Value.IsNull: true };

    private Place At(Syntax syntax) => new(_source, syntax.At);

    private void Fault(int at, string message) => _faults.Add(_source.FaultAt(at, message));

    private BrokenTerm Broken(int at, string message)
    {
        Fault(at, message);
        return new BrokenTerm();
    }
}
