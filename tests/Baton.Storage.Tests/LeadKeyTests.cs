using System.Data;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage.Sqlite;
using Baton.Storage.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

/// <summary>The keys under which leads are found by client id, e-mail and phone: fresh ones, and those in the tree.</summary>
public sealed class LeadKeyTests : StoreTest
{
    [Fact]
    public void A_key_never_changes_for_databases_are_full_of_them()
    {
        SqliteLeadKeys.Of(null, LeadKeyOf.Email).ShouldBeNull();
        Enum.GetValues<LeadKeyOf>()
            .Select(what => SqliteLeadKeys.Of("abc", what))
            .ShouldBe([0x5D3C0B5FC780, 0x5D3C0B5FC781, 0x5D3C0B5FC782, 0x5D3C0B5FC783, 0x5D3C0B5FC784]);
    }

    [Fact]
    public async Task Two_texts_of_one_key_are_two_persons()
    {
        await using (var before = Open())
        {
            await Capture(before, id: "A", email: "ann@acme.test", phone: "+15550001");
        }

        Plant(
            "INSERT INTO lead_keys(key, number) VALUES (@id, 1), (@email, 1), (@phone, 1)",
            new
            {
                id = SqliteLeadKeys.Of("B", LeadKeyOf.ClientId),
                email = SqliteLeadKeys.Of("bea@acme.test", LeadKeyOf.Email),
                phone = SqliteLeadKeys.Of("+15550002", LeadKeyOf.Phone),
            }
        );

        await using var store = Open();
        var bea = await Capture(store, id: "B", email: "bea@acme.test", phone: "+15550002");

        (bea.Outcome!.Lead, bea.Lead!.Status).ShouldBe((2, "assigned"));
        store.Leads.NumberOf("B").ShouldBe(2);
        await store.Submit(new Submission(new ErasePerson(new PersonSought { Emails = ["bea@acme.test"] })));
        (store.Leads.Get(1)!.Erased, store.Leads.Get(2)!.Erased).ShouldBe((false, true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task An_erased_lead_has_no_keys_and_gets_none_later(int others)
    {
        const string Keys = "SELECT count(*) FROM lead_keys WHERE number = 1";
        await using var store = Open(with: o => o with { LeadsBetweenKeyMoves = 1 });
        await Capture(store, id: "A", email: "ann@acme.test", phone: "+15550001");
        await Come(others);
        Scalar<int>(Keys).ShouldBe(others == 0 ? 0 : 3);

        await store.Submit(new Submission(new ErasePerson(new PersonSought { Leads = [1] })));
        Scalar<int>(Keys).ShouldBe(0);
        await Come(64);
        Scalar<int>(Keys).ShouldBe(0);
        Scalar<int>("SELECT count(*) FROM lead_keys").ShouldBeGreaterThan(0);

        async Task Come(int leads)
        {
            for (var i = 0; i < leads; i++)
            {
                await Capture(store, id: $"B{i}-{leads}");
            }
        }
    }

    [Fact]
    public async Task A_key_is_found_wherever_it_stands_and_by_whoever_looks()
    {
        const int Leads = 150;
        await using var store = Open(with: o => o with { LeadsBetweenKeyMoves = 1 });
        for (var i = 1; i <= Leads; i++)
        {
            await Capture(store, id: $"L{i}", email: $"l{i}@acme.test");
        }

        // As of the database, nothing is held in memory by who comes new, such as a command beside a server.
        var beside = new SqliteLeadReads(SqliteDatabase.Existing(Folder.Database));
        Scalar<int>("SELECT count(*) FROM lead_keys").ShouldBeInRange(Leads, (2 * Leads) - 10);
        foreach (var i in Enumerable.Range(1, Leads))
        {
            store.Leads.NumberOf($"L{i}").ShouldBe(i);
            beside.NumberOf($"L{i}").ShouldBe(i);
            store.Persons.LeadsOf(new PersonSought { Emails = [$"l{i}@acme.test"] }).ShouldBe([i]);
        }
    }

    [Fact]
    public void Keys_move_while_leads_come_and_none_is_lost()
    {
        const int Leads = 40_000;
        var options = new StoreOptions { Directory = Folder.Path, Clock = Clock };
        var database = SqliteDatabase.Prepare(Folder.Database, options);
        using var connection = database.OpenWriter();
        database.Fresh.Keep(connection);
        using var keys = new SqliteLeadKeys(connection, new KnownKeys(database));
        using var fields = new LeadFields();
        using (var transaction = connection.BeginTransaction())
        {
            for (var number = 1; number <= Leads; number++)
            {
                fields.Begin();
                fields.Add("id", Value.Of($"L{number}"), personal: true);
                fields.End();
                keys.Came(number, fields, TextKeys.None, isDuplicate: false);
            }

            transaction.Commit();
        }

        var marks = connection.Query<(int, long Number)>("SELECT range, number FROM key_marks").ToDictionary();
        var all = Enumerable
            .Range(1, Leads)
            .Select(n => (KeyOf(n), (long)n))
            .ToLookup(k => k.Item2 <= marks[RangeOf(k.Item1)]);
        marks.Values.Min().ShouldBe(Leads - (Leads % 256) - (63 * 256));
        Tree(connection).Order().ShouldBe(all[true].Order());
        all[false].Where(k => !database.Fresh.Numbers(k.Item1).Contains(k.Item2)).ShouldBeEmpty();

        static long KeyOf(int number) => SqliteLeadKeys.Of($"L{number}", LeadKeyOf.ClientId)!.Value;
    }

    [Fact]
    public void A_persons_newest_leads_are_found_without_a_sort()
    {
        var options = new StoreOptions { Directory = Folder.Path, Clock = Clock };
        using var connection = SqliteDatabase.Prepare(Folder.Database, options).OpenWriter();
        var find = SqliteLeadKeys.Rows("k.number, l.status", "email") + " ORDER BY k.number DESC LIMIT 64";

        var plan = connection
            .Query<(long, long, long, string Detail)>("EXPLAIN QUERY PLAN " + find, new { key = 1, text = "a" })
            .Select(l => l.Detail)
            .ToArray();

        plan.ShouldBe(["SEARCH k USING PRIMARY KEY (key=?)", "SEARCH l USING INTEGER PRIMARY KEY (rowid=?)"]);
    }

    /// <summary>Fails unless the tree holds the key of every row's text that is not fresh, and of rows alone; returns how many texts there are.</summary>
    internal static int AssertKeys(SqliteConnection connection)
    {
        var rows = connection
            .Query<(long Number, string? Text, long What)>(
                """
                SELECT number, client_id, 0 FROM leads
                UNION ALL SELECT number, email, CASE WHEN status = 'duplicate' THEN 3 ELSE 1 END FROM leads
                UNION ALL SELECT number, phone, CASE WHEN status = 'duplicate' THEN 4 ELSE 2 END FROM leads
                """
            )
            .Where(r => r.Text is not null)
            .Select(r => (SqliteLeadKeys.Of(r.Text, (LeadKeyOf)r.What)!.Value, r.Number))
            .ToList();
        var marks = connection.Query<(int, long Number)>("SELECT range, number FROM key_marks").ToDictionary();
        var tree = Tree(connection).ToHashSet();
        rows.Where(r => r.Number <= marks[RangeOf(r.Value)]).ShouldAllBe(r => tree.Contains(r));
        if (connection.State == ConnectionState.Closed)
        {
            connection.Open();
        }

        tree.UnionWith(FreshKeys.In(connection));
        tree.ShouldBe(rows, ignoreOrder: true);
        return rows.Count;
    }

    private static int RangeOf(long key) => (int)(key >> 41);

    private static List<(long Key, long Number)> Tree(SqliteConnection connection) =>
        connection.Query<(long, long)>("SELECT key, number FROM lead_keys").AsList();

    private void Plant(string sql, object values)
    {
        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        connection.Execute(sql, values);
    }
}
