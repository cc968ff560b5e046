using System.Buffers;
using System.IO.Pipelines;
using Baton.Engine.Conditions;
using Baton.Server.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Baton.Server.Http;

/// <summary>What was read of a request, or the problem to answer with.</summary>
internal readonly record struct Parsed<T>(T? Value, Problem? Problem)
    where T : class
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(Problem problem) => new(null, problem);
}

/// <summary>Reads small bodies. Kestrel counts their bytes and stops a larger one while it still streams.</summary>
internal static class Body
{
    public static bool IsJson(HttpRequest request) => Is(request, "application/json");

    public static bool Is(HttpRequest request, params ReadOnlySpan<string> types)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var sent))
        {
            return false;
        }

        foreach (var type in types)
        {
            if (sent.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fields of a JSON object.</summary>
    public static async ValueTask<Parsed<List<KeyValuePair<string, Value>>>> Fields(
        HttpContext context,
        bool mayBeEmpty = false
    )
    {
        if (mayBeEmpty && context.Request is { ContentLength: 0 } or { ContentLength: null, ContentType: null })
        {
            return new List<KeyValuePair<string, Value>>();
        }

        if (!IsJson(context.Request))
        {
            return Problem.UnsupportedType("application/json");
        }

        var reader = context.Request.BodyReader;
        var body = await ReadAll(reader, context.RequestAborted);
        try
        {
            if (LeadJson.Read(body, out var fault) is { } fields)
            {
                return fields;
            }

            return Problem.Malformed(fault!.ToString()) with
            {
                Errors = [new ProblemError("", "syntax", fault.Message) { At = fault.At }],
            };
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    /// <summary>Everything, unconsumed: whoever has read it advances the reader to its end.</summary>
    public static async ValueTask<ReadOnlySequence<byte>> ReadAll(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.IsCompleted)
            {
                return read.Buffer;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
