using System.Collections.Immutable;
using System.Reflection;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Screening;
using Baton.Engine.Screening.Fuzzy;
using NodaTime;

namespace Baton.Storage.Tests.Json;

/// <summary>
/// Events with every property filled, from a seed: found by reflection, so that a property added later is filled, and
/// missed by the tests where the journal forgets it.
/// </summary>
internal sealed class EventSamples(int seed)
{
    private static readonly string[] _texts =
    [
        "ana",
        "5",
        "",
        "a \"quoted\" näme\n",
        "日本",
        "$time",
        "true",
        "{}",
        "👋",
    ];
    private readonly Random _random = new(seed);
    private int _depth;

    public static ImmutableArray<Type> Types { get; } =
    [.. EventTypes.Names.Keys.OrderBy(t => t.Name, StringComparer.Ordinal)];

    public Event Make(Type type) => (Event)Record(type);

    private object Record(Type type)
    {
        var instance = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            property.SetValue(instance, Of(property.PropertyType, new NullabilityInfoContext().Create(property)));
        }

        return instance;
    }

    private object? Of(Type type, NullabilityInfo nullability)
    {
        var optional = nullability.WriteState == NullabilityState.Nullable;
        return optional && _random.Next(4) == 0 ? null : Of(Nullable.GetUnderlyingType(type) ?? type);
    }

    private object Of(Type type) =>
        type == typeof(string) ? Text()
        : type == typeof(long) ? Long()
        : type == typeof(int) ? _random.Next(int.MinValue, int.MaxValue)
        : type == typeof(bool) ? _random.Next(2) == 0
        : type == typeof(decimal)
            ? new decimal(_random.Next(), _random.Next(), 0, _random.Next(2) == 0, (byte)_random.Next(9))
        : type == typeof(Instant) ? Time()
        : type == typeof(FieldSet) ? Fields()
        : type == typeof(MapNode) ? Map()
        : type == typeof(ImmutableArray<string>) ? Many(Text)
        : type == typeof(ImmutableArray<int>) ? Many(() => _random.Next(100))
        : type == typeof(ImmutableArray<ScorePart>)
            ? Many(() => new ScorePart(Text(), (decimal)Of(typeof(decimal)), MaybeTime()))
        : type == typeof(ImmutableArray<AgedScore>)
            ? Many(() => new AgedScore(Long(), (decimal)Of(typeof(decimal)), _random.Next(2) == 0 ? null : Text()))
        : type == typeof(ImmutableArray<FieldEvidence>)
            ? Many(() => new FieldEvidence(Text(), (decimal)Of(typeof(decimal)), (decimal)Of(typeof(decimal))))
        : type == typeof(ImmutableArray<RefreshedStats>)
            ? Many(() => new RefreshedStats(Text(), (RepStats)Record(typeof(RepStats))))
        : type == typeof(ImmutableArray<MemberBalance>) ? Many(() => new MemberBalance(Text(), Long()))
        : type == typeof(ImmutableArray<Rename>) ? Many(() => new Rename(Text(), Text(), Text()))
        : type == typeof(ImmutableArray<OwedShare>) ? Many(() => new OwedShare(Text(), Long()))
        : type == typeof(ImmutableArray<ReasonCount>) ? Many(() => new ReasonCount(Text(), _random.Next()))
        : type == typeof(ImmutableArray<PassedOver>)
            ? Many(() => new PassedOver(Text(), Text(), Maybe(), Maybe(), Text()))
        : type == typeof(ImmutableArray<Charge>) ? Many(() => (Charge)Record(typeof(Charge)))
        : type == typeof(Trace) ? Record(typeof(Trace))
        : type == typeof(AccountRunnerUp) ? new AccountRunnerUp(Text(), (decimal)Of(typeof(decimal)), Text())
        : type == typeof(AccountMatch) ? AccountMatch()
        : type == typeof(LeadPlace) ? Record(typeof(LeadPlace))
        : throw new NotSupportedException($"the samples know no {type}");

    // As the engine makes it, or as a record of old gives it: with a score there is evidence.
    private AccountMatch AccountMatch() =>
        _random.Next(3) == 0
            ? new AccountMatch(Text()) { MatchedBy = _random.Next(2) == 0 ? null : Text() }
            : (AccountMatch)Record(typeof(AccountMatch)) with
            {
                Score = (decimal)Of(typeof(decimal)),
            };

    private ImmutableArray<T> Many<T>(Func<T> make) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => make())];

    private string Text() => _texts[_random.Next(_texts.Length)];

    private long Long() => _random.Next(3) == 0 ? _random.NextInt64(long.MinValue, long.MaxValue) : _random.Next(100);

    private long? Maybe() => _random.Next(2) == 0 ? null : Long();

    private Instant? MaybeTime() => _random.Next(2) == 0 ? null : Time();

    private Instant Time() =>
        _random.Next(8) switch
        {
            0 => Instant.MaxValue,
            1 => Instant.MinValue,
            2 => Instant.FromUnixTimeTicks(-1),
            3 => Instant.FromUnixTimeSeconds(_random.Next()),
            _ => Instant
                .FromUnixTimeSeconds(_random.NextInt64(-70_000_000_000, 200_000_000_000))
                .PlusNanoseconds(_random.Next()),
        };

    private FieldSet Fields() =>
        new([.. Enumerable.Range(0, _random.Next(5)).Select(i => KeyValuePair.Create($"f{i}{Text()}", AnyValue()))]);

    public Value AnyValue()
    {
        _depth++;
        var value = _random.Next(_depth > 3 ? 10 : 12) switch
        {
            0 => Value.Null,
            1 => Value.True,
            2 => Value.Of(Long()),
            3 => Value.Of((double)_random.Next(100)),
            4 => Value.Of(BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue))),
            5 => Value.Of(Time()),
            6 => Value.Of(Duration.FromNanoseconds(_random.NextInt64(long.MinValue, long.MaxValue))),
            7 => Value.Of(_random.Next(2) == 0 ? Duration.MaxValue : Duration.FromSeconds(_random.Next(100))),
            8 => Value.Of(
                new[] { -0.0, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity }[_random.Next(5)]
            ),
            9 => Value.Of(Text()),
            10 => Value.Of(Many(AnyValue)),
            _ => Value.Of(
                Enumerable
                    .Range(0, _random.Next(3))
                    .Select(_ => Text())
                    .Distinct()
                    .ToImmutableSortedDictionary(key => key, _ => AnyValue(), StringComparer.Ordinal)
            ),
        };
        _depth--;
        return value;
    }

    public MapNode Map() =>
        new(
            [
                .. Enumerable
                    .Range(0, _random.Next(4))
                    .Select(_ => new[] { "a", "$", "$map", "b c" }[_random.Next(4)])
                    .Distinct()
                    .Select(key => new Entry(key, Position.None, AnyNode())),
            ],
            Position.None
        );

    private Node AnyNode()
    {
        _depth++;
        Node node = _random.Next(_depth > 3 ? 4 : 6) switch
        {
            4 => new ListNode([.. Enumerable.Range(0, _random.Next(3)).Select(_ => AnyNode())], Position.None),
            5 => Map(),
            _ => new ScalarNode(Scalar(), _random.Next(2) == 0, Position.None),
        };
        _depth--;
        return node;
    }

    private string Scalar() =>
        new[]
        {
            "5",
            "05",
            "-0",
            "1.50",
            "1e3",
            "1.",
            ".5",
            "+1",
            "0x10",
            "1_000",
            "~",
            "null",
            "Null",
            "true",
            "yes",
            "",
            "us-west",
            "09:00-12:00",
            "2026-08-01",
            " 5",
            "5 ",
            "-",
            "1e",
            "1e+",
            "9007199254740993",
            "{}",
            "a: b",
            "\n",
        }[_random.Next(28)];
}
