using System.Diagnostics;
using System.Globalization;
using Baton.Server.Metrics;
using Baton.Server.Web;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Http;

/// <summary>
/// The outermost step: whatever goes wrong inside becomes problem details, and an empty answer of the framework (no such
/// path, no such method) does too. What is logged names the route, never the path or its ids.
/// </summary>
internal sealed partial class ProblemGuard(RequestDelegate next, Instruments instruments, ILogger<ProblemGuard> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Measured here, where a state machine is anyway: a middleware of its own would cost an allocation a request.
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
            if (IsBare(context.Response))
            {
                await (IsMissingPage(context) ? ConsolePages.SendMissing(context) : SendBare(context));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
            LogAbandoned(RouteOf(context));
        }
        catch (Exception error)
        {
            await Fail(context, error);
        }
        finally
        {
            instruments.Answered(context, Stopwatch.GetElapsedTime(begun));
            OtlpExport.Describe(Activity.Current, context);
        }
    }

    private async Task Fail(HttpContext context, Exception error)
    {
        var problem = error switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(context),
            BadHttpRequestException bad => OfStatus(bad.StatusCode),
            StoreException store => Problem.Unavailable(store.Code, store.Message),
            OperationCanceledException => Problem.Unavailable("closing", "the server is closing"),
            _ => OfStatus(StatusCodes.Status500InternalServerError),
        };
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFailed(RouteOf(context), TraceParent.IdOf(context), error);
        }

        if (context.Response.HasStarted)
        {
            // The status is gone already: only a broken connection tells the reader that this is not all.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await problem.Send(context);
    }

    private static bool IsBare(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null };

    private static Task SendBare(HttpContext context) => OfStatus(context.Response.StatusCode).Send(context);

    // A link that is old or cut off, in a browser's address line.
    private static bool IsMissingPage(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status404NotFound
        && !context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
        && ConsolePages.IsWanted(context.Request);

    private static Problem TooLarge(HttpContext context)
    {
        var most = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        var limit = most is { } bytes
            ? $": at most {bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes here"
            : "";
        return OfStatus(StatusCodes.Status413PayloadTooLarge) with { Detail = $"the body is too large{limit}" };
    }

    private static Problem OfStatus(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => new Problem(status, "not_found", "there is nothing at this path"),
            StatusCodes.Status405MethodNotAllowed => new Problem(
                status,
                "method_not_allowed",
                "this path does not know this method"
            ),
            StatusCodes.Status408RequestTimeout => new Problem(status, "timeout", "the body came too slowly"),
            StatusCodes.Status413PayloadTooLarge => new Problem(status, "too_large", "the body is too large"),
            StatusCodes.Status415UnsupportedMediaType => Problem.UnsupportedType("another content type"),
            >= 500 => new Problem(status, "internal_error", "something went wrong here; it was logged"),
            _ => new Problem(status, "bad_request", "the request is malformed"),
        };

    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";

    [LoggerMessage(1001, LogLevel.Error, "{Route} failed (trace {Trace})")]
    private partial void LogFailed(string route, string trace, Exception error);

    [LoggerMessage(1002, LogLevel.Debug, "{Route}: the caller went away")]
    private partial void LogAbandoned(string route);
}
