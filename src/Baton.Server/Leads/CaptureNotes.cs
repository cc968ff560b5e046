using System.Text.Json;
using Baton.Engine.Capture;

namespace Baton.Server.Leads;

/// <summary>
/// The <c>notes</c> of an answer: values that could not be understood and cost no lead, such as a country that nobody
/// knows. Left out where there is none, which is nearly always.
/// </summary>
internal static class CaptureNotes
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<CaptureFault> notes)
    {
        if (notes.Count > 0)
        {
            Write(json, "notes"u8, notes);
        }
    }

    /// <summary>An array of <c>{ path, code, message }</c> under a name.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<CaptureFault> faults)
    {
        json.WriteStartArray(name);
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, fault.Field);
            json.WriteString("code"u8, fault.Code);
            json.WriteString("message"u8, fault.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
