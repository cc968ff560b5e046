using Baton.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

public sealed class TimeLimitTests
{
    private const string Endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    [Fact]
    public void What_takes_too_long_is_stopped_and_the_connection_serves_on()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();

        var slow = Should.Throw<StoreException>(() =>
            SqliteTimeLimit.Within(TimeSpan.FromMilliseconds(50), connection, c => c.ExecuteScalar<long>(Endless))
        );

        (slow.Code, slow.Message).ShouldBe((StoreException.TooSlow, "this took longer than 0.05 s and was stopped"));
        connection.ExecuteScalar<long>("SELECT 7").ShouldBe(7);
    }
}
