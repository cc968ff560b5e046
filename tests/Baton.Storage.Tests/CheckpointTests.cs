using Baton.Storage.Sqlite;
using Dapper;

namespace Baton.Storage.Tests;

public sealed class CheckpointTests : StoreTest
{
    [Fact]
    public async Task The_log_is_moved_into_the_file_while_its_owner_goes_on()
    {
        await using var store = Open();
        await Capture(store, email: "ann@acme.test");
        var checkpointer = new SqliteCheckpointer(SqliteDatabase.Existing(Folder.Database));

        checkpointer.Consider(7999);
        checkpointer.Close();
        Moved().ShouldBeFalse();
        checkpointer.Consider(8000);
        checkpointer.Close();

        Moved().ShouldBeTrue();
        (await Capture(store, email: "bea@acme.test")).Seq.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_long_log_is_begun_anew_only_where_its_end_is_moved_between_two_transactions(bool finishing)
    {
        await using var store = Open();
        var database = SqliteDatabase.Existing(Folder.Database);
        using var writer = new SqliteWriter(database, new KnownKeys(database));
        var checkpointer = new SqliteCheckpointer(database, every: 1, longLog: 50);
        await Capture(store, email: "first@acme.test");

        // Somebody reads: what is committed from here on cannot be moved, as under a load that never pauses.
        using (var reader = database.OpenReader())
        using (reader.BeginTransaction(deferred: true))
        {
            reader.ExecuteScalar<long>("SELECT count(*) FROM leads");
            for (var i = 0; i < 20; i++)
            {
                await Capture(store, email: $"p{i}@acme.test");
            }

            checkpointer.Consider(1);
            checkpointer.Close();
        }

        if (finishing)
        {
            checkpointer.Finish(writer);
        }

        await Capture(store, email: "new@acme.test");

        // In pages: of one transaction, or of all of them.
        var pages = database.Checkpoint();
        (pages < 25).ShouldBe(finishing, $"{pages} pages");
    }

    // The file alone, as it would be without its log.
    private bool Moved()
    {
        using var alone = new TemporaryFolder();
        File.Copy(Folder.Database, alone.Database);
        using var connection = SqliteDatabase.Existing(alone.Database).OpenBeside();
        return connection.ExecuteScalar<long>("SELECT count(*) FROM journal") == 1;
    }
}
