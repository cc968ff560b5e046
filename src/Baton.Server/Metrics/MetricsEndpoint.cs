using System.Text;
using Baton.Server.Hosting;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Metrics;

/// <summary>
/// <c>GET /metrics</c>, for Prometheus. A key of the workspace <c>default</c>, whose administrators run the server, shows
/// everything; one of another workspace shows that one.
/// </summary>
internal sealed class MetricsEndpoint(Instruments instruments) : IDisposable
{
    private readonly Readings _readings = new(instruments.Meter);

    public async Task Invoke(HttpContext context)
    {
        var name = WorkspaceHost.IsEntered(context) ? WorkspaceHost.Of(context).Store.Name : WorkspaceFolders.Default;
        var text = PrometheusText.Write(_readings.Now(), name == WorkspaceFolders.Default ? null : name);
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = PrometheusText.ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public void Dispose() => _readings.Dispose();
}
