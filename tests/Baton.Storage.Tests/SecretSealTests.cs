using Baton.Storage.Backups;
using Baton.Storage.Webhooks;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

/// <summary>Whoever has the database, or a backup of it, has no secret of a webhook.</summary>
public sealed class SecretSealTests : IDisposable
{
    private static readonly ActBy Ann = new("ann", null);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_secret_stands_in_the_data()
    {
        Webhook made,
            rotated;
        await using (var store = Open(_folder.Path))
        {
            made = Hook(store);
            rotated = store.Webhooks.Rotate(made.Id, Ann)!;
        }

        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            bytes.AsSpan().IndexOf(made.Secret.Span).ShouldBe(-1, file);
            bytes.AsSpan().IndexOf(rotated.Secret.Span).ShouldBe(-1, file);
        }

        await using var again = Open(_folder.Path);
        SecretsOf(again.Webhooks.Get(made.Id)!).ShouldBe([Hex(rotated.Secret), Hex(made.Secret)]);
    }

    [Fact]
    public async Task What_an_older_version_wrote_in_clear_signs_and_is_sealed()
    {
        Webhook hook;
        await using (var store = Open(_folder.Path))
        {
            hook = Hook(store);
        }

        var (secret, old) = (new byte[32], new byte[32]);
        Random.Shared.NextBytes(secret);
        Random.Shared.NextBytes(old);
        Write("UPDATE webhooks SET secret = $secret, old_secret = $old, old_until = 9000000000000000", secret, old);
        await using (var store = Open(_folder.Path))
        {
            SecretsOf(store.Webhooks.Get(hook.Id)!).ShouldBe([Hex(secret), Hex(old)]);
            store.Webhooks.SealSecrets();
            SecretsOf(store.Webhooks.Get(hook.Id)!).ShouldBe([Hex(secret), Hex(old)]);
        }

        var bytes = await File.ReadAllBytesAsync(_folder.Database);
        bytes.AsSpan().IndexOf(secret).ShouldBe(-1);
        bytes.AsSpan().IndexOf(old).ShouldBe(-1);
    }

    [Fact]
    public async Task A_backup_signs_with_its_key_and_not_without()
    {
        Webhook hook;
        using var target = new TemporaryFolder();
        var (zip, key) = (Path.Combine(target.Path, "b.zip"), Path.Combine(target.Path, "with", SecretSeal.File));
        await using (var store = Open(_folder.Path))
        {
            hook = Hook(store);
            Backup.Take(_folder.Path, zip, overwrite: false, TimeProvider.System);
        }

        var without = Path.Combine(target.Path, "without");
        Restoration.Restore(zip, without, replace: false, TimeProvider.System);
        Directory.CreateDirectory(Path.GetDirectoryName(key)!);
        File.Copy(Path.Combine(_folder.Path, SecretSeal.File), key);
        Restoration.Restore(zip, Path.GetDirectoryName(key)!, replace: false, TimeProvider.System);

        await using var whole = Open(Path.GetDirectoryName(key)!);
        whole.Webhooks.Get(hook.Id)!.Secret.ToArray().ShouldBe(hook.Secret.ToArray());
        await using var lost = Open(without);
        var silent = lost.Webhooks.Get(hook.Id)!;
        (silent.Enabled, silent.DisabledReason, silent.Secret.Length).ShouldBe((false, "secret_lost", 0));
        var cured = lost.Webhooks.Rotate(hook.Id, Ann)!;
        (cured.Enabled, cured.DisabledReason).ShouldBe((true, null));
        SecretsOf(cured).ShouldBe([Hex(cured.Secret)]);
    }

    [Fact]
    public async Task A_sealed_secret_is_of_its_row_alone()
    {
        Webhook one,
            other;
        await using (var store = Open(_folder.Path))
        {
            (one, other) = (Hook(store), Hook(store));
        }

        Write("UPDATE webhooks SET secret = (SELECT secret FROM webhooks ORDER BY id LIMIT 1)");

        await using var again = Open(_folder.Path);
        new[] { one, other }
            .Select(w => again.Webhooks.Get(w.Id)!.DisabledReason)
            .ShouldBe([null, "secret_lost"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_is_told_and_not_replaced()
    {
        var key = Path.Combine(_folder.Path, SecretSeal.File);
        await using var store = Open(_folder.Path);
        await File.WriteAllTextAsync(key, "no key");

        Should.Throw<StoreException>(() => Hook(store)).Code.ShouldBe("bad_secrets_key");

        (await File.ReadAllTextAsync(key)).ShouldBe("no key");
    }

    [Fact]
    public async Task Only_its_owner_may_read_the_key()
    {
        await using var store = Open(_folder.Path);
        Hook(store);

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder.Path, SecretSeal.File))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static BatonStore Open(string folder) => BatonStore.Open(new StoreOptions { Directory = folder });

    private static Webhook Hook(BatonStore store) =>
        store.Webhooks.Add(new WebhookConfig("https://crm.test/hook", ["*"]), after: 0, most: 20, Ann)!;

    private static IEnumerable<string> SecretsOf(Webhook hook) =>
        hook.SecretsAt((hook.OldUntil ?? hook.CreatedAt) - NodaTime.Duration.FromHours(1)).Select(Hex);

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);

    private void Write(string sql, byte[]? secret = null, byte[]? old = null)
    {
        using var file = new SqliteConnection($"Data Source={_folder.Database};Pooling=false");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$secret", secret ?? []);
        command.Parameters.AddWithValue("$old", old ?? []);
        command.ExecuteNonQuery();
    }
}
