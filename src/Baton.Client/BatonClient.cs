using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Baton.Client;

/// <summary>
/// The API of one Baton server, with the key of one workspace. Safe to use from many threads at once; make one and keep it. A request
/// that the server did not do throws a <see cref="BatonException"/>; one that was not answered, after the retries of
/// <see cref="BatonClientOptions"/>, an <see cref="HttpRequestException"/> or a <see cref="TimeoutException"/>.
/// </summary>
public sealed partial class BatonClient : IDisposable
{
    private readonly HttpClient? _own;
    private readonly BatonClientOptions _options;
    private readonly Sender _sender;

    /// <param name="server">Such as <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="key">Of the workspace, <c>bk_…</c>.</param>
    public BatonClient(Uri server, string key, BatonClientOptions? options = null)
    {
        _options = options ?? new BatonClientOptions();
        _own = new HttpClient { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _sender = new Sender(_own, key, _options);
    }

    /// <param name="http">With its base address, and a timeout that is no shorter than an import or a stream may last. It stays its owner's.</param>
    /// <param name="key">Null where the client bears a credential of its own.</param>
    public BatonClient(HttpClient http, string? key, BatonClientOptions? options = null)
    {
        _options = options ?? new BatonClientOptions();
        _sender = new Sender(http, key, _options);
    }

    /// <summary>Captures one lead, and returns when it is durable and decided.</summary>
    /// <param name="idempotencyKey">To know this request again later, even after a crash of the caller; null = a new one.</param>
    public Task<LeadDecided> CaptureAsync(
        LeadFields lead,
        string? idempotencyKey = null,
        CancellationToken cancellation = default
    ) =>
        _sender.Send(
            HttpMethod.Post,
            "/v1/leads",
            Body(lead, BatonJson.Default.LeadFields),
            BatonJson.Default.LeadDecided,
            idempotencyKey,
            cancellation
        );

    /// <summary>One lead.</summary>
    public Task<Lead> GetAsync(string id, CancellationToken cancellation = default) =>
        Get(OfLead(id), BatonJson.Default.Lead, cancellation);

    /// <summary>Leads, the newest first, fetched page by page as they are read.</summary>
    public IAsyncEnumerable<Lead> ListAsync(LeadQuery? query = null, CancellationToken cancellation = default) =>
        Pages("/v1/leads" + QueryOf(query ?? new LeadQuery()), BatonJson.Default.PageLead, cancellation);

    /// <summary>Changes the fields that are not null.</summary>
    public Task<LeadDecided> UpdateAsync(string id, LeadFields change, CancellationToken cancellation = default) =>
        Patch(OfLead(id), Body(change, BatonJson.Default.LeadFields), BatonJson.Default.LeadDecided, cancellation);

    /// <summary>A lead's events in order.</summary>
    public async Task<IReadOnlyList<BatonEvent>> TimelineAsync(string id, CancellationToken cancellation = default) =>
        (
            await Get(OfLead(id) + "/timeline", BatonJson.Default.PageBatonEvent, cancellation).ConfigureAwait(false)
        ).Items;

    /// <summary>Why the last decision on a lead fell as it did.</summary>
    public Task<Explanation> ExplainAsync(string id, CancellationToken cancellation = default) =>
        Get(OfLead(id) + "/explain", BatonJson.Default.Explanation, cancellation);

    /// <summary>Why a rep did not get a lead.</summary>
    public Task<WhyNot> WhyNotAsync(string id, string rep, CancellationToken cancellation = default) =>
        Get($"{OfLead(id)}/explain?rep={Uri.EscapeDataString(rep)}", BatonJson.Default.WhyNot, cancellation);

    public void Dispose() => _own?.Dispose();

    private static string OfLead(string id) => "/v1/leads/" + Uri.EscapeDataString(id);

    private static Func<HttpContent> Body<T>(T value, JsonTypeInfo<T> shape) => () => JsonContent.Create(value, shape);

    private Task<T> Get<T>(string path, JsonTypeInfo<T> shape, CancellationToken cancellation) =>
        _sender.Send(HttpMethod.Get, path, body: null, shape, idempotencyKey: null, cancellation);

    private Task<T> Patch<T>(
        string path,
        Func<HttpContent> body,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation
    ) => _sender.Send(HttpMethod.Patch, path, body, shape, idempotencyKey: null, cancellation);

    private Task<T> PostOnce<T>(
        string path,
        Func<HttpContent>? body,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation
    ) => _sender.Send(HttpMethod.Post, path, body, shape, idempotencyKey: null, cancellation, isRepeatable: false);

    private Task Delete(string path, CancellationToken cancellation) =>
        _sender.Send(
            HttpMethod.Delete,
            path,
            body: null,
            BatonJson.Default.JsonElement,
            idempotencyKey: null,
            cancellation,
            isRepeatable: false
        );

    // What is to be empty is sent as an explicit null, and what is null is not sent.
    private static Func<HttpContent> Change<T>(T change, JsonTypeInfo<T> shape, IEnumerable<string> clear)
    {
        var body = JsonSerializer.SerializeToNode(change, shape)!.AsObject();
        foreach (var name in clear)
        {
            body[name] = null;
        }

        return () => new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
    }

    private async IAsyncEnumerable<T> Pages<T>(
        string path,
        JsonTypeInfo<Page<T>> shape,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        string? cursor = null;
        do
        {
            var page = await Get(WithCursor(path, cursor), shape, cancellation).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.NextCursor;
        } while (cursor is not null);
    }

    private static string WithCursor(string path, string? cursor) =>
        cursor is null ? path
        : path.Contains('?', StringComparison.Ordinal) ? $"{path}&cursor={Uri.EscapeDataString(cursor)}"
        : $"{path}?cursor={Uri.EscapeDataString(cursor)}";

    private static string QueryOf(LeadQuery query) =>
        Query(
            ("status", query.Status),
            ("stage", query.Stage),
            ("owner", query.Owner),
            ("pool", query.Pool),
            ("queue", query.Queue),
            ("rule", query.Rule),
            ("reason", query.Reason),
            ("grade", query.Grade),
            ("source", query.Source),
            ("territory", query.Territory),
            ("account", query.Account),
            ("from", query.From?.ToString("O", CultureInfo.InvariantCulture)),
            ("to", query.To?.ToString("O", CultureInfo.InvariantCulture)),
            ("filter", query.Filter),
            ("sort", query.Sort),
            ("limit", query.PageSize?.ToString(CultureInfo.InvariantCulture))
        );

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return text.ToString();
    }
}
