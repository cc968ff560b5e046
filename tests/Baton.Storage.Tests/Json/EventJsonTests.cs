using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Policies;
using Baton.Storage.Json;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Baton.Storage.Tests.Json;

public sealed class EventJsonTests
{
    [Fact]
    public void Every_event_reads_back_as_it_was_written() =>
        Prop.ForAll<int>(seed =>
            {
                var samples = new EventSamples(seed);
                var events = EventSamples.Types.Select(samples.Make).ToImmutableArray();
                Same.Assert(RoundTrip(events), events);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_event_has_a_golden_file_and_every_file_an_event() =>
        Directory
            .GetFiles(Golden.Folder, "*.json")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal)
            .ShouldBe(EventTypes.ByName.Keys.Order(StringComparer.Ordinal));

    /// <summary>
    /// What a journal once holds must load for ever. A golden file is never edited: when an event gains a key, the old
    /// file still loads here, and the samples of <see cref="Every_event_reads_back_as_it_was_written"/> cover the new.
    /// </summary>
    [Theory]
    [MemberData(nameof(Goldens))]
    public void A_golden_record_loads_and_is_written_the_same(string name)
    {
        var golden = Read(name);

        var events = EventDecoder.Decode(golden.Payload, golden.Personal);

        EventTypes.NameOf(events[0]).ShouldBe(name);
        using var encoder = new EventEncoder();
        encoder.Encode(events);
        Text(encoder.Payload).ShouldBe(Text(golden.Payload));
        Text(encoder.Personal).ShouldBe(Text(golden.Personal));
    }

    [Fact]
    public void A_captured_lead_means_what_its_golden_record_says()
    {
        var golden = Read("lead_captured");
        var captured = (LeadCaptured)EventDecoder.Decode(golden.Payload, golden.Personal)[0];

        captured.Lead.ShouldBe(7);
        captured.CreatedAt.ShouldBe(Instant.FromUtc(2026, 1, 5, 9, 0).PlusNanoseconds(123_456_789));
        captured.Fields.Items.ShouldContain(new KeyValuePair<string, Value>("country", Value.Of("US")));
        captured.Personal.Items.ShouldContain(new KeyValuePair<string, Value>("email", Value.Of("ann@acme.test")));
        captured.Original.Items.ShouldBe([new("email", Value.Of("Ann@ACME.test"))]);
    }

    [Fact]
    public void Erased_personal_data_reads_as_empty()
    {
        var golden = Read("lead_captured");

        var captured = (LeadCaptured)EventDecoder.Decode(golden.Payload, default)[0];

        captured.Personal.ShouldBe(FieldSet.Empty);
        captured.Original.ShouldBe(FieldSet.Empty);
    }

    [Fact]
    public void Contact_data_is_kept_apart_by_the_index_of_its_event()
    {
        using var encoder = new EventEncoder();
        encoder.Encode([
            new LeadContacted { Lead = 1, By = "ana" },
            new LeadUpdated { Lead = 1, Personal = new FieldSet([new("email", Value.Of("ann@acme.test"))]) },
        ]);

        Text(encoder.Payload).ShouldNotContain("acme");
        Text(encoder.Personal).ShouldBe("""{"1":{"personal":{"email":"ann@acme.test"}}}""");
    }

    [Fact]
    public void What_is_absent_is_left_out()
    {
        using var encoder = new EventEncoder();
        encoder.Encode([new LeadWaiting { Lead = 3, Reason = "no_rule" }]);

        Text(encoder.Payload).ShouldBe("""[{"type":"lead_waiting","lead":3,"reason":"no_rule"}]""");
        encoder.Personal.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("""[{"type":"lead_flown"}]""")]
    [InlineData("""[{"type":"lead_refunded","lead":1}]""")]
    [InlineData("""[{"type":"lead_refunded","lead":"x","rep":"a"}]""")]
    [InlineData("[")]
    [InlineData("")]
    public void What_is_no_record_is_refused(string payload) =>
        Should.Throw<FormatException>(() => EventDecoder.Decode(Encoding.UTF8.GetBytes(payload), default));

    [Theory]
    [InlineData("2026-01-05T09:00:00Z", 0)]
    [InlineData("2026-01-05T09:00:00.5Z", 500_000_000)]
    [InlineData("2026-01-05T09:00:00.000000001Z", 1)]
    public void Instants_have_as_many_decimals_as_they_need(string text, int nanoseconds)
    {
        var instant = Instant.FromUtc(2026, 1, 5, 9, 0).PlusNanoseconds(nanoseconds);

        InstantText.Format(instant).ShouldBe(text);
        InstantText.Parse(text).ShouldBe(instant);
    }

    [Fact]
    public void An_int_and_a_double_stay_what_they_are()
    {
        var fields = new FieldSet([new("whole", Value.Of(5L)), new("real", Value.Of(5.0)), new("big", Value.Of(1e21))]);
        using var encoder = new EventEncoder();
        encoder.Encode([new LeadUpdated { Lead = 1, Fields = fields }]);

        Text(encoder.Payload).ShouldContain("""{"whole":5,"real":5.0,"big":1E+21}""");
        Same.Assert(
            RoundTrip([new LeadUpdated { Lead = 1, Fields = fields }])[0],
            new LeadUpdated { Lead = 1, Fields = fields }
        );
    }

    [Fact]
    public void A_document_keeps_its_spelling_and_quotes()
    {
        var document = new MapNode(
            [
                Entry("plain", "us-west", quoted: false),
                Entry("quoted", "us-west", quoted: true),
                Entry("number", "1.50", quoted: false),
                Entry("text", "5", quoted: true),
                Entry("empty", "~", quoted: false),
            ],
            Position.None
        );

        Text(NodeJson.ToUtf8(document))
            .ShouldBe("""{"plain":{"$":"us-west"},"quoted":"us-west","number":1.50,"text":"5","empty":{"$":"~"}}""");
    }

    public static TheoryData<string> Goldens() => [.. EventTypes.ByName.Keys.Order(StringComparer.Ordinal)];

    private static Entry Entry(string key, string text, bool quoted) =>
        new(key, Position.None, new ScalarNode(text, quoted, Position.None));

    private static ImmutableArray<Event> RoundTrip(ImmutableArray<Event> events)
    {
        using var encoder = new EventEncoder();
        encoder.Encode(events);
        return EventDecoder.Decode(encoder.Payload, encoder.Personal);
    }

    // A golden file holds { "payload": [...], "personal": {...} }, one line a part, as the columns have them.
    private static (ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Personal) Read(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Golden.Folder, name + ".json")));
        return (Part(file, "payload"), Part(file, "personal"));
    }

    private static byte[] Part(JsonDocument file, string name) =>
        file.RootElement.TryGetProperty(name, out var part) ? Encoding.UTF8.GetBytes(part.GetRawText()) : [];

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
