using System.Collections.Immutable;
using System.Globalization;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Cli.Scenarios;

/// <summary>
/// Reads one map of a scenario. Every key that is asked for is known; <see cref="Close"/> reports the others. What does
/// not read is reported once and taken as absent, so that one run names every fault.
/// </summary>
internal sealed class StrictMap(MapNode map, string path, ICollection<Fault> faults)
{
    private readonly List<string> _known = [];

    public Position At => map.At;

    public Node? Node(string key)
    {
        _known.Add(key);
        return map[key];
    }

    /// <summary>The place of a key, of the map where it is absent.</summary>
    public Position PlaceOf(string key) => map.Entries.FirstOrDefault(e => e.Key == key)?.KeyAt ?? map.At;

    public string? Text(string key) => Scalar(key, "a text", s => s.Text);

    public string NeededText(string key)
    {
        var text = Text(key);
        if (text is null && Node(key) is null or ScalarNode { IsNull: true })
        {
            Fault(map.At, $"'{key}' is missing", "missing");
        }

        return text ?? "";
    }

    public bool? Flag(string key) =>
        Scalar<bool?>(
            key,
            "true or false",
            s =>
                s.Quoted
                    ? null
                    : s.Text switch
                    {
                        "true" => true,
                        "false" => false,
                        _ => null,
                    }
        );

    public int? Whole(string key) => Scalar(key, "a whole number", ReadWhole);

    public decimal? Number(string key) => Scalar(key, "a number", ReadNumber);

    public Duration? Span(string key) =>
        Scalar(
            key,
            "a span such as 15m or 1d",
            s => DurationText.TryParse(s.Text, out var span) ? span : (Duration?)null
        );

    public Instant? Instant(string key) =>
        Scalar(key, "a time with its offset, such as 2026-01-05T09:00:00Z", s => ScenarioTime.ReadInstant(s.Text));

    public MapNode? Map(string key)
    {
        switch (Node(key))
        {
            case null or ScalarNode { IsNull: true }:
                return null;
            case MapNode child:
                return child;
            case var other:
                WrongType(key, other.At, "a map");
                return null;
        }
    }

    public StrictMap? Child(string key) => Map(key) is { } child ? Inner(child, key) : null;

    /// <summary>A map below this one, at <paramref name="name"/>.</summary>
    public StrictMap Inner(MapNode child, string name) => new(child, path == "" ? name : $"{path}.{name}", faults);

    /// <summary>A list of scalars, or one scalar alone; null elements stay null.</summary>
    public ImmutableArray<string?>? Texts(string key) =>
        Node(key) switch
        {
            null => null,
            ScalarNode { IsNull: true } => [],
            { } node => Texts(key, node),
        };

    public ImmutableArray<KeyValuePair<string, T>>? MapOf<T>(string key, string what, Func<ScalarNode, T?> read)
        where T : struct => MapOfNodes(key, what, node => node is ScalarNode s ? read(s) : null);

    public ImmutableArray<KeyValuePair<string, T>>? MapOfNodes<T>(string key, string what, Func<Node, T?> read)
        where T : struct
    {
        if (Map(key) is not { } child)
        {
            return null;
        }

        var items = ImmutableArray.CreateBuilder<KeyValuePair<string, T>>(child.Entries.Length);
        foreach (var entry in child.Entries)
        {
            if (read(entry.Value) is { } value)
            {
                items.Add(new(entry.Key, value));
            }
            else
            {
                WrongType($"{key}.{entry.Key}", entry.Value.At, what);
            }
        }

        return items.ToImmutable();
    }

    public void Fault(Position at, string message, string code = "invalid") =>
        faults.Add(new Fault(path, at, message) { Code = code });

    /// <summary>Reports every key that nobody asked for.</summary>
    public void Close()
    {
        foreach (var entry in map.Entries)
        {
            if (!_known.Contains(entry.Key))
            {
                var known = _known.Distinct().ToList();
                Fault(entry.KeyAt, $"unknown key '{entry.Key}'{NearestWord.Hint(entry.Key, known)}", "unknown_key");
            }
        }
    }

    public static int? ReadWhole(ScalarNode scalar) =>
        int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;

    public static decimal? ReadNumber(ScalarNode scalar) =>
        decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : null;

    private ImmutableArray<string?>? Texts(string key, Node node)
    {
        ImmutableArray<Node> items = node is ListNode list ? list.Items : [node];
        if (items.FirstOrDefault(i => i is not ScalarNode) is { } odd)
        {
            WrongType(key, odd.At, "a list of texts");
            return null;
        }

        return [.. items.Cast<ScalarNode>().Select(s => s.IsNull ? null : s.Text)];
    }

    private T? Scalar<T>(string key, string what, Func<ScalarNode, T?> read)
    {
        switch (Node(key))
        {
            case null or ScalarNode { IsNull: true }:
                return default;
            case ScalarNode scalar when read(scalar) is { } value:
                return value;
            case var other:
                WrongType(key, other.At, what);
                return default;
        }
    }

    private void WrongType(string key, Position at, string what) => Fault(at, $"'{key}' is not {what}", "wrong_type");
}
