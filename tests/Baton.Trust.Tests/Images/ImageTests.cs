using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Baton.Storage.Tests;

namespace Baton.Trust.Tests.Images;

public sealed class ImageTests
{
    [Fact]
    public async Task The_image_serves_as_an_unprivileged_user_and_keeps_its_data_where_that_user_may_write()
    {
        var said = await Dotnet(
            "msbuild",
            Project,
            "-getProperty:ContainerUser,ContainerBaseImage",
            "-getItem:ContainerDefaultArgs,ContainerPort,ContainerEnvironmentVariable"
        );

        using var document = JsonDocument.Parse(said);
        var (properties, items) = (
            document.RootElement.GetProperty("Properties"),
            document.RootElement.GetProperty("Items")
        );
        properties.GetProperty("ContainerUser").GetString().ShouldBe("app");
        properties.GetProperty("ContainerBaseImage").GetString().ShouldEndWith("/dotnet/aspnet:10.0");
        Names("ContainerDefaultArgs").ShouldBe(["serve"]);
        Names("ContainerPort").ShouldBe(["5080"]);
        items
            .GetProperty("ContainerEnvironmentVariable")
            .EnumerateArray()
            .Select(v => $"{v.GetProperty("Identity")}={v.GetProperty("Value")}")
            .ShouldBe(["BATON_DATA=/home/app/baton", "BATON_URLS=http://0.0.0.0:5080", "BATON_LOG_FORMAT=json"]);

        IEnumerable<string?> Names(string item) =>
            items.GetProperty(item).EnumerateArray().Select(i => i.GetProperty("Identity").GetString());
    }

    [Fact]
    public async Task The_image_is_built_into_an_archive_and_what_is_in_it_runs()
    {
        using var folder = new TemporaryFolder();
        var archive = Path.Combine(folder.Path, "baton.tar");
        await using (var registry = await BaseRegistry.Start())
        {
            await Dotnet(
                "publish",
                Project,
                "--no-build",
                "-c",
                "Release",
                "-t:PublishContainer",
                $"-p:ContainerBaseImage={registry.Image}",
                $"-p:ContainerArchiveOutputPath={archive}"
            );
        }

        var image = Path.Combine(folder.Path, "image");
        var root = Path.Combine(folder.Path, "root");
        Directory.CreateDirectory(root);
        Directory.CreateDirectory(image);
        await TarFile.ExtractToDirectoryAsync(archive, image, overwriteFiles: false);
        foreach (var layer in Directory.GetFiles(image, "layer.tar", SearchOption.AllDirectories))
        {
            await using var zipped = new GZipStream(File.OpenRead(layer), CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(zipped, root, overwriteFiles: true);
        }

        var version = await Dotnet(Path.Combine(root, "app", "baton.dll"), "--version");

        version.Trim().ShouldNotBeEmpty();
    }

    private static string Project => Path.Combine(Root, "src", "Baton.Cli");

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Baton.slnx")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("this is not in a checkout");
            }

            return folder.FullName;
        }
    }

    private static async Task<string> Dotnet(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output + await error);
        return output;
    }
}
