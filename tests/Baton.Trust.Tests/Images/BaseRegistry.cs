using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.Trust.Tests.Images;

/// <summary>A registry on this machine with one image of one layer with an empty folder, to build upon where no other can be reached.</summary>
internal sealed class BaseRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly WebApplication _app;

    private BaseRegistry(WebApplication app) => _app = app;

    public string Image => $"localhost:{new Uri(_app.Urls.Single()).Port}/base:latest";

    public static async Task<BaseRegistry> Start()
    {
        var (layer, diff) = Layer();
        var config = Encoding.UTF8.GetBytes(
            $$$"""{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin:/bin"]},"rootfs":{"type":"layers","diff_ids":["{{{diff}}}"]},"history":[{"created":"2026-01-01T00:00:00Z"}]}"""
        );
        var manifest = Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{config.Length}},"digest":"{{Digest(config)}}"},"layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{layer.Length}},"digest":"{{Digest(layer)}}"}]}"""
        );
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Map("/v2/", () => "{}");
        app.Map(
            "/v2/base/manifests/{reference}",
            (HttpContext context) =>
            {
                context.Response.Headers["Docker-Content-Digest"] = Digest(manifest);
                return Results.Bytes(manifest, ManifestType);
            }
        );
        app.Map(
            "/v2/base/blobs/{digest}",
            (string digest) =>
                digest == Digest(layer) ? Results.Bytes(layer)
                : digest == Digest(config) ? Results.Bytes(config)
                : Results.NotFound()
        );
        await app.StartAsync();
        return new BaseRegistry(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static (byte[] Layer, string Diff) Layer()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "home"));
        }

        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(tar.ToArray());
        }

        return (zipped.ToArray(), Digest(tar.ToArray()));
    }

    private static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
