namespace Baton.Client;

// Saved lists of leads.
public sealed partial class BatonClient
{
    /// <summary>One's own and those that are shared, fetched page by page as they are read.</summary>
    public IAsyncEnumerable<View> ViewsAsync(CancellationToken cancellation = default) =>
        Pages("/v1/views", BatonJson.Default.PageView, cancellation);

    public Task<View> ViewAsync(string id, CancellationToken cancellation = default) =>
        Get(OfView(id), BatonJson.Default.View, cancellation);

    public Task<View> CreateViewAsync(NewView view, CancellationToken cancellation = default) =>
        PostOnce("/v1/views", Body(view, BatonJson.Default.NewView), BatonJson.Default.View, cancellation);

    /// <summary>Puts this in the place of what was saved: what is null or empty is so afterwards.</summary>
    public Task<View> ReplaceViewAsync(string id, NewView view, CancellationToken cancellation = default) =>
        _sender.Send(
            HttpMethod.Put,
            OfView(id),
            Body(view, BatonJson.Default.NewView),
            BatonJson.Default.View,
            idempotencyKey: null,
            cancellation
        );

    public Task DeleteViewAsync(string id, CancellationToken cancellation = default) =>
        Delete(OfView(id), cancellation);

    private static string OfView(string id) => "/v1/views/" + Uri.EscapeDataString(id);
}
