using System.Diagnostics;

namespace Baton.Trust.Tests.Load;

/// <summary>The program itself, serving a folder in a process of its own that can be killed like any other.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private bool _isDisposed;

    private ServerProcess(Process process, Uri address, string? key) =>
        (_process, Address, Key) = (process, address, key);

    public Uri Address { get; }

    /// <summary>The admin key; known on the first start on an empty folder alone.</summary>
    public string? Key { get; }

    /// <summary>Completes when the server listens.</summary>
    public static async Task<ServerProcess> Start(string directory)
    {
        var process = Run(directory);
        string? key = null;
        using var patience = new CancellationTokenSource(_patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            key = After("API key: ", line) ?? key;
            if (After("Console: ", line) is { } address)
            {
                Drain(process.StandardOutput);
                Drain(process.StandardError);
                return new ServerProcess(process, new Uri(address), key);
            }
        }

        throw new InvalidOperationException(
            $"the server did not start: {await process.StandardError.ReadToEndAsync(patience.Token)}"
        );
    }

    /// <summary>Runs a server that is expected to give up by itself, and returns its exit code and what it said.</summary>
    public static async Task<(int ExitCode, string Error)> Refused(string directory)
    {
        using var process = Run(directory);
        using var patience = new CancellationTokenSource(_patience);
        var error = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, error);
    }

    /// <summary>SIGKILL: nothing is finished, flushed or said.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static Process Run(string directory)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "baton.dll");
        string[] words =
        [
            program,
            "serve",
            "--data",
            directory,
            "--urls",
            "http://127.0.0.1:0",
            "--log-level",
            "Error",
        ];
        var start = new ProcessStartInfo("dotnet", words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };

        // Receivers of webhooks are on this machine too.
        start.Environment["BATON_WEBHOOK_HTTP"] = "true";
        start.Environment["BATON_WEBHOOK_NETWORKS"] = "127.0.0.0/8";
        return Process.Start(start)!;
    }

    // A pipe that nobody reads fills up, and a server that cannot say what it has to say stands still.
    private static void Drain(StreamReader output) => _ = output.BaseStream.CopyToAsync(Stream.Null);

    private static string? After(string label, string line) =>
        line.StartsWith(label, StringComparison.Ordinal) ? line[label.Length..].Trim() : null;
}
