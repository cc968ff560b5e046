using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Baton.Cli.Tests;

/// <summary>The program as a process of its own; ended with the test.</summary>
internal sealed class BatonProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly List<string> _seen = [];
    private readonly ConcurrentQueue<string> _errors = new();

    private BatonProcess(Process process) => _process = process;

    public IReadOnlyList<string> Seen => _seen;
    public string Errors => string.Join('\n', _errors);

    public static BatonProcess Start(params string[] args) => Start(heapLimit: null, args);

    /// <param name="heapLimit">Bytes of managed memory, beyond which the process fails; null = no limit.</param>
    public static BatonProcess Start(int? heapLimit, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "baton.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        if (heapLimit is { } bytes)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{bytes:X}";
        }

        var baton = new BatonProcess(Process.Start(start)!);
        baton.Listen();
        return baton;
    }

    /// <summary>The first line from here on that starts so; what stands before it is in <see cref="Seen"/>.</summary>
    public string LineStarting(string start)
    {
        using var patience = new CancellationTokenSource(Patience);
        foreach (var line in _lines.GetConsumingEnumerable(patience.Token))
        {
            _seen.Add(line);
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line[start.Length..].Trim();
            }
        }

        throw new InvalidOperationException($"no line '{start}…' came:\n{string.Join('\n', _seen)}\n{Errors}");
    }

    /// <summary>Waits for the end; every line is in <see cref="Seen"/> then.</summary>
    public int Exit()
    {
        _process.WaitForExit(Patience).ShouldBeTrue("the process does not end");
        _process.WaitForExit();
        _seen.AddRange(_lines.GetConsumingEnumerable());
        return _process.ExitCode;
    }

    /// <summary>As a service manager ends it.</summary>
    public void Terminate() => Kill(_process.Id, 15).ShouldBe(0);

    /// <summary>As Ctrl-C does.</summary>
    public void Interrupt() => Kill(_process.Id, 2).ShouldBe(0);

    /// <summary>Without a word.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        _lines.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null)
            {
                _lines.CompleteAdding();
            }
            else
            {
                _lines.Add(e.Data);
            }
        };
        _process.ErrorDataReceived += (_, e) => _errors.Enqueue(e.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
