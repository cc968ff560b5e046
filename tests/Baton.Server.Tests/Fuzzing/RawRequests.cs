using System.Net.Sockets;
using System.Text;

namespace Baton.Server.Tests.Fuzzing;

/// <summary>Requests that no HTTP client would send, as bytes on a socket.</summary>
internal static class RawRequests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static byte[] Next(Random random, string path, string key)
    {
        var authorization = $"Authorization: Bearer {key}\r\n";
        var start = $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        var post = $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{authorization}";
        var text = random.Next(16) switch
        {
            0 => $"GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{authorization}\r\n",
            1 => $"GET //{path}//..//%2e%2e/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{authorization}\r\n",
            2 => $"GET {path}/%00%ff%c0%af HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{authorization}\r\n",
            3 =>
                $"GET {path}?{new string('a', random.Next(1, 20_000))} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            4 => $"{start}X-Long: {new string('b', random.Next(1, 60_000))}\r\n\r\n",
            5 => start + string.Concat(Enumerable.Range(0, random.Next(1, 300)).Select(i => $"X-{i}: y\r\n")) + "\r\n",
            6 => $"{start}Authorization: Bearer {new string('c', random.Next(8_000))}\r\n\r\n",
            7 => $"{start}Cookie: baton_session={HostileText.Next(random).ReplaceLineEndings("")}\r\n\r\n",
            8 => $"{post}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{{}}",
            9 => $"{post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n",
            10 => $"{post}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n",
            11 => $"{post}Content-Length: 99999999999999\r\nContent-Type: application/json\r\n\r\n{{}}",
            12 => $"{post}Content-Length: -1\r\n\r\n",
            13 => $"{post}Expect: 200-maybe\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{{}}",
            14 => $"{start}{authorization}{HostileText.Next(random)}\r\n\r\n",
            _ => $"BREW {path} HTTP/1.1\r\nHost: \r\nConnection: close\r\n{authorization}\r\n",
        };
        return Encoding.Latin1.GetBytes(text);
    }

    /// <summary>The status of the answer; null where the server closed the connection without one, or waits for more.</summary>
    public static async Task<int?> Send(Uri server, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        client.NoDelay = true;
        var stream = client.GetStream();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await stream.WriteAsync(request, patience.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            var head = new byte[12];
            await stream.ReadExactlyAsync(head, patience.Token);
            return int.Parse(Encoding.ASCII.GetString(head, 9, 3), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e)
            when (e is IOException or EndOfStreamException or OperationCanceledException or SocketException)
        {
            return null;
        }
    }
}
