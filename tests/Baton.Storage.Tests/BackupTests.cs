using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Baton.Storage.Backups;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

public sealed class BackupTests : StoreTest, IDisposable
{
    private readonly TemporaryFolder _place = new();

    private string File => Path.Combine(_place.Path, "backup.zip");
    private string Target => Path.Combine(_place.Path, "data");

    void IDisposable.Dispose()
    {
        _place.Dispose();
        Dispose();
    }

    [Fact]
    public async Task Every_workspace_comes_back_where_it_was()
    {
        await Filled("north", "south");

        var taken = Backup.Take(Folder.Path, File, overwrite: false, Clock);
        Restoration.Restore(File, Target, replace: false, Clock);

        taken
            .Parts.Select(p => (p.Workspace, p.Path, p.Seq))
            .ShouldBe([
                ("default", "baton.db", 1),
                ("north", "workspaces/north/baton.db", 1),
                ("south", "workspaces/south/baton.db", 1),
            ]);
        WorkspaceFolders.Others(Target).ShouldBe(["north", "south"]);
        Leads(Target).ShouldBe(["default-1"]);
        Leads(WorkspaceFolders.Of(Target, "south")).ShouldBe(["south-1"]);
        Directory.GetFileSystemEntries(_place.Path).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Of_a_damaged_database_no_backup_is_made()
    {
        await Filled();
        using (var database = System.IO.File.OpenWrite(Folder.Database))
        {
            database.Position = 3 * 8192;
            database.Write(new byte[6 * 8192]);
        }

        var refused = Should.Throw<StoreException>(() => Backup.Take(Folder.Path, File, overwrite: false, Clock));

        refused.Code.ShouldBe("corrupt_database");
        refused.Message.ShouldEndWith("no backup was made. Restore the last good one");
        Directory.GetFileSystemEntries(_place.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backup_is_for_its_owners_eyes_only()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there the folder's rights are inherited
        }

        await Filled();
        Backup.Take(Folder.Path, File, overwrite: false, Clock);

        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_asked()
    {
        await Filled();
        await System.IO.File.WriteAllTextAsync(File, "precious");

        var refused = Should.Throw<StoreException>(() => Backup.Take(Folder.Path, File, overwrite: false, Clock));

        refused.Code.ShouldBe("file_exists");
        refused.Message.ShouldBe($"{File} is there already; name another, or replace it with --force");
        (await System.IO.File.ReadAllTextAsync(File)).ShouldBe("precious");
        Backup.Take(Folder.Path, File, overwrite: true, Clock).Parts.Count.ShouldBe(1);
    }

    [Fact]
    public void Without_data_there_is_nothing_to_back_up()
    {
        Should
            .Throw<StoreException>(() => Backup.Take(Folder.Path, File, overwrite: false, Clock))
            .Code.ShouldBe("no_database");
        Directory.GetFileSystemEntries(_place.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_even_where_data_may_be_replaced()
    {
        await Filled();
        Backup.Take(Folder.Path, File, overwrite: false, Clock);
        await using var store = Open();

        Should
            .Throw<StoreException>(() => Restoration.Restore(File, Folder.Path, replace: true, Clock))
            .Code.ShouldBe("folder_in_use");
    }

    [Fact]
    public async Task Data_in_the_folder_is_moved_aside_when_asked_and_never_lost()
    {
        await Filled("north");
        Backup.Take(Folder.Path, File, overwrite: false, Clock);
        await using (var store = Open())
        {
            await Capture(store, id: "later");
        }

        var refused = Should.Throw<StoreException>(() => Restoration.Restore(File, Folder.Path, replace: false, Clock));
        var (_, replaced) = Restoration.Restore(File, Folder.Path, replace: true, Clock);

        refused.Code.ShouldBe("folder_not_empty");
        Leads(Folder.Path).ShouldBe(["default-1"]);
        Leads(replaced!).ShouldBe(["later", "default-1"]);
        WorkspaceFolders.Others(replaced!).ShouldBe(["north"]);
    }

    [Theory]
    [InlineData("cut", "it is damaged")]
    [InlineData("bytes", "baton.db in it is not what was written")]
    [InlineData("words", "it is damaged")]
    public async Task A_damaged_file_is_refused_and_the_folder_untouched(string damage, string fault)
    {
        await Filled();
        Backup.Take(Folder.Path, File, overwrite: false, Clock);
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        bytes.AsSpan(bytes.Length / 3, 64).Fill(0x5A);
        await System.IO.File.WriteAllBytesAsync(
            File,
            damage switch
            {
                "cut" => bytes[..^200],
                "words" => Encoding.UTF8.GetBytes("no backup"),
                _ => bytes,
            }
        );

        Refused().ShouldContain(fault);
    }

    [Theory]
    [InlineData("UPDATE journal SET seq = 2", "record 1 of the journal is missing")]
    [InlineData("UPDATE journal SET payload = X'5B7B7D5D'", "record 1 of the journal: 'type' is missing")]
    [InlineData("UPDATE workspaces SET name = 'other'", "holds 'other' up to record 1, not 'default' up to 1")]
    [InlineData("UPDATE migrations SET checksum = 'x' WHERE number = 1", "in another wording than this Baton")]
    public async Task A_database_that_is_not_sound_is_refused_and_the_folder_untouched(string sql, string fault)
    {
        await Filled();
        Backup.Take(Folder.Path, File, overwrite: false, Clock);
        Rewrite(sql);

        Refused().ShouldContain(fault);
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_refused_and_the_folder_untouched()
    {
        await Filled();
        Backup.Take(Folder.Path, File, overwrite: false, Clock);
        Rewrite("INSERT INTO migrations(number, name, checksum, at) VALUES (9999, '9999_future', 'x', '')");

        Refused("newer_database").ShouldContain("was written by a newer Baton");
    }

    [Theory]
    [InlineData("format", "2", "it has format 2")]
    [InlineData("path", "\"../baton.db\"", "its manifest.json puts the workspace 'default' at '../baton.db'")]
    [InlineData("path", "\"workspaces/north/baton.db\"", "its manifest.json puts the workspace 'default' at")]
    [InlineData("path", "null", "its manifest.json cannot be read")]
    [InlineData("sha256", "\"00\"", "baton.db in it is not what was written")]
    [InlineData("bytes", "10", "baton.db in it is not what was written")]
    [InlineData("seq", "7", "holds 'default' up to record 1, not 'default' up to 7")]
    public async Task A_manifest_that_does_not_fit_is_refused_and_the_folder_untouched(
        string key,
        string value,
        string fault
    )
    {
        await Filled();
        Backup.Take(Folder.Path, File, overwrite: false, Clock);
        Change(
            "manifest.json",
            old =>
            {
                var manifest = JsonNode.Parse(old)!.AsObject();
                (manifest.ContainsKey(key) ? manifest : manifest["parts"]![0]!)[key] = JsonNode.Parse(value);
                return Encoding.UTF8.GetBytes(manifest.ToJsonString());
            }
        );

        Refused().ShouldContain(fault);
    }

    // Refused even where data may be replaced; what was there is there, and nothing else.
    private string Refused(string code = "bad_backup")
    {
        var before = Directory.GetFileSystemEntries(Folder.Path).Order().ToArray();
        var content = System.IO.File.ReadAllBytes(Folder.Database);

        var refused = Should.Throw<StoreException>(() => Restoration.Restore(File, Folder.Path, replace: true, Clock));

        refused.Code.ShouldBe(code, refused.Message);
        Directory.GetFileSystemEntries(Folder.Path).Order().ShouldBe(before);
        System.IO.File.ReadAllBytes(Folder.Database).ShouldBe(content);
        return refused.Message;
    }

    // The workspace default and others, each with a lead.
    private async Task Filled(params string[] others)
    {
        foreach (var name in others.Prepend(WorkspaceFolders.Default))
        {
            var folder = WorkspaceFolders.Of(Folder.Path, name);
            await using var store = Open(with: o => o with { Directory = folder, Workspace = name });
            await Capture(store, id: $"{name}-1");
        }
    }

    private static List<string> Leads(string folder)
    {
        using var reader = StoreReader.Open(folder);
        return [.. reader.Leads.List(new LeadFilter(), 100).Items.Select(l => l.PublicId)];
    }

    // The database in the backup after some SQL, with a manifest that fits it.
    private void Rewrite(string sql)
    {
        var copy = Path.Combine(_place.Path, "copy.db");
        Change(
            "baton.db",
            old =>
            {
                System.IO.File.WriteAllBytes(copy, old);
                using (var connection = new SqliteConnection($"Data Source={copy};Pooling=False"))
                {
                    connection.Execute(sql);
                }

                return System.IO.File.ReadAllBytes(copy);
            }
        );
        Change(
            "manifest.json",
            old =>
            {
                var manifest = JsonNode.Parse(old)!;
                var bytes = System.IO.File.ReadAllBytes(copy);
                manifest["parts"]![0]!["bytes"] = bytes.Length;
                manifest["parts"]![0]!["sha256"] = Convert.ToHexStringLower(
                    System.Security.Cryptography.SHA256.HashData(bytes)
                );
                return Encoding.UTF8.GetBytes(manifest.ToJsonString());
            }
        );
    }

    private void Change(string name, Func<byte[], byte[]> change)
    {
        using var zip = ZipFile.Open(File, ZipArchiveMode.Update);
        var entry = zip.GetEntry(name)!;
        using var old = new MemoryStream();
        using (var content = entry.Open())
        {
            content.CopyTo(old);
        }

        entry.Delete();
        using var changed = zip.CreateEntry(name).Open();
        changed.Write(change(old.ToArray()));
    }
}
