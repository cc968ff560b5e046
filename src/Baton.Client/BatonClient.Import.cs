using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Baton.Client;

// Many leads at once.
public sealed partial class BatonClient
{
    /// <summary>
    /// Imports rows of any number, and yields what became of each as the server says it; the last line is the summary. It is not tried
    /// again by itself, for the rows are read once: repeat it under its key, and what was done is answered as repeated.
    /// </summary>
    public async IAsyncEnumerable<ImportLine> ImportAsync(
        Stream rows,
        ImportFormat format,
        ImportSettings? settings = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        using var request = ImportRequest(rows, format, settings ?? new ImportSettings());
        using var answer = await _sender.Open(request, cancellation).ConfigureAwait(false);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false));
        while (await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            yield return JsonSerializer.Deserialize(line, BatonJson.Default.ImportLine)!;
        }
    }

    private static HttpRequestMessage ImportRequest(Stream rows, ImportFormat format, ImportSettings settings)
    {
        var map = string.Join(',', settings.Map.Select(m => $"{m.Key}:{m.Value}"));
        var query = Query(("map", map.Length > 0 ? map : null), ("dry_run", settings.DryRun ? "true" : null));
        var content = new StreamContent(rows);
        content.Headers.ContentType = new MediaTypeHeaderValue(
            format switch
            {
                ImportFormat.Csv => "text/csv",
                ImportFormat.JsonLines => "application/x-ndjson",
                ImportFormat.JsonArray => "application/json",
                _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
            }
        );
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads/import" + query) { Content = content };
        if (settings.IdempotencyKey is { } key)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }
}
