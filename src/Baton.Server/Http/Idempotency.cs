using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Baton.Server.Access;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Http;

/// <summary>The header <c>Idempotency-Key</c>, which works on every POST: a repeat gets the stored answer.</summary>
internal static class Idempotency
{
    private const int LongestKey = 255;
    private const string Header = "Idempotency-Key";

    /// <summary>
    /// The key, null = none was sent; a problem where it is not one printable word of at most 255 characters. Reps have
    /// theirs each to himself, marked by a blank that no sent key has: what one was answered is not for another.
    /// </summary>
    public static string? KeyOf(HttpRequest request, out Problem? problem)
    {
        problem = null;
        if (!request.Headers.TryGetValue(Header, out var sent))
        {
            return null;
        }

        if (sent is [{ Length: > 0 and <= LongestKey } key] && key.All(c => c is > ' ' and < '\x7f'))
        {
            var actor = Actor.Of(request.HttpContext);
            return actor.Role == Role.Rep ? $"{actor.RepName} {key}" : key;
        }

        problem = new Problem(
            StatusCodes.Status400BadRequest,
            "bad_idempotency_key",
            $"{Header} is 1 to {LongestKey} printable ASCII characters, once"
        );
        return null;
    }

    /// <summary>One request under a key is another than one with another path or other content.</summary>
    public static long HashOf(HttpRequest request, long content)
    {
        var text = Encoding.UTF8.GetBytes($"{request.Method} {request.Path} {content}");
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(text));
    }

    public static async Task SendAgain(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        context.Response.Headers["Idempotency-Replayed"] = "true";
        context.Response.StatusCode = status;
        context.Response.ContentType = status >= 400 ? Problem.ContentType : "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
