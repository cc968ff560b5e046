using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Engine.Events;

namespace Baton.Storage.Json;

/// <summary>
/// Writes the events of one journal record: <see cref="Payload"/> is an array of <c>{"type":"lead_assigned",...}</c>;
/// <see cref="Personal"/> holds the contact data, an object by the event's index in the record:
/// <c>{"0":{"personal":{...},"original":{...}}}</c>, and is empty where there is none. What is null, empty or false is
/// left out. Reuses its buffers: what it returns is good until the next call. Not thread-safe.
/// </summary>
internal sealed partial class EventEncoder : IDisposable
{
    // Payloads are read by programs, never put into HTML: text stays as it is, not \u-escaped.
    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _payload = new(1024);
    private readonly ArrayBufferWriter<byte> _personal = new(512);
    private readonly Utf8JsonWriter _json;
    private readonly Utf8JsonWriter _personalJson;
    private bool _personalBegun;

    // Where in the payload and in the personal part the fields of the captured lead stand.
    private Range _capturedFields;
    private Range _capturedPersonal;

    public EventEncoder()
    {
        _json = new Utf8JsonWriter(_payload, Options);
        _personalJson = new Utf8JsonWriter(_personal, Options);
    }

    public ReadOnlyMemory<byte> Payload => _payload.WrittenMemory;
    public ReadOnlyMemory<byte> Personal => _personal.WrittenMemory;

    /// <summary>The fields of the lead that the record captured, as JSON: what its row holds too.</summary>
    public ReadOnlyMemory<byte> CapturedFields => Payload[_capturedFields];
    public ReadOnlyMemory<byte> CapturedPersonal => Personal[_capturedPersonal];

    public void Encode(ImmutableArray<Event> events)
    {
        Reset();
        _json.WriteStartArray();
        for (var i = 0; i < events.Length; i++)
        {
            _json.WriteStartObject();
            _json.WriteString("type"u8, EventTypes.NameOf(events[i]));
            if (events[i] is LeadEvent about)
            {
                _json.WriteNumber("lead"u8, about.Lead);
            }

            Write(events[i], i);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.Flush();
        if (_personalBegun)
        {
            _personalJson.WriteEndObject();
            _personalJson.Flush();
        }
    }

    public void Dispose()
    {
        _json.Dispose();
        _personalJson.Dispose();
    }

    private void Reset()
    {
        _payload.ResetWrittenCount();
        _personal.ResetWrittenCount();
        _json.Reset();
        _personalJson.Reset();
        _personalBegun = false;
    }

    // Free words may name people.
    private void Note(int index, string? note)
    {
        if (note is not null)
        {
            Apart(index, new FieldSet([new("note", Engine.Conditions.Value.Of(note))]));
        }
    }

    // Returns where the personal fields stand.
    private Range Apart(int index, FieldSet personal, FieldSet? original = null)
    {
        if (personal.Items.Length == 0 && original is null or { Items.Length: 0 })
        {
            return default;
        }

        if (!_personalBegun)
        {
            _personalBegun = true;
            _personalJson.WriteStartObject();
        }

        _personalJson.WriteStartObject(index.ToString());
        var place = Fields(_personalJson, "personal"u8, personal);
        Fields(_personalJson, "original"u8, original ?? FieldSet.Empty);
        _personalJson.WriteEndObject();
        return place;
    }
}
