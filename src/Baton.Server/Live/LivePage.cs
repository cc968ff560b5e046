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
/// The page at <c>/</c>: what is being distributed now, and how fairly. It has no data of its own; its script asks the API
/// with a key that its reader types in. In a demonstration, and only from this machine, it is given one.
/// </summary>
internal sealed class LivePage(BatonStore store, ServerOptions options)
{
    private const string DemoKeyName = "demo page";
    private readonly Lazy<string> _demoKey = new(() => store.Keys.Create(DemoKeyName));

    public void Map(IEndpointRouteBuilder routes)
    {
        MapFile(routes, "/", "live.html", "text/html; charset=utf-8");
        MapFile(routes, "/live.js", "live.js", "text/javascript; charset=utf-8");
        MapFile(routes, "/live.css", "live.css", "text/css; charset=utf-8");
        if (options.Demo)
        {
            routes.MapPost("/demo/session", Session);
        }
    }

    private static void MapFile(IEndpointRouteBuilder routes, string path, string name, string type)
    {
        using var stream = typeof(LivePage).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        routes.MapMethods(
            path,
            [HttpMethods.Get, HttpMethods.Head],
            async context =>
            {
                context.Response.ContentType = type;
                context.Response.ContentLength = bytes.Length;
                if (!HttpMethods.IsHead(context.Request.Method))
                {
                    await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
                }
            }
        );
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
