using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Tests.Routing;

public sealed class PackedFieldsTests
{
    private static readonly Instant Created = Instant.FromUtc(2026, 3, 1, 9, 0);

    private static readonly Value[] Samples =
    [
        Value.True,
        Value.False,
        Value.Of(0L),
        Value.Of(long.MinValue),
        Value.Of(0.1),
        Value.Of(double.NegativeInfinity),
        Value.Of(""),
        Value.Of("Ann"),
        Value.Of("Müller & Söhne \u00ff"),
        Value.Of("Łódź"),
        Value.Of("日本 \ud83d\ude00"),
        Value.Of("half a pair \ud800"),
        Value.Of(Created),
        Value.Of(NodaConstants.UnixEpoch),
        Value.Of(Instant.FromUtc(2026, 3, 2, 9, 0) + Duration.FromNanoseconds(1L)),
        Value.Of(Instant.FromUtc(1954, 3, 2, 9, 0) - Duration.FromNanoseconds(1L)),
        Value.Of(Duration.Zero),
        Value.Of(Duration.FromNanoseconds(-1L)),
        Value.Of(Duration.FromDays(-400) - Duration.FromMinutes(1)),
        Value.Of(Duration.FromDays(400) + Duration.FromMilliseconds(1)),
        Value.EmptyList,
        Value.EmptyMap,
        Value.Of([Value.Null, Value.Of("a"), Value.Of([Value.Of(1L)])]),
        Value.Of(
            ImmutableSortedDictionary
                .Create<string, Value>(StringComparer.Ordinal)
                .Add("budget", Value.Of("yes"))
                .Add("Größe €", Value.OfList("x", "ž"))
        ),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Samples.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_value_of_every_kind_comes_back_as_it_was(int sample)
    {
        var back = There([Value.Null, Samples[sample], Value.Null])[1];

        back.Kind.ShouldBe(Samples[sample].Kind);
        back.ShouldBe(Samples[sample]);
    }

    [Fact]
    public void Each_field_keeps_its_slot_and_an_empty_one_takes_no_room()
    {
        var fields = new Value[Samples.Length * 2];
        for (var i = 0; i < Samples.Length; i++)
        {
            fields[i * 2] = Samples[i];
        }

        There(fields).ShouldBe(fields);
        Packed(new Value[40]).Length.ShouldBe(1);
    }

    private static Value[] There(Value[] fields) => PackedFields.Read(Packed(fields), Created);

    private static byte[] Packed(Value[] fields)
    {
        var to = new PackedWriter();
        PackedFields.Write(fields, Created, to);
        return to.ToArray();
    }
}
