using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Baton.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Baton.Storage.Tests;

/// <summary>How the native library is set up: once a process, by who comes first.</summary>
public sealed class ThreadingTests : StoreTest
{
    // As in the program, where nobody opens a database before the store does; tests do, in any order.
    [ModuleInitializer]
    internal static void ComeFirst() => RuntimeHelpers.RunClassConstructor(typeof(SqliteDatabase).TypeHandle);

    [Fact]
    public async Task Connections_take_no_locks_and_the_library_is_safe_for_one_thread_each()
    {
        await using var store = Open();
        await Capture(store);
        var database = SqliteDatabase.Existing(Folder.Database);
        using var writer = database.OpenWriter();
        using var reader = database.OpenReader();
        using var beside = database.OpenBeside();

        // 0 = built for one thread alone.
        raw.sqlite3_threadsafe().ShouldNotBe(0);
        foreach (var connection in new[] { writer, reader, beside })
        {
            MutexOf(connection).ShouldBe(0, "a connection with a lock of its own: not SQLITE_CONFIG_MULTITHREAD");
        }

        raw.sqlite3_memory_used().ShouldBe(0, "every allocation is counted under a lock");
    }

    private static nint MutexOf(SqliteConnection connection) => Mutex(connection.Handle!.DangerousGetHandle());

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_db_mutex")]
    private static extern nint Mutex(nint database);
}
