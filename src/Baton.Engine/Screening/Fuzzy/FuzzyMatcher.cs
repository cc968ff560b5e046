using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;

namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// Says how probable it is that two leads are one person, from the fields that a policy names. Each field adds its weight
/// (see <see cref="FieldWeight"/>), a missing one nothing, and the sum is read as log-odds. Immutable and safe to share;
/// the same fields give the same score at any time.
/// </summary>
public sealed class FuzzyMatcher
{
    // With other first names and nothing that one person alone has, the two may be a couple or colleagues: all they share
    // comes from one home or office, so that adding it up would count it many times. A person must decide (8 to 9).
    private const double MostForHousehold = 3;

    private readonly ImmutableArray<FuzzyField> _fields;
    private readonly bool _hasFullName;
    private readonly bool _hasFirst;
    private readonly bool _hasLast;

    private FuzzyMatcher(ImmutableArray<FuzzyField> fields)
    {
        _fields = fields;
        _hasFullName = fields.Any(f => f.Kind == FuzzyKind.FullName);
        _hasFirst = _hasFullName || fields.Any(f => f.Kind == FuzzyKind.FirstName);
        _hasLast = _hasFullName || fields.Any(f => f.Kind == FuzzyKind.LastName);
    }

    internal ImmutableArray<FuzzyField> Fields => _fields;

    /// <summary>
    /// Compares these fields; names that the schema lacks are passed over. <c>name</c> is compared as first and last name,
    /// and stands for <c>first_name</c> and <c>last_name</c> where those are named too.
    /// </summary>
    public static FuzzyMatcher Of(IEnumerable<string> fields, LeadSchema schema)
    {
        var known = fields
            .Distinct(StringComparer.Ordinal)
            .Select(name => schema.SlotOf(name))
            .Where(slot => slot >= 0)
            .Select(slot => FuzzyField.Of(schema.Fields[slot]))
            .ToImmutableArray();
        var whole = known.Any(f => f.Kind == FuzzyKind.FullName);
        return new FuzzyMatcher([
            .. known.Where(f => !whole || f.Kind is not (FuzzyKind.FirstName or FuzzyKind.LastName)),
        ]);
    }

    /// <summary>The compared form of a lead whose fields are looked up by name; null values are missing.</summary>
    public FuzzyRecord Prepare(Func<string, Value> field)
    {
        var texts = new string?[_fields.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            var (name, kind) = _fields[i];
            texts[i] = IsName(kind) ? null : FuzzyText.Of(kind, field(name));
        }

        var (first, last) = NamesOf(field);
        return new FuzzyRecord(
            texts,
            _hasFirst ? FuzzyText.Folded(first) : null,
            _hasLast ? FuzzyText.Folded(last) : null
        );
    }

    /// <summary>Symmetric: the order of the two makes no difference.</summary>
    public FuzzyLikeness Compare(FuzzyRecord left, FuzzyRecord right)
    {
        var names = PersonLikeness.Of(left, right);
        var evidence = ImmutableArray.CreateBuilder<FieldEvidence>(_fields.Length);
        var bits = FieldWeight.Prior + names.Bits;
        var isOnePersons = false;
        for (var i = 0; i < _fields.Length; i++)
        {
            var (name, kind) = _fields[i];
            if (IsName(kind))
            {
                Add(evidence, name, names.Part(kind));
            }
            else if (left.Texts[i] is { } one && right.Texts[i] is { } other)
            {
                var likeness = FieldLikeness.Of(kind, one, other);
                var weight = FieldWeight.For(kind).Of(likeness);
                bits += weight;
                isOnePersons |= kind is FuzzyKind.Email or FuzzyKind.Date && weight > 0;
                Add(evidence, name, (likeness, weight));
            }
        }

        return new FuzzyLikeness(
            Score(names.IsOtherFirst && !isOnePersons ? Math.Min(bits, MostForHousehold) : bits),
            evidence.DrainToImmutable()
        );
    }

    private (string? First, string? Last) NamesOf(Func<string, Value> field)
    {
        if (!_hasFirst && !_hasLast)
        {
            return default;
        }

        var (first, last) = (field("first_name").TextOrNull, field("last_name").TextOrNull);
        return first is null && last is null && _hasFullName && field("name").TextOrNull is { } name
            ? PersonName.Split(name)
            : (first, last);
    }

    private static bool IsName(FuzzyKind kind) =>
        kind is FuzzyKind.FullName or FuzzyKind.FirstName or FuzzyKind.LastName;

    private static void Add(
        ImmutableArray<FieldEvidence>.Builder evidence,
        string name,
        (double Likeness, double Bits)? said
    )
    {
        if (said is var (likeness, bits))
        {
            evidence.Add(new FieldEvidence(name, Math.Round((decimal)likeness, 2), Math.Round((decimal)bits, 1)));
        }
    }

    private static decimal Score(double bits) => Math.Round((decimal)(1 / (1 + Math.Pow(2, -bits))), 4);
}
