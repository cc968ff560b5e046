using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Baton.Server.Tests;

/// <summary>Takes connections and does to them what a test says, byte by byte.</summary>
internal sealed class HostileReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _all = [];
    private readonly Func<Stream, CancellationToken, Task> _act;
    private int _connections;

    public HostileReceiver(Func<Stream, CancellationToken, Task> act)
    {
        _act = act;
        _listener.Start();
        _all.Add(Listen());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public string Url => $"http://127.0.0.1:{Port}/";
    public int Connections => Volatile.Read(ref _connections);

    public static HostileReceiver Silent() => new((_, end) => Task.Delay(Timeout.Infinite, end));

    public static HostileReceiver SlowHeaders() =>
        new(
            async (stream, end) =>
            {
                await Say(stream, "HTTP/1.1 200 OK\r\n", end);
                while (true)
                {
                    await Say(stream, "x: y\r\n", end);
                    await Task.Delay(50, end);
                }
            }
        );

    public static HostileReceiver HugeHeaders() =>
        new(
            async (stream, end) =>
            {
                await Say(stream, "HTTP/1.1 200 OK\r\n", end);
                while (true)
                {
                    await Say(stream, $"x: {new string('y', 8000)}\r\n", end);
                }
            }
        );

    public static HostileReceiver EndlessBody(string status) =>
        new(
            async (stream, end) =>
            {
                await Say(stream, $"HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n", end);
                while (true)
                {
                    await Say(stream, $"2000\r\n{new string('z', 8192)}\r\n", end);
                }
            }
        );

    public static HostileReceiver Redirect(string to) =>
        new(
            (stream, end) =>
                Say(
                    stream,
                    $"HTTP/1.1 307 Temporary Redirect\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                    end
                )
        );

    public static HostileReceiver Nonsense() => new((stream, end) => Say(stream, "SSH-2.0-OpenSSH_9.6\r\n", end));

    public static HostileReceiver UntrustedTls()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return new HostileReceiver(
            async (stream, _) =>
            {
                await using var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(certificate);
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_all);
        _end.Dispose();
    }

    private static async Task Say(Stream stream, string text, CancellationToken end) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), end);

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                _all.Add(Serve(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            await Task.Yield();
            await _act(client.GetStream(), _end.Token);
        }
        catch (Exception e)
            when (e is IOException or OperationCanceledException or ObjectDisposedException
                || e is System.Security.Authentication.AuthenticationException
            )
        {
            // The caller has hung up, as it should, or the test has ended.
        }
    }
}
