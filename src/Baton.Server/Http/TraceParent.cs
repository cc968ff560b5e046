using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Http;

/// <summary>
/// The trace that a request belongs to, as W3C Trace Context writes it: where requests are exported, the request's own span,
/// else what the caller sent. So somebody else's trace goes on through this server, which for that starts no span.
/// </summary>
internal static class TraceParent
{
    /// <summary>Null = the request belongs to none, or what it sent is no <c>traceparent</c>.</summary>
    public static string? Of(HttpContext context) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } own } ? own
        : context.Request.Headers.TraceParent is [{ } sent] && ActivityContext.TryParse(sent, null, out var parent)
            ? $"00-{parent.TraceId}-{parent.SpanId}-{(int)parent.TraceFlags:x2}"
        : null;

    /// <summary>What a line of the log names a request by: its trace, else its own number.</summary>
    public static string IdOf(HttpContext context) =>
        Of(context) is { } parent ? parent.Split('-')[1] : context.TraceIdentifier;
}
