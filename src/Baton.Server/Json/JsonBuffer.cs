using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Json;

/// <summary>A JSON writer and the bytes it has written, from a pool. Dispose gives it back.</summary>
internal sealed class JsonBuffer : IDisposable
{
    private const int LargestKept = 256 * 1024;

    private const int MostKept = 64;

    // Not the framework's pool: that disposes what it has no room for, and here disposing means giving back.
    private static readonly ConcurrentQueue<JsonBuffer> Kept = [];

    // Answers are JSON and say so (nosniff): text need not be escaped for HTML.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public JsonBuffer() => Json = new Utf8JsonWriter(_bytes, Options);

    public Utf8JsonWriter Json { get; }

    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Json.Flush();
            return _bytes.WrittenMemory;
        }
    }

    public static JsonBuffer Rent() => Kept.TryDequeue(out var kept) ? kept : new JsonBuffer();

    /// <summary>Ends one line of newline-delimited JSON and makes ready for the next value.</summary>
    public void EndLine()
    {
        Json.Flush();
        _bytes.Write("\n"u8);
        Json.Reset();
    }

    public async Task Send(HttpContext context, int status, string contentType = "application/json")
    {
        var body = Written;
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        Json.Reset();
    }

    public void Dispose()
    {
        if (_bytes.Capacity <= LargestKept && Kept.Count < MostKept)
        {
            Clear();
            Kept.Enqueue(this);
        }
    }
}
