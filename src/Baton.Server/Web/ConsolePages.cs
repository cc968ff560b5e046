using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Baton.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Web;

/// <summary>
/// The console, as the build of <c>web/</c> left it in the assembly: one page for every path that the console's own router
/// knows, never kept by browsers, and assets under names that change with their content, kept for ever.
/// </summary>
internal static class ConsolePages
{
    private const string Root = "console/";
    private const string NoncePlace = "{{nonce}}";
    private const string Kept = "public, max-age=31536000, immutable";

    internal static readonly string[] Paths =
    [
        "/",
        "/sign-in",
        "/setup",
        "/start",
        "/turn",
        "/password",
        "/board",
        "/leads",
        "/leads/{id}",
        "/import",
    ];

    private static readonly FrozenDictionary<string, Asset> Assets = typeof(ConsolePages)
        .Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Root, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Root.Length..], n => new Asset(n), StringComparer.Ordinal);

    /// <summary>False where the server was built without Node.</summary>
    public static bool IsBuilt => Assets.ContainsKey("index.html");

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in Paths)
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], Page);
        }

        routes.MapMethods("/assets/{file}", [HttpMethods.Get, HttpMethods.Head], Send);
    }

    /// <summary>Whether a person's browser asks for a page, and there are pages.</summary>
    public static bool IsWanted(HttpRequest request) =>
        IsBuilt
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>Says as a page that there is none at this path.</summary>
    public static Task SendMissing(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Page(context);
    }

    private static Task Page(HttpContext context)
    {
        if (!Assets.TryGetValue("index.html", out var page))
        {
            return StaticFile.Send(context, NotBuilt, "text/html; charset=utf-8");
        }

        // Mantine writes its theme into a style element: this page's own may stand, nobody else's.
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.PolicyWith(nonce);
        var html = Encoding.UTF8.GetString(page.Bytes).Replace(NoncePlace, nonce, StringComparison.Ordinal);
        return StaticFile.Send(context, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");
    }

    private static Task Send(HttpContext context)
    {
        var name = "assets/" + context.Request.RouteValues["file"];
        if (!Assets.TryGetValue(name, out var asset))
        {
            return Problem.NotFound("not_found", "there is no such file").Send(context);
        }

        var headers = context.Response.Headers;
        headers.CacheControl = Kept;
        headers.Vary = "Accept-Encoding";
        var isSmall = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        if (isSmall)
        {
            headers.ContentEncoding = "gzip";
        }

        return StaticFile.Send(context, isSmall ? asset.Zipped : asset.Bytes, TypeOf(name));
    }

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };

    private static byte[] NotBuilt { get; } =
        """
        <!doctype html>
        <html lang="en">
          <head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Baton</title></head>
          <body>
            <h1>Baton</h1>
            <p>The console was not built, because Node was not there when the server was. The API runs:</p>
            <ul>
              <li><a href="/docs">what it answers</a></li>
              <li><a href="/live">what it distributes now</a></li>
            </ul>
          </body>
        </html>

        """u8.ToArray();

    private sealed class Asset(string resource)
    {
        private readonly Lazy<byte[]> _bytes = new(() => Read(resource));
        private readonly Lazy<byte[]> _zipped = new(() => Zip(Read(resource)));

        public byte[] Bytes => _bytes.Value;
        public byte[] Zipped => _zipped.Value;

        private static byte[] Read(string resource)
        {
            using var stream = typeof(Asset).Assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }

        private static byte[] Zip(byte[] bytes)
        {
            using var zipped = new MemoryStream();
            using (var zip = new GZipStream(zipped, CompressionLevel.Optimal))
            {
                zip.Write(bytes);
            }

            return zipped.ToArray();
        }
    }
}
