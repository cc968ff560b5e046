using Baton.Engine.Commands;
using Baton.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

/// <summary>The numbers under which ids, e-mails and phones are indexed.</summary>
public sealed class TextKeyTests : StoreTest
{
    [Fact]
    public void A_key_never_changes_for_databases_are_full_of_them()
    {
        TextKey.Of(null).ShouldBeNull();
        TextKey.Of("").ShouldBe(0xE3B0C44298FC >> 1);
        TextKey.Of("abc").ShouldBe(0xBA7816BF8F01 >> 1);
        TextKey.Of("Zoë").ShouldBe(TextKey.Of("Zo\u00EB"));
        TextKey.Of(new string('x', 1000)).ShouldNotBe(TextKey.Of(new string('x', 1001)));
    }

    [Fact]
    public async Task Two_texts_of_one_key_are_two_persons()
    {
        await using var store = Open();
        await Capture(store, id: "A", email: "ann@acme.test", phone: "+15550001");
        Plant(
            "UPDATE leads SET client_key = @id, email_key = @email, phone_key = @phone",
            new
            {
                id = TextKey.Of("B"),
                email = TextKey.Of("bea@acme.test"),
                phone = TextKey.Of("+15550002"),
            }
        );

        var bea = await Capture(store, id: "B", email: "bea@acme.test", phone: "+15550002");

        (bea.Outcome!.Lead, bea.Lead!.Status).ShouldBe((2, "assigned"));
        store.Leads.NumberOf("B").ShouldBe(2);
        await store.Submit(new Submission(new ErasePerson(new PersonSought { Emails = ["bea@acme.test"] })));
        (store.Leads.Get(1)!.Erased, store.Leads.Get(2)!.Erased).ShouldBe((false, true));
    }

    [Fact]
    public async Task An_erased_lead_has_no_keys()
    {
        await using var store = Open();
        await Capture(store, id: "A", email: "ann@acme.test", phone: "+15550001");
        await store.Submit(new Submission(new ErasePerson(new PersonSought { Leads = [1] })));

        Scalar<long?>("SELECT coalesce(client_key, email_key, phone_key) FROM leads").ShouldBeNull();
    }

    /// <summary>Fails unless every row has the keys of its texts; returns how many keys there are.</summary>
    internal static int AssertKeys(SqliteConnection connection)
    {
        var rows = connection
            .Query<(long Number, string? Text, long? Key)>(
                """
                SELECT number, client_id, client_key FROM leads
                UNION ALL SELECT number, email, email_key FROM leads UNION ALL SELECT number, phone, phone_key FROM leads
                """
            )
            .AsList();
        rows.Where(r => r.Key != TextKey.Of(r.Text)).ShouldBeEmpty();
        return rows.Count(r => r.Key is not null);
    }

    private void Plant(string sql, object values)
    {
        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        connection.Execute(sql, values);
    }
}
