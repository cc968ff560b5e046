using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Baton.Cli.Benchmarking;

/// <summary>
/// What any program that makes leads durable has to do at the least: one event row and one lead row for each, a thousand
/// in a transaction, as durable as Baton's. It decides nothing and checks nothing.
/// </summary>
internal static class BareStore
{
    private const int Batch = 1024;
    private const int EventLength = 250;
    private const int LeadLength = 300;

    /// <summary>Leads a second.</summary>
    public static double Rate(string folder, int leads)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL");
        Run(connection, "PRAGMA synchronous=FULL");
        Run(connection, "CREATE TABLE events(id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        Run(connection, "CREATE TABLE leads(id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, body BLOB NOT NULL)");
        using var append = connection.CreateCommand();
        append.CommandText = "INSERT INTO events(body) VALUES($body)";
        append.Parameters.AddWithValue("$body", new byte[EventLength]);
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO leads(email, body) VALUES($email, $body)";
        var email = insert.Parameters.AddWithValue("$email", "");
        insert.Parameters.AddWithValue("$body", new byte[LeadLength]);
        var begun = Stopwatch.GetTimestamp();
        for (var lead = 0; lead < leads; lead++)
        {
            if (lead % Batch == 0)
            {
                Run(connection, lead == 0 ? "BEGIN" : "COMMIT; BEGIN");
            }

            append.ExecuteNonQuery();
            email.Value = $"user{lead}@example{lead % 99}.test";
            insert.ExecuteNonQuery();
        }

        Run(connection, "COMMIT");
        return leads / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
