using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Http;

/// <summary>A file of the server's own pages, from the assembly or made once.</summary>
internal static class StaticFile
{
    public static void Map(IEndpointRouteBuilder routes, string path, string resource, string type)
    {
        using var stream = typeof(StaticFile).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        Map(routes, path, () => bytes, type);
    }

    public static void Map(IEndpointRouteBuilder routes, string path, Func<ReadOnlyMemory<byte>> bytes, string type) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context => Send(context, bytes(), type));

    public static async Task Send(HttpContext context, ReadOnlyMemory<byte> bytes, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
