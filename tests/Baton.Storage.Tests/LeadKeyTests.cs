using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage.Sqlite;
using Baton.Storage.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

/// <summary>The keys under which leads are found by client id, e-mail and phone, in two trees.</summary>
public sealed class LeadKeyTests : StoreTest
{
    /// <summary>SQL: each key that is added goes at once to the large tree, if its lead's number is odd.</summary>
    internal const string MoveEverySecond = """
        CREATE TRIGGER moves AFTER INSERT ON fresh_keys WHEN NEW.number % 2 = 1 BEGIN
          INSERT INTO lead_keys(key, number) VALUES (NEW.key, NEW.number);
          DELETE FROM fresh_keys WHERE key = NEW.key AND number = NEW.number;
        END
        """;

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
    [InlineData("fresh_keys")]
    [InlineData("lead_keys")]
    public async Task An_erased_lead_has_no_keys(string table)
    {
        await using var store = Open();
        if (table == "lead_keys")
        {
            Plant(MoveEverySecond, new { });
        }

        await Capture(store, id: "A", email: "ann@acme.test", phone: "+15550001");
        Scalar<int>($"SELECT count(*) FROM {table}").ShouldBe(3);
        await store.Submit(new Submission(new ErasePerson(new PersonSought { Leads = [1] })));

        Scalar<int>("SELECT (SELECT count(*) FROM fresh_keys) + (SELECT count(*) FROM lead_keys)").ShouldBe(0);
    }

    [Fact]
    public void Keys_move_while_leads_come_and_none_is_lost()
    {
        const int Leads = 40_000;
        const int MostFresh = 16_384;
        var options = new StoreOptions { Directory = Folder.Path, Clock = Clock };
        var database = SqliteDatabase.Prepare(Folder.Database, options);
        using var connection = database.OpenWriter();
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

        connection.ExecuteScalar<int>("SELECT count(*) FROM fresh_keys").ShouldBeInRange(1, MostFresh);
        Keys(connection)
            .Order()
            .ShouldBe(
                Enumerable
                    .Range(1, Leads)
                    .Select(n => (SqliteLeadKeys.Of($"L{n}", LeadKeyOf.ClientId)!.Value, (long)n))
                    .Order()
            );
    }

    [Fact]
    public void A_persons_newest_leads_are_found_without_a_sort()
    {
        var options = new StoreOptions { Directory = Folder.Path, Clock = Clock };
        using var connection = SqliteDatabase.Prepare(Folder.Database, options).OpenWriter();
        var find = SqliteLeadKeys.Rows("k.number, l.status", "email") + " ORDER BY 1 DESC LIMIT 64";

        var plan = connection
            .Query<(long, long, long, string Detail)>("EXPLAIN QUERY PLAN " + find, new { key = 1, text = "a" })
            .Select(l => l.Detail)
            .ToArray();

        plan.ShouldBe([
            "MERGE (UNION ALL)",
            "LEFT",
            "SEARCH k USING PRIMARY KEY (key=?)",
            "SEARCH l USING INTEGER PRIMARY KEY (rowid=?)",
            "RIGHT",
            "SEARCH k USING PRIMARY KEY (key=?)",
            "SEARCH l USING INTEGER PRIMARY KEY (rowid=?)",
        ]);
    }

    /// <summary>Fails unless the trees hold the keys of every row's texts and no others; returns how many there are.</summary>
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
        Keys(connection).ShouldBe(rows, ignoreOrder: true);
        return rows.Count;
    }

    private static List<(long Key, long Number)> Keys(SqliteConnection connection) =>
        connection
            .Query<(long, long)>("SELECT key, number FROM fresh_keys UNION ALL SELECT key, number FROM lead_keys")
            .AsList();

    private void Plant(string sql, object values)
    {
        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        connection.Execute(sql, values);
    }
}
