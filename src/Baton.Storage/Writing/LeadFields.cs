using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Storage.Json;

namespace Baton.Storage.Writing;

/// <summary>
/// Parts a lead's fields for its row: the personal ones from the rest, both as JSON, and those that have a column of
/// their own. <c>created_at</c> is only a column. Reuses its buffers; what it holds is good until the next <see cref="Begin()"/>
/// or <see cref="Take"/>.
/// </summary>
internal sealed class LeadFields : IDisposable
{
    private static readonly JsonWriterOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly ReadOnlyMemory<byte> _nothing = "{}"u8.ToArray();

    private readonly ArrayBufferWriter<byte> _open = new(1024);
    private readonly ArrayBufferWriter<byte> _personal = new(512);
    private readonly Utf8JsonWriter _openJson;
    private readonly Utf8JsonWriter _personalJson;

    public LeadFields()
    {
        _openJson = new Utf8JsonWriter(_open, _options);
        _personalJson = new Utf8JsonWriter(_personal, _options);
    }

    public string? ClientId { get; private set; }
    public string? Email { get; private set; }
    public string? Phone { get; private set; }
    public string? Source { get; private set; }
    public ReadOnlyMemory<byte> Open { get; private set; }
    public ReadOnlyMemory<byte> Personal { get; private set; }

    /// <summary>The fields of a lead that was captured just now, which its record holds as JSON already.</summary>
    public void Take(LeadCaptured captured, EventEncoder encoded)
    {
        (ClientId, Email, Phone, Source) = (null, null, null, null);
        foreach (var (name, value) in captured.Fields.Items)
        {
            Notice(name, value);
        }

        foreach (var (name, value) in captured.Personal.Items)
        {
            Notice(name, value);
        }

        Open = encoded.CapturedFields.IsEmpty ? _nothing : encoded.CapturedFields;
        Personal = encoded.CapturedPersonal.IsEmpty ? _nothing : encoded.CapturedPersonal;
    }

    public void Begin()
    {
        (ClientId, Email, Phone, Source) = (null, null, null, null);
        Begin(_open, _openJson);
        Begin(_personal, _personalJson);
    }

    public void Add(string name, Value value, bool personal)
    {
        if (name != "created_at")
        {
            Notice(name, value);
            var json = personal ? _personalJson : _openJson;
            json.WritePropertyName(name);
            ValueJson.Write(json, value);
        }
    }

    public void End()
    {
        End(_openJson);
        End(_personalJson);
        (Open, Personal) = (_open.WrittenMemory, _personal.WrittenMemory);
    }

    public void Dispose()
    {
        _openJson.Dispose();
        _personalJson.Dispose();
    }

    private void Notice(string name, Value value)
    {
        switch (name)
        {
            case "id":
                ClientId = value.TextOrNull;
                break;
            case "email":
                Email = value.TextOrNull;
                break;
            case "phone":
                Phone = value.TextOrNull;
                break;
            case "source":
                Source = value.TextOrNull;
                break;
            default:
                break;
        }
    }

    private static void Begin(ArrayBufferWriter<byte> buffer, Utf8JsonWriter json)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
    }
}
