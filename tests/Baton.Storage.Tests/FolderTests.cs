using System.Diagnostics;
using Baton.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

public sealed class FolderTests : StoreTest
{
    [Fact]
    public void A_lock_that_cannot_be_written_is_not_somebody_elses()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // A program that runs can be read, and be written by nobody: as all files of a disk that is read-only.
        var path = Path.Combine(Folder.Path, "baton.lock");
        File.Copy("/bin/sleep", path);
        using var running = Process.Start(path, "60");
        try
        {
            Should.Throw<IOException>(() => DataFolder.Own(Folder.Path, null)).Message.ShouldContain("baton.lock");
        }
        finally
        {
            running.Kill();
        }
    }

    [Theory]
    [InlineData(13, "the disk, or the database's size limit, is full; make room and try again")]
    [InlineData(11, "the database is damaged; leave it as it is, and restore a backup")]
    [InlineData(1, "of SQLite")]
    public void What_the_database_says_is_told_with_its_cure(int code, string words) =>
        StoreFaults.Words(new Microsoft.Data.Sqlite.SqliteException("of SQLite", code)).ShouldBe(words);

    [Fact]
    public async Task A_second_owner_is_refused_and_told_who_has_the_folder()
    {
        await using var store = Open(with: o => o with { Address = "http://127.0.0.1:5080" });

        var refused = Should.Throw<StoreException>(() => Open());

        refused.Code.ShouldBe("folder_in_use");
        refused.Message.ShouldBe(
            $"{Folder.Path} is in use by another Baton (pid {Environment.ProcessId}, address http://127.0.0.1:5080). "
                + "Stop it first, or use --server with a command that has it"
        );
        DataFolder.OwnerOf(Folder.Path).ShouldBe($"pid {Environment.ProcessId}, address http://127.0.0.1:5080");
    }

    [Fact]
    public async Task The_lock_holds_against_other_processes_and_only_while_the_owner_lives()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // flock(1) is how another process is played here
        }

        await using (Open())
        {
            OtherProcessLocks().ShouldBeFalse();
        }

        OtherProcessLocks().ShouldBeTrue();
        DataFolder.OwnerOf(Folder.Path).ShouldBeNull();
    }

    [Fact]
    public async Task The_lock_file_of_a_killed_owner_is_no_obstacle()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder.Path, "baton.lock"), "pid 1\naddress http://gone\n");

        await using var store = Open();

        (await Capture(store)).Status.ShouldBe(ReplyStatus.Done);
    }

    [Fact]
    public async Task A_reader_and_a_new_key_work_beside_the_owner()
    {
        await using var store = Open();
        await Capture(store, id: "L1");
        using var beside = StoreReader.Open(Folder.Path);

        var key = beside.Keys.Create("robot");

        beside.Leads.Get("L1")!.Number.ShouldBe(1);
        store.Keys.Verify(key)!.Name.ShouldBe("robot");
        (await Capture(store, id: "L2")).Status.ShouldBe(ReplyStatus.Done);
        beside.Journal.LastSeq.ShouldBe(2);
    }

    [Fact]
    public void A_reader_says_when_there_is_nothing_to_read() =>
        Should.Throw<StoreException>(() => StoreReader.Open(Folder.Path)).Code.ShouldBe("no_database");

    [Fact]
    public async Task A_reader_of_an_older_database_says_what_brings_it_up_to_date()
    {
        await Open().DisposeAsync();
        Change("DELETE FROM migrations WHERE number = (SELECT max(number) FROM migrations)");

        var refused = Should.Throw<StoreException>(() => StoreReader.Open(Folder.Path));

        refused.Code.ShouldBe("older_database");
        refused.Message.ShouldContain("baton serve");
    }

    [Fact]
    public async Task A_newer_database_is_refused_and_left_untouched()
    {
        await Open().DisposeAsync();
        Change("INSERT INTO migrations(number, name, checksum, at) VALUES (9999, '9999_future', 'x', '')");
        var before = Content();

        var refused = Should.Throw<StoreException>(() => Open());

        refused.Code.ShouldBe("newer_database");
        refused.Message.ShouldStartWith(
            $"{Folder.Database} was written by a newer Baton: it has schema step 9999_future, and Baton "
        );
        Content().ShouldBe(before);
    }

    [Fact]
    public async Task A_database_whose_history_was_edited_is_refused()
    {
        await Open().DisposeAsync();
        Change("UPDATE migrations SET checksum = 'x' WHERE number = 1");

        Should.Throw<StoreException>(() => Open()).Code.ShouldBe("changed_migration");
    }

    [Fact]
    public async Task A_corrupt_file_is_refused_and_left_untouched()
    {
        await Open().DisposeAsync();
        using (var file = File.OpenWrite(Folder.Database))
        {
            file.Write(new byte[20_000]);
        }

        var before = Content();

        var refused = Should.Throw<StoreException>(() => Open());

        refused.Code.ShouldBe("corrupt_database");
        refused.Message.ShouldContain("it was left untouched. Restore a backup");
        Content().ShouldBe(before);
    }

    [Fact]
    public void Another_programs_database_is_refused_and_left_untouched()
    {
        Change("CREATE TABLE theirs(x)");
        var before = Content();

        Should.Throw<StoreException>(() => Open()).Message.ShouldContain("not one of Baton's");

        Content().ShouldBe(before);
    }

    [Fact]
    public async Task A_damaged_record_is_named()
    {
        await using (var store = Open())
        {
            await Capture(store);
        }

        Change("UPDATE journal SET payload = X'5B7B7D5D'");

        var refused = Should.Throw<StoreException>(() => Open());
        refused.Code.ShouldBe("corrupt_record");
        refused.Message.ShouldBe($"{Folder.Database}: record 1 of the journal: 'type' is missing");
    }

    [Fact]
    public async Task A_missing_record_is_named()
    {
        await using (var store = Open())
        {
            await Capture(store);
            await Capture(store);
        }

        Change("DELETE FROM journal WHERE seq = 1");

        Should
            .Throw<StoreException>(() => Open())
            .Message.ShouldBe($"{Folder.Database}: record 1 of the journal is missing");
    }

    [Fact]
    public async Task A_folder_refused_is_free_again()
    {
        await File.WriteAllTextAsync(Folder.Database, "this is no database, whatever its name says");
        Should.Throw<StoreException>(() => Open());

        DataFolder.OwnerOf(Folder.Path).ShouldBeNull();
    }

    [Fact]
    public async Task Commits_are_durable_and_erased_content_is_overwritten()
    {
        await Open().DisposeAsync();
        var database = SqliteDatabase.Prepare(Folder.Database, new StoreOptions { Directory = Folder.Path });
        using var writer = database.OpenWriter();

        writer.ExecuteScalar<string>("PRAGMA journal_mode").ShouldBe("wal");
        writer.ExecuteScalar<int>("PRAGMA synchronous").ShouldBe(2);
        writer.ExecuteScalar<int>("PRAGMA secure_delete").ShouldBe(1);
        writer.ExecuteScalar<int>("PRAGMA foreign_keys").ShouldBe(1);
        writer.ExecuteScalar<int>("PRAGMA cache_size").ShouldBe(-65536);
        writer.ExecuteScalar<int>("PRAGMA page_size").ShouldBe(8192);
    }

    private bool OtherProcessLocks()
    {
        using var other = Process.Start("flock", ["-n", Path.Combine(Folder.Path, "baton.lock"), "true"]);
        other.WaitForExit();
        return other.ExitCode == 0;
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        connection.Execute(sql);
    }

    private byte[] Content() => File.ReadAllBytes(Folder.Database);
}
