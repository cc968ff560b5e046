using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Server.Http;
using NodaTime;
using NodaTime.Text;

namespace Baton.Server.Leads;

/// <summary>
/// The body of an action: takes the keys that the action knows and reports all that is wrong at once, keys that nobody
/// took included.
/// </summary>
internal sealed class ActionBody(List<KeyValuePair<string, Value>> fields)
{
    private const int LongestText = 1_000;

    private readonly List<ProblemError> _errors = [];
    private readonly List<string> _known = [];

    /// <summary>A text that must be there.</summary>
    /// <param name="missing">What to say where it is not; null = just that.</param>
    public string Text(string key, string? missing = null)
    {
        if (OptionalText(key) is { } text)
        {
            return text;
        }

        if (_errors.TrueForAll(e => e.Path != key))
        {
            _errors.Add(new ProblemError(key, "missing", missing ?? $"'{key}' is missing"));
        }

        return "";
    }

    public string? OptionalText(string key) => LongText(key, LongestText);

    public string? LongText(string key, int longest)
    {
        var value = Take(key);
        if (value.IsNull || value.TextOrNull is { Length: > 0 } text && text.Length <= longest)
        {
            return value.TextOrNull;
        }

        WrongType(key, $"a text of 1 to {longest} characters");
        return null;
    }

    /// <summary>One of these words; absent = the last of them.</summary>
    public string Word(string key, ImmutableArray<string> words)
    {
        var given = OptionalText(key);
        if (given is not null && !words.Contains(given))
        {
            var known = string.Join(", ", words);
            Fault(key, "unknown_word", $"unknown {key} '{given}'; known: {known}");
        }

        return given ?? words[^1];
    }

    public ImmutableArray<string> Texts(string key)
    {
        var value = Take(key);
        if (value.Kind == ValueKind.List && value.AsList().All(v => v.TextOrNull is { Length: > 0 and <= LongestText }))
        {
            return [.. value.AsList().Select(v => v.TextOrNull!)];
        }

        if (!value.IsNull)
        {
            WrongType(key, "a list of texts");
        }

        return [];
    }

    /// <summary>Whether it is said at all, be it null.</summary>
    public bool Has(string key) => fields.Exists(f => f.Key == key);

    /// <summary>Whatever stands there; null = nothing.</summary>
    public Value Any(string key) => Take(key);

    public void Faults(IEnumerable<ProblemError> errors) => _errors.AddRange(errors);

    public void Fault(string path, string code, string message) => _errors.Add(new ProblemError(path, code, message));

    /// <summary>As <see cref="Truth"/>, absent = false.</summary>
    public bool OptionalTruth(string key) =>
        fields.Exists(f => f.Key == key && !f.Value.IsNull) ? Truth(key) : Take(key).IsTrue;

    public bool Truth(string key)
    {
        var value = Take(key);
        if (value.IsNull)
        {
            Fault(key, "missing", $"'{key}' is missing: true or false");
        }
        else if (value.Kind != ValueKind.Bool)
        {
            WrongType(key, "true or false");
        }

        return value.IsTrue;
    }

    public decimal? Number(string key)
    {
        var value = Take(key);
        if (value.IsNull)
        {
            return null;
        }

        if (value.IsNumber && Math.Abs(value.AsNumber()) < 1e15)
        {
            return value.Kind == ValueKind.Int ? value.AsInt() : (decimal)value.AsNumber();
        }

        WrongType(key, "a number");
        return null;
    }

    /// <summary>Null where it is not given.</summary>
    public Instant? Time(string key)
    {
        var value = Take(key);
        if (value.IsNull)
        {
            return null;
        }

        if (value.TextOrNull is { } text && OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } read)
        {
            return read.Value.ToInstant();
        }

        WrongType(key, "a time such as 2026-01-31T09:30:00Z");
        return null;
    }

    /// <summary>A short text, a number, true or false; null where it is not given.</summary>
    public Value Scalar(string key)
    {
        var value = Take(key);
        if (
            value.IsNull
            || value.IsNumber
            || value.Kind == ValueKind.Bool
            || value.TextOrNull is { Length: > 0 and <= LongestText }
        )
        {
            return value;
        }

        WrongType(key, $"a text of 1 to {LongestText} characters, a number, true or false");
        return Value.Null;
    }

    public ImmutableArray<KeyValuePair<string, Value>> Map(string key, bool isNeeded = true)
    {
        var value = Take(key);
        if (value.IsNull && !isNeeded)
        {
            return [];
        }

        if (value.Kind == ValueKind.Map)
        {
            return [.. value.AsMap()];
        }

        WrongType(key, "a map of names to values");
        return [];
    }

    /// <summary>The problem, null = none. To be asked last.</summary>
    public Problem? Problem()
    {
        var unknown = fields.Select(f => f.Key).Except(_known);
        _errors.AddRange(
            unknown.Select(k => new ProblemError(k, "unknown_key", $"unknown key '{k}'{NearestWord.Hint(k, _known)}"))
        );
        return _errors.Count == 0 ? null : Http.Problem.Invalid([.. _errors]);
    }

    private Value Take(string key)
    {
        _known.Add(key);
        var found = fields.FindAll(f => f.Key == key);
        if (found.Count > 1)
        {
            _errors.Add(new ProblemError(key, "repeated", $"'{key}' is given twice"));
        }

        return found.Count == 0 ? Value.Null : found[0].Value;
    }

    private void WrongType(string key, string needed) =>
        _errors.Add(new ProblemError(key, "wrong_type", $"'{key}' must be {needed}"));
}
