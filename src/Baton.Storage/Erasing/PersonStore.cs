using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Storage.Sqlite;

namespace Baton.Storage.Erasing;

/// <summary>People across their leads: who is meant by an address, and what was erased. Thread-safe.</summary>
public sealed class PersonStore
{
    private readonly SqliteDatabase _database;

    internal PersonStore(SqliteDatabase database) => _database = database;

    /// <summary>
    /// The person with leads added that do not bear the addresses any more but did when they came or later. Reads the whole
    /// journal, beside the writer.
    /// </summary>
    public PersonSought WithFormer(PersonSought sought)
    {
        var held = sought
            .Emails.Select(e => $"\"email\":\"{e}\"")
            .Concat(sought.Phones.Select(p => $"\"phone\":\"{p}\""))
            .ToArray();
        if (held.Length == 0)
        {
            return sought;
        }

        using var connection = _database.OpenReader();
        var former = SqlitePersons.LeadsThatHeld(connection, held);
        return sought with { Leads = [.. sought.Leads.Union(former).Order()] };
    }

    /// <summary>The numbers of the person's leads that are not erased yet.</summary>
    public ImmutableArray<long> LeadsOf(PersonSought sought)
    {
        using var connection = _database.OpenReader();
        return [.. SqlitePersons.LeadsOf(connection, _database.Workspace, _database.Fresh, sought)];
    }

    public KeptOfLead KeptOf(long lead) => SqlitePersons.KeptOf(_database, lead);

    /// <summary>What was erased, the newest first, at most <paramref name="limit"/>, before the one of this id.</summary>
    public IReadOnlyList<Erasure> Erasures(int limit, long? before = null) =>
        SqliteErasures.Read(_database, limit, before ?? long.MaxValue);

    public Erasure? Erasure(long id) => Erasures(1, id + 1) is [var newest] && newest.Id == id ? newest : null;
}
