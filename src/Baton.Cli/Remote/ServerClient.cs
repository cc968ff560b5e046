using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baton.Cli.Commands;

namespace Baton.Cli.Remote;

/// <summary>Speaks to a running server with an API key. What it refuses becomes one clear line.</summary>
internal sealed class ServerClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _address;

    public ServerClient(string address, string? key)
    {
        key ??= Environment.GetEnvironmentVariable("BATON_KEY");
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || !uri.Scheme.StartsWith("http", StringComparison.Ordinal)
        )
        {
            throw CommandException.Usage($"--server {address} is no address such as http://127.0.0.1:5080");
        }

        if (string.IsNullOrWhiteSpace(key))
        {
            throw CommandException.Usage(
                "--server needs --key KEY (or BATON_KEY); make one with 'baton key create NAME'"
            );
        }

        _address = address;
        _http = new HttpClient { BaseAddress = uri, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The body; null where there is nothing at the path.</summary>
    public async Task<string?> Get(string path, CancellationToken cancellation)
    {
        using var response = await Send(new HttpRequestMessage(HttpMethod.Get, path), cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await Require(response, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    public async Task<string> Put(string path, string text, string type, CancellationToken cancellation)
    {
        using var content = new StringContent(text, Encoding.UTF8, type);
        using var response = await Send(
            new HttpRequestMessage(HttpMethod.Put, path) { Content = content },
            cancellation
        );
        await Require(response, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>Streams a body up and the lines of the answer down.</summary>
    public async IAsyncEnumerable<string> Post(
        string path,
        HttpContent body,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        using var response = await Send(request, cancellation);
        await Require(response, cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            try
            {
                return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            }
            catch (HttpRequestException e)
            {
                throw CommandException.Failed(
                    $"no Baton server answers at {_address} ({e.Message}); start one with 'baton serve' or correct --server"
                );
            }
        }
    }

    private async Task Require(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var words = Words(await response.Content.ReadAsStringAsync(cancellation));
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => CommandException.Failed(
                $"{_address} does not accept this key; make one with 'baton key create NAME --data DIR'"
            ),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.UnsupportedMediaType =>
                CommandException.Usage($"{_address} refused it: {words}"),
            _ => CommandException.Failed($"{_address} answered {(int)response.StatusCode}: {words}"),
        };
    }

    // Problem details: every fault, or the detail alone.
    private static string Words(string body)
    {
        try
        {
            var problem = JsonNode.Parse(body);
            var errors = (problem?["errors"] as JsonArray ?? [])
                .Select(e => $"{e?["path"]}: {e?["message"]}")
                .ToArray();
            return errors.Length > 0 ? string.Join("; ", errors) : $"{problem?["detail"] ?? problem?["title"]}";
        }
        catch (JsonException)
        {
            return "no words";
        }
    }
}
