using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Baton.Server.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Baton.Server.Http;

/// <summary>
/// Strong entity tags (RFC 9110), made of what they stand for. <c>"version.form"</c> has two parts: a write's If-Match
/// compares the version alone, since beside it stand other forms of the same, or what changes by itself.
/// </summary>
internal static class EntityTag
{
    private const int Length = 16;

    public static string Digest(ReadOnlySpan<byte> content) =>
        Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, Length));

    public static string Digest(string text) => Digest(Encoding.UTF8.GetBytes(text));

    public static string Of(string version, string? form = null) =>
        form is null ? $"\"{version}\"" : $"\"{version}.{form}\"";

    public static string Of(JsonBuffer answer) => Of(Digest(answer.Written.Span));

    /// <summary>
    /// Whether a write may go on, where what it writes has this tag now; null = it is not there.
    /// </summary>
    public static Problem? Check(HttpRequest request, string? current)
    {
        var headers = request.Headers;
        var mayNot =
            headers.IfMatch.Count > 0 && !Tags(headers.IfMatch!).Any(tag => IsSame(tag, current))
            || headers.IfNoneMatch.Count > 0 && Tags(headers.IfNoneMatch!).Any(tag => IsSame(tag, current));
        return mayNot ? Problem.PreconditionFailed : null;
    }

    public static bool HasCondition(HttpRequest request) =>
        request.Headers.IfMatch.Count > 0 || request.Headers.IfNoneMatch.Count > 0;

    /// <summary>Answers with the tag: nothing but a 304 where the reader has just this already.</summary>
    public static Task Send(HttpContext context, JsonBuffer answer, string tag)
    {
        if (!IsKnown(context, tag))
        {
            return answer.Send(context, StatusCodes.Status200OK);
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    /// <summary>Sets the tag; true where the reader has just this already.</summary>
    public static bool IsKnown(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        return Tags(context.Request.Headers.IfNoneMatch!)
            .Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Tag.Equals(tag, StringComparison.Ordinal));
    }

    // What is no tag matches none, so that a write on a condition that cannot be read does not go on.
    private static IList<EntityTagHeaderValue> Tags(IList<string> header) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) ? tags : [];

    private static bool IsSame(EntityTagHeaderValue tag, string? current) =>
        current is not null
        && (tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && Version(tag.Tag.Value!) == Version(current)));

    private static string Version(string tag) => tag.Trim('"').Split('.')[0];
}
