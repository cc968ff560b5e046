using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>One numbered step of the schema, an embedded file <c>0001_name.sql</c>; never edited once it shipped.</summary>
internal sealed record SqliteMigration(int Number, string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public static IReadOnlyList<SqliteMigration> All { get; } = [.. ReadAll().OrderBy(m => m.Number)];

    private static IEnumerable<SqliteMigration> ReadAll()
    {
        var assembly = typeof(SqliteMigration).Assembly;
        foreach (
            var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal))
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = Path.GetFileNameWithoutExtension(resource);
            yield return new SqliteMigration(int.Parse(name[..4]), name, reader.ReadToEnd());
        }
    }
}

/// <summary>
/// Brings a database to this version's schema, all steps in one transaction under the database's write lock. What is
/// already there is checked first, on a connection that cannot write, so that a file we refuse stays as it was.
/// </summary>
internal static class SqliteMigrations
{
    /// <summary>"Batn" in the file's header.</summary>
    public const int ApplicationId = 0x4261746E;

    /// <exception cref="StoreException">The file is corrupt, not ours, newer, or its history differs from ours.</exception>
    public static void Verify(SqliteConnection connection, string path, IReadOnlyList<SqliteMigration> known)
    {
        var application = connection.ExecuteScalar<int>("PRAGMA application_id");
        var tables = connection.ExecuteScalar<int>("SELECT count(*) FROM sqlite_schema");
        if (application != ApplicationId && tables > 0)
        {
            throw new StoreException(
                "corrupt_database",
                $"{path} is a database, but not one of Baton's; it was left untouched"
            );
        }

        foreach (var (number, name, checksum) in Applied(connection, tables))
        {
            VerifyOne(path, known, number, name, checksum);
        }
    }

    public static void Apply(SqliteConnection connection, TimeProvider clock, IReadOnlyList<SqliteMigration> known)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            connection.Execute(
                "CREATE TABLE IF NOT EXISTS migrations(number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at TEXT NOT NULL)"
            );
            connection.Execute($"PRAGMA application_id = {ApplicationId}");
            var last = connection.ExecuteScalar<int?>("SELECT max(number) FROM migrations") ?? 0;
            foreach (var migration in known.Where(m => m.Number > last))
            {
                connection.Execute(migration.Sql);
                connection.Execute(
                    "INSERT INTO migrations(number, name, checksum, at) VALUES (@Number, @Name, @Checksum, @at)",
                    new
                    {
                        migration.Number,
                        migration.Name,
                        migration.Checksum,
                        at = clock.GetUtcNow().ToString("O"),
                    }
                );
            }

            connection.Execute("COMMIT");
        }
        catch
        {
            connection.Execute("ROLLBACK");
            throw;
        }
    }

    private static IEnumerable<(int, string, string)> Applied(SqliteConnection connection, int tables) =>
        tables == 0
            ? []
            : connection.Query<(int, string, string)>("SELECT number, name, checksum FROM migrations ORDER BY number");

    private static void VerifyOne(
        string path,
        IReadOnlyList<SqliteMigration> known,
        int number,
        string name,
        string sum
    )
    {
        var ours = known.FirstOrDefault(m => m.Number == number);
        if (ours is null)
        {
            var version = typeof(SqliteMigrations).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
            throw new StoreException(
                "newer_database",
                $"{path} was written by a newer Baton: it has schema step {name}, and Baton {version?.InformationalVersion.Split('+')[0]} "
                    + $"knows steps up to {known[^1].Name}. Run the newer Baton, or restore a backup; the file was left untouched"
            );
        }

        if (ours.Checksum != sum)
        {
            throw new StoreException(
                "changed_migration",
                $"{path} has schema step {name} in another wording than this Baton; it was left untouched"
            );
        }
    }
}
