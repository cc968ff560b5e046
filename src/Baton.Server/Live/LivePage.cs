using Baton.Server.Access;
using Baton.Server.Hosting;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Live;

/// <summary>
/// The page at <c>/live</c>: what is being distributed now, and how fairly. It has no data of its own; its script asks the API
/// with a key that its reader types in. In a demonstration, and only from this machine, it is given one.
/// </summary>
internal sealed class LivePage(BatonStore store, ServerOptions options)
{
    private const string DemoKeyName = "demo page";
    private readonly Lazy<string> _demoKey = new(() => store.Keys.Create(DemoKeyName));

    public void Map(IEndpointRouteBuilder routes)
    {
        StaticFile.Map(routes, "/live", "live.html", "text/html; charset=utf-8");
        StaticFile.Map(routes, "/live.js", "live.js", "text/javascript; charset=utf-8");
        StaticFile.Map(routes, "/live.css", "live.css", "text/css; charset=utf-8");
        if (options.Demo)
        {
            routes.MapPost("/demo/session", Session);
        }
    }

    private async Task Session(HttpContext context)
    {
        if (
            !ThisMachine.Sends(context)
            || context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin")
        )
        {
            await new Problem(StatusCodes.Status403Forbidden, "forbidden", "only for this machine").Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteString("key"u8, _demoKey.Value);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }
}
