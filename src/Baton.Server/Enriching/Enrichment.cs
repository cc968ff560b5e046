using System.Buffers;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;
using Baton.Server.Hosting;
using Baton.Server.Json;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Baton.Server.Enriching;

/// <summary>
/// Asks the policy's service (<c>enrich</c>) what else is known of a lead, before the lead is decided. This step may fail:
/// a late, wrong or oversized answer is counted and dropped, and the lead goes on as it was sent. Thread-safe.
/// </summary>
internal sealed partial class Enrichment : IDisposable
{
    private const int LargestAnswer = 64 * 1024;
    private const int MostAtOnce = 32;

    private static readonly Duration LongestWait = Duration.FromMinutes(1);

    private readonly SemaphoreSlim _room = new(MostAtOnce);
    private readonly Meter _meter = new("Baton.Enrichment");
    private readonly Counter<long> _asked;
    private readonly HttpClient _client;
    private readonly ILogger<Enrichment> _log;
    private int _failing;

    public Enrichment(ServerOptions options, ILogger<Enrichment> log)
    {
        _log = log;
        _asked = _meter.CreateCounter<long>("enrichments", description: "Leads by what came of asking the service.");
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, cancellation) =>
                PublicAddresses.Connect(
                    context.DnsEndPoint,
                    address => options.AllowPrivateAddresses || PublicAddresses.Contain(address),
                    cancellation
                ),
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What was sent, with what the service knows in fields that are empty; never later than the policy's timeout, or a minute.</summary>
    public async ValueTask<RawLead> Enrich(RawLead raw, CapturedLead lead, EnrichConfig enrich, LeadSchema schema)
    {
        using var timeout = new CancellationTokenSource(Duration.Min(enrich.Timeout, LongestWait).ToTimeSpan());
        try
        {
            var known = await Ask(enrich.Url, lead, schema, timeout.Token);
            Note(known is null ? "failed" : "answered");
            return known is null ? raw : new RawLead([.. raw.Fields, .. Missing(known, lead, schema)]);
        }
        catch (OperationCanceledException)
        {
            Note("late");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
            Note("failed");
        }

        return raw;
    }

    public void Dispose()
    {
        _client.Dispose();
        _meter.Dispose();
        _room.Dispose();
    }

    // Null where the answer is no JSON object, too large, or a refusal.
    private async Task<List<KeyValuePair<string, Value>>?> Ask(
        string url,
        CapturedLead lead,
        LeadSchema schema,
        CancellationToken cancellation
    )
    {
        await _room.WaitAsync(cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = BodyOf(lead, schema) };
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return
                answer.IsSuccessStatusCode
                && await ReadAll(answer.Content, cancellation) is { } body
                && LeadJson.Read(new ReadOnlySequence<byte>(body), out _) is { } fields
                ? fields
                : null;
        }
        finally
        {
            _room.Release();
        }
    }

    private static ByteArrayContent BodyOf(CapturedLead lead, LeadSchema schema)
    {
        using var body = JsonBuffer.Rent();
        body.Json.WriteStartObject();
        for (var slot = 0; slot < schema.Count; slot++)
        {
            if (!lead.Fields[slot].IsNull)
            {
                body.Json.WritePropertyName(schema.Fields[slot].Name);
                LeadWriter.Write(body.Json, lead.Fields[slot]);
            }
        }

        body.Json.WriteEndObject();
        var content = new ByteArrayContent(body.Written.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAll(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var body = new byte[LargestAnswer + 1];
        var read = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        return read > LargestAnswer ? null : body.AsMemory(0, read);
    }

    // Known fields that the lead leaves empty; the service can neither name the lead nor set what Baton itself sets.
    private static IEnumerable<KeyValuePair<string, Value>> Missing(
        List<KeyValuePair<string, Value>> known,
        CapturedLead lead,
        LeadSchema schema
    ) =>
        known
            .DistinctBy(f => f.Key)
            .Where(f =>
                !f.Value.IsNull
                && schema.SlotOf(f.Key) is >= 0 and var slot
                && lead.Fields[slot].IsNull
                && slot is not (LeadSlots.Id or LeadSlots.ExternalId or LeadSlots.CreatedAt)
                && !LeadSchema.IsReserved(slot)
            );

    private void Note(string outcome)
    {
        _asked.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        var isFailing = outcome == "answered" ? 0 : 1;
        if (Interlocked.Exchange(ref _failing, isFailing) == isFailing)
        {
            return;
        }

        if (isFailing == 1)
        {
            LogFailing(_log, outcome);
        }
        else
        {
            LogAnswering(_log);
        }
    }

    // Once, not for each lead: the counter has the number.
    [LoggerMessage(
        1201,
        LogLevel.Warning,
        "the enrichment service does not answer ({Outcome}); leads go on without it"
    )]
    private static partial void LogFailing(ILogger logger, string outcome);

    [LoggerMessage(1202, LogLevel.Information, "the enrichment service answers")]
    private static partial void LogAnswering(ILogger logger);
}
