using System.Diagnostics;
using Baton.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Baton.Server.Metrics;

/// <summary>
/// Sends the meter's figures and a trace of each request to a collector, as protobuf over HTTP. What cannot be sent is
/// dropped. Disposing sends what is left. The <c>OTEL_…</c> variables for headers, intervals and sampling are heeded.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private const string Requests = "Microsoft.AspNetCore";

    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    public OtlpExport(string endpoint)
    {
        // The framework's own tags have the path, and a path may hold an id that a client chose for a person.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: true);
        var service = ResourceBuilder.CreateDefault().AddService("baton");
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(service)
            .AddMeter(Instruments.MeterName)
            .AddOtlpExporter(o => SendTo(o, endpoint, "v1/metrics"))
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(service)
            .AddSource(Requests)
            .AddOtlpExporter(o => SendTo(o, endpoint, "v1/traces"))
            .Build();
    }

    public static bool IsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Query.Length == 0;

    /// <summary>Names a request's span by its route; null = it is not traced.</summary>
    public static void Describe(Activity? span, HttpContext context)
    {
        if (span is null || span.Source.Name != Requests)
        {
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var method = Instruments.MethodOf(context.Request.Method);
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (WorkspaceHost.IsEntered(context))
        {
            span.SetTag("baton.workspace", WorkspaceHost.Of(context).Store.Name);
        }

        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private static void SendTo(OtlpExporterOptions options, string endpoint, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri($"{endpoint.TrimEnd('/')}/{path}");
    }
}
