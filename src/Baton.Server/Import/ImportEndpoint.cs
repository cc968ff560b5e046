using Baton.Engine.Capture;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Hosting;

namespace Baton.Server.Import;

/// <summary>
/// <c>POST /v1/leads/import</c>: rows in, one line of JSON a row out, both streamed. The body may have any size; Kestrel's
/// limits on size and on slow readers are lifted for it, since back-pressure is what holds it.
/// </summary>
internal sealed class ImportEndpoint(BatonStore store, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int SpoolMemory = 4 * 1024 * 1024;

    public async Task Invoke(HttpContext context)
    {
        var (plan, problem) = ImportPlan.Of(context, clock);
        if (plan is null)
        {
            await problem!.Send(context);
            return;
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        await using var input = plan.Transcoded(context.Request.Body);
        var faults = new List<CaptureFault>();
        using var import = await LeadImport.Open(store, plan.Options, input, faults, ending.Token);
        await (
            import is null
                ? Problem.Invalid([.. faults.Select(ProblemError.Of)]).Send(context)
                : Run(context, import, plan.Options.DryRun, ending.Token)
        );
    }

    private static async Task Run(HttpContext context, LeadImport import, bool dryRun, CancellationToken ending)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/x-ndjson";
        await using var spool = new ResultSpool(SpoolMemory);
        var pumping = spool.Pump(context.Response.Body, ending);
        using var lines = JsonBuffer.Rent();
        var summary = await import.Run(
            results =>
            {
                foreach (var result in results)
                {
                    ImportLines.Write(lines, result);
                }

                return Pass(lines, spool, pumping);
            },
            ending
        );
        ImportLines.Write(lines, summary, import, dryRun);
        await Pass(lines, spool, pumping);
        spool.End();
        await pumping;
    }

    // Where the client has gone the pump has failed, and so the import ends here.
    private static async ValueTask Pass(JsonBuffer lines, ResultSpool spool, Task pumping)
    {
        spool.Add(lines.Written.Span);
        lines.Clear();
        if (pumping.IsCompleted)
        {
            await pumping;
        }
    }
}
