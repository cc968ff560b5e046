using Baton.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Describing;

/// <summary><c>GET /openapi/v1.json</c>, and the page at <c>/docs</c> that is made from it.</summary>
internal static class DescriptionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/openapi/v1.json", context => Send(context, ApiDocument.Bytes, "application/json"));

    private static async Task Send(HttpContext context, ReadOnlyMemory<byte> body, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
