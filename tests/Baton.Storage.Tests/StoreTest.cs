using Baton.Engine.Commands;
using Baton.Storage.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

/// <summary>A store with a tiny state in a folder of its own.</summary>
public abstract class StoreTest : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();
    private protected ManualClock Clock { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected BatonStore Open(StoreHooks? hooks = null, Func<StoreOptions, StoreOptions>? with = null)
    {
        var options = new StoreOptions { Directory = Folder.Path, Clock = Clock };
        return BatonStore.Open(
            with?.Invoke(options) ?? options,
            (hooks ?? StoreHooks.None) with
            {
                Fresh = TinyWorkspace.Fresh,
            }
        );
    }

    private protected static async Task<Reply> Capture(
        BatonStore store,
        string? id = null,
        string? email = null,
        string? phone = null,
        string? source = null
    ) => await store.Submit(new Submission(TinyWorkspace.Capture(id, email, phone, source)));

    private protected static Submission Keyed(Command command, string key, long hash = 1) =>
        new(command)
        {
            IdempotencyKey = key,
            RequestHash = hash,
            Answer = reply => new StoredAnswer(201, System.Text.Encoding.UTF8.GetBytes($"lead {reply.Outcome!.Lead}")),
        };

    private protected static string Text(StoredAnswer? answer) =>
        System.Text.Encoding.UTF8.GetString(answer!.Body.Span);

    private protected T Scalar<T>(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        return connection.ExecuteScalar<T>(sql)!;
    }
}
