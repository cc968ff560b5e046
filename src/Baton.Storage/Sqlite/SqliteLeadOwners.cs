namespace Baton.Storage.Sqlite;

/// <summary>
/// How the leads of a rep are found: by an index whose first column is the range of 4,096 leads that a lead is of. New
/// leads so go into its last few pages, whoever owns them; a look-up descends once a range.
/// </summary>
internal static class SqliteLeadOwners
{
    private const string Ranges = """
        (number >> 12) IN (
          WITH RECURSIVE ranges(n) AS (
            SELECT (SELECT max(number) FROM leads) >> 12 UNION ALL SELECT n - 1 FROM ranges WHERE n > 0)
          SELECT n FROM ranges)
        """;

    /// <summary>SQL: a test of the column <c>owner</c> for one or some reps, so that the index serves.</summary>
    public static string Found(string test) => $"({test} AND {Ranges})";
}
