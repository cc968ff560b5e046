using Baton.Engine.Conditions.Parsing;
using Baton.Engine.Conditions.Terms;
using Baton.Engine.Policies;

namespace Baton.Engine.Conditions.Binding;

internal sealed partial class Binder
{
    private Term BindName(NameSyntax name)
    {
        if (Local(name.Name) is { } local)
        {
            return local;
        }

        if (name.Name == "now" && _scope.Now)
        {
            ReadsNow = true;
            return new NowTerm();
        }

        if (Record(name.Name) is var (root, type))
        {
            return Broken(name.At, WholeRecord(root, type));
        }

        return _scope.Named.ContainsKey(name.Name) ? BindNamed(name)
            : _scope.Unread.Conditions(name.Name) ? new BrokenTerm()
            : Broken(name.At, $"unknown name '{name.Name}'{NearestWord.Hint(name.Name, KnownNames())}");
    }

    private static string WholeRecord(Root root, RecordType type)
    {
        var example = type.Count > 0 ? $", such as {type.Name}.{type.Fields[0].Name}" : "";
        return root == Root.Account
            ? $"account as a whole can only be compared with null; name a field of it{example}"
            : $"{type.Name} as a whole is no value; name a field of it{example}";
    }

    private List<string> KnownNames()
    {
        var roots = new[] { _scope.Lead, _scope.Rep, _scope.Account }.OfType<RecordType>().Select(r => r.Name);
        return [.. roots, .. _scope.Now ? (string[])["now"] : [], .. _locals.Select(l => l.Name), .. _scope.Named.Keys];
    }

    private LocalTerm? Local(string name)
    {
        var index = _locals.FindLastIndex(l => l.Name == name);
        return index < 0 ? null : new LocalTerm(_locals[index].Slot);
    }

    private (Root Root, RecordType Type)? Record(string name) =>
        _scope.Lead is { } lead && lead.Name == name ? (Root.Lead, lead)
        : _scope.Rep is { } rep && rep.Name == name ? (Root.Rep, rep)
        : _scope.Account is { } account && account.Name == name ? (Root.Account, account)
        : null;

    private (Root Root, RecordType Type)? RecordOf(Syntax syntax) =>
        syntax is NameSyntax name && Local(name.Name) is null ? Record(name.Name) : null;

    private Term BindSelect(SelectSyntax select)
    {
        if (RecordOf(select.Target) is var (root, type))
        {
            return BindField(root, type, select);
        }

        if (KeysOf(select.Target) is { } keys && !keys.Contains(select.Field))
        {
            return Broken(select.At, $"unknown field '{select.Field}'{NearestWord.Hint(select.Field, keys)}");
        }

        var target = Bind(select.Target);
        return Kinds.May(target.Kind, FieldKind.Map)
            ? Folded(new SelectTerm(target, select.Field, At(select)))
            : Broken(select.At, $"{Kinds.Name(target.Kind)} has no field '{select.Field}'");
    }

    // Of a map whose keys are all known a misspelt one is refused, as of a record.
    private IReadOnlyList<string>? KeysOf(Syntax map) =>
        map is SelectSyntax field
        && RecordOf(field.Target) is var (_, type)
        && type.SlotOf(field.Field) is >= 0 and var slot
            ? type.Fields[slot].Keys
            : null;

    private Term BindField(Root root, RecordType type, SelectSyntax select)
    {
        var slot = type.SlotOf(select.Field);
        if (slot < 0 && root == Root.Lead && _scope.Unread.Fields(select.Field))
        {
            return new BrokenTerm();
        }

        if (slot < 0)
        {
            var hint = NearestWord.Hint(select.Field, type.Fields.Select(f => f.Name));
            return Broken(select.At, $"unknown field '{select.Field}' of {type.Name}{hint}");
        }

        if (root == Root.Account)
        {
            ReadsAccount = true;
        }
        else
        {
            (root == Root.Lead ? LeadSlots : RepSlots).Add(slot);
        }

        return new FieldTerm(root, slot, type.Fields[slot].Kind);
    }

    private Term BindHas(CallSyntax call)
    {
        if (call.Arguments is not [SelectSyntax select])
        {
            return Broken(call.At, "has() asks for one field, such as has(lead.company)");
        }

        if (RecordOf(select.Target) is var (root, type))
        {
            return BindField(root, type, select) is FieldTerm field ? new HasFieldTerm(field) : new BrokenTerm();
        }

        var target = Bind(select.Target);
        return Kinds.May(target.Kind, FieldKind.Map)
            ? Folded(new HasKeyTerm(target, select.Field, At(select)))
            : Broken(select.At, $"{Kinds.Name(target.Kind)} has no field '{select.Field}'");
    }

    // The condition is compiled once and shared by all its uses; it sees none of the macro variables around them.
    private Term BindNamed(NameSyntax name)
    {
        if (_named.TryGetValue(name.Name, out var known))
        {
            return known.Depth + _level > MaxLevel ? Broken(name.At, TooDeep) : known;
        }

        if (_naming.Contains(name.Name))
        {
            var circle = _naming.SkipWhile(n => n != name.Name).Append(name.Name);
            return Broken(name.At, $"the condition '{name.Name}' refers to itself: {string.Join(" -> ", circle)}");
        }

        var outer = (_source, _locals);
        _source = new SourceText(_scope.Named[name.Name], name.Name, _source, name.At);
        _locals = [];
        _naming.Add(name.Name);
        var syntax = Parser.Parse(_source, out var fault);
        if (fault is not null)
        {
            _faults.Add(fault);
        }

        var term = syntax is null ? new BrokenTerm() : Bind(syntax);
        _naming.RemoveAt(_naming.Count - 1);
        (_source, _locals) = outer;
        _named[name.Name] = term;
        return term;
    }
}
