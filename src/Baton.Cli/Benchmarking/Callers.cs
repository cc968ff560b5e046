using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Baton.Cli.Benchmarking;

/// <summary>
/// Callers that each post a lead over a connection of their own, wait for the answer and post the next. They speak bare
/// HTTP/1.1: a full client would take more of the machine than the server that is measured.
/// </summary>
internal sealed class Callers(Uri address, string key)
{
    private const string Lead =
        """{"first_name":"Katharina","last_name":"Oberhollenzer","email":"katharina@example.test","phone":"+43 664 1234567","company":"Example Manufacturing GmbH","country":"AT","region":"7","city":"Innsbruck","industry":"manufacturing","employees":240,"source":"web","title":"Head of Operations","message":"We would like a demonstration for our two plants."}""";

    private readonly byte[] _request = Encoding.ASCII.GetBytes(
        $"POST /v1/leads HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Lead.Length}\r\n\r\n{Lead}"
    );

    public async Task<RequestRates> Run(int connections, TimeSpan time, CancellationToken cancellation)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var callers = Enumerable
            .Range(0, connections)
            .Select(_ => Task.Run(() => Post(end, cancellation), cancellation));
        var all = await Task.WhenAll(callers);
        var times = all.SelectMany(c => c.Times).Order().ToArray();
        return new RequestRates(
            times.Length / time.TotalSeconds,
            At(times, 0.50),
            At(times, 0.99),
            all.Sum(c => c.Failed)
        );
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[(int)(share * (sorted.Length - 1))];

    private async Task<(List<double> Times, int Failed)> Post(long end, CancellationToken cancellation)
    {
        var times = new List<double>();
        var failed = 0;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, cancellation);
        var buffer = new byte[16 * 1024];
        while (Stopwatch.GetTimestamp() is var begun && begun < end)
        {
            await socket.SendAsync(_request, SocketFlags.None, cancellation);
            if (await Status(socket, buffer, cancellation) != 201)
            {
                failed++;
            }

            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return (times, failed);
    }

    // Reads one answer to its end: by its length, or by its last chunk.
    private static async Task<int> Status(Socket socket, byte[] buffer, CancellationToken cancellation)
    {
        var read = 0;
        while (!IsWhole(buffer.AsSpan(0, read)))
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(read), SocketFlags.None, cancellation);
            read += more == 0 ? throw new IOException("the server closed the connection") : more;
        }

        return int.Parse(Encoding.ASCII.GetString(buffer, 9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var text = Encoding.ASCII.GetString(answer[..head]);
        const string Length = "Content-Length: ";
        var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8);
        }

        var digits = text.AsSpan(at + Length.Length);
        var line = digits.IndexOf('\r');
        return answer.Length >= head + 4 + int.Parse(line < 0 ? digits : digits[..line], null);
    }
}
