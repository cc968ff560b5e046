using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Baton.Client;

// Reps, pools and the ledger.
public sealed partial class BatonClient
{
    public async Task<IReadOnlyList<Rep>> RepsAsync(CancellationToken cancellation = default) =>
        (await Get("/v1/reps", BatonJson.Default.PageRep, cancellation).ConfigureAwait(false)).Items;

    public Task<Rep> RepAsync(string id, CancellationToken cancellation = default) =>
        Get("/v1/reps/" + Uri.EscapeDataString(id), BatonJson.Default.Rep, cancellation);

    /// <param name="status">available, away or offline.</param>
    public Task SetStatusAsync(string rep, string status, CancellationToken cancellation = default) =>
        Post(
            $"/v1/reps/{Uri.EscapeDataString(rep)}/status",
            new ActionBody { Status = status },
            BatonJson.Default.JsonElement,
            cancellation
        );

    public async Task<IReadOnlyList<Pool>> PoolsAsync(CancellationToken cancellation = default) =>
        (await Get("/v1/pools", BatonJson.Default.PagePool, cancellation).ConfigureAwait(false)).Items;

    public Task<Pool> PoolAsync(string id, CancellationToken cancellation = default) =>
        Get(OfPool(id), BatonJson.Default.Pool, cancellation);

    /// <summary>Whose turns come next, if nothing else happens.</summary>
    public async Task<IReadOnlyList<string>> NextTurnsAsync(
        string pool,
        int count = 10,
        CancellationToken cancellation = default
    ) =>
        (
            await Get($"{OfPool(pool)}/next?count={count}", BatonJson.Default.NextTurns, cancellation)
                .ConfigureAwait(false)
        ).Next;

    /// <summary>Every movement of a pool's ledger, newest first, fetched as it is read.</summary>
    public async IAsyncEnumerable<LedgerLine> LedgerAsync(
        string pool,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        string? cursor = null;
        do
        {
            var path = WithCursor(OfPool(pool) + "/ledger", cursor);
            var page = await Get(path, BatonJson.Default.LedgerPage, cancellation).ConfigureAwait(false);
            foreach (var line in page.Lines)
            {
                yield return line;
            }

            cursor = page.NextCursor;
        } while (cursor is not null);
    }

    /// <summary>Moves balances, zero in sum, with a note that stays.</summary>
    public Task AdjustLedgerAsync(
        string pool,
        IReadOnlyDictionary<string, decimal> adjust,
        string note,
        CancellationToken cancellation = default
    ) =>
        _sender.Send<JsonElement>(
            HttpMethod.Post,
            OfPool(pool) + "/ledger",
            Body(new AdjustmentBody(adjust, note), BatonJson.Default.AdjustmentBody),
            BatonJson.Default.JsonElement,
            idempotencyKey: null,
            cancellation
        );

    private static string OfPool(string id) => "/v1/pools/" + Uri.EscapeDataString(id);
}
