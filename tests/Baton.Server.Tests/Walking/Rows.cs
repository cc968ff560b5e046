using Microsoft.Data.Sqlite;

namespace Baton.Server.Tests.Walking;

/// <summary>How many rows each table of a workspace's database has: any write but a change in place shows here.</summary>
internal sealed class Rows : IDisposable
{
    private readonly SqliteConnection _file;
    private readonly SqliteCommand _count;
    private List<string> _known;

    public Rows(string folder)
    {
        _file = new SqliteConnection($"Data Source={Path.Combine(folder, "baton.db")};Mode=ReadOnly;Pooling=false");
        _file.Open();
        _count = _file.CreateCommand();
        _count.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        var counts = Texts().Select(t => $"SELECT '{t} ' || COUNT(*) FROM \"{t}\"");
        _count.CommandText = string.Join(" UNION ALL ", counts);
        _known = Texts();
    }

    /// <summary>The tables that have more or fewer since the last count, with how many they have now.</summary>
    public IReadOnlyList<string> Changed()
    {
        var before = _known;
        _known = Texts();
        return [.. _known.Except(before)];
    }

    public void Dispose()
    {
        _count.Dispose();
        _file.Dispose();
    }

    private List<string> Texts()
    {
        using var reader = _count.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
