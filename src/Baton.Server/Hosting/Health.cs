using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Hosting;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: the writer answers, so requests can be taken.</summary>
internal sealed class Health(BatonStore store)
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public void Map(IEndpointRouteBuilder routes)
    {
        // Balancers and monitors ask with HEAD as often.
        routes.MapMethods("/healthz", Methods, context => Answer(context, "alive"));
        routes.MapMethods("/readyz", Methods, Ready);
    }

    private async Task Ready(HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await store.Read(w => w.Policy is not null, patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Problem.Unavailable("busy", "the writer does not answer in time").Send(context);
            return;
        }

        await Answer(context, "ready");
    }

    private static async Task Answer(HttpContext context, string status)
    {
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteString("status"u8, status);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }
}
