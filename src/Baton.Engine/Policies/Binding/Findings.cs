namespace Baton.Engine.Policies.Binding;

/// <summary>What a name in the workspace file may stand for.</summary>
internal enum Kind
{
    Calendar,
    Rep,
    Team,
    Territory,
    Pool,
    Queue,
    Rule,
    Field,
    Account,

    /// <summary>A rep's id or a user's e-mail.</summary>
    Manager,
}

/// <summary>
/// What one reading of a document has found so far: its faults, the names it declares and the names it refers to.
/// References are settled at the end, since a document may use a name before it declares it.
/// </summary>
internal sealed class Findings
{
    private readonly Dictionary<Kind, Dictionary<string, Position>> _declared = [];
    private readonly List<Reference> _references = [];

    public List<Fault> Faults { get; } = [];

    /// <summary>The paths at which something is at fault, for <see cref="Gaps"/>.</summary>
    public HashSet<string> Unread { get; } = new(StringComparer.Ordinal);

    /// <summary>Kinds whose names are not all known yet (a table that was not read): references to them pass.</summary>
    public HashSet<Kind> Open { get; } = [];

    public IReadOnlyCollection<string> Names(Kind kind) => Declared(kind).Keys;

    /// <summary>Declares a name; a second declaration of the same kind is a fault.</summary>
    public void Declare(Kind kind, string name, Position at, Place place)
    {
        if (!Declared(kind).TryAdd(name, at))
        {
            var first = Declared(kind)[name];
            var where = first == Position.None ? "" : $" at {first}";
            place.Fault(at, "duplicate", $"{Word(kind)} '{name}' is already declared{where}; ids must be unique");
        }
    }

    /// <summary>Makes a name known that the document need not declare.</summary>
    public void Know(Kind kind, string name) => Declared(kind).TryAdd(name, Position.None);

    public void Refer(Kind kind, string name, Position at, Place place) => _references.Add(new(kind, name, at, place));

    /// <summary>Reports every reference to something that is not there.</summary>
    public void Settle()
    {
        foreach (var (kind, name, at, place) in _references)
        {
            var lookup = kind == Kind.Manager ? Kind.Rep : kind;
            var isMail = kind == Kind.Manager && name.Contains('@', StringComparison.Ordinal);
            if (!isMail && !Open.Contains(lookup) && !Declared(lookup).ContainsKey(name))
            {
                place.Fault(at, "dangling", $"no {Word(kind)} '{name}'{NearestWord.Hint(name, Names(lookup))}");
            }
        }
    }

    public static string Word(Kind kind) =>
        kind switch
        {
            Kind.Field => "lead field",
            Kind.Manager => "rep or user",
            _ => kind.ToString().ToLowerInvariant(),
        };

    private Dictionary<string, Position> Declared(Kind kind)
    {
        if (!_declared.TryGetValue(kind, out var names))
        {
            _declared[kind] = names = new Dictionary<string, Position>(StringComparer.Ordinal);
        }

        return names;
    }

    private readonly record struct Reference(Kind Kind, string Name, Position At, Place Place);
}
