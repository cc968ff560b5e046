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

        checkpointer.Consider(1999);
        checkpointer.Close();
        Moved().ShouldBeFalse();
        checkpointer.Consider(2000);
        checkpointer.Close();

        Moved().ShouldBeTrue();
        (await Capture(store, email: "bea@acme.test")).Seq.ShouldBe(2);
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
