using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Storage.Sqlite;

namespace Baton.Storage.Tests;

public sealed class ReadingTests : StoreTest
{
    [Fact]
    public async Task Leads_are_listed_newest_first_in_pages()
    {
        await using var store = Open();
        for (var i = 1; i <= 7; i++)
        {
            await Capture(store, id: $"L{i}");
        }

        var first = store.Leads.List(LeadFilter.All, 3);
        var second = store.Leads.List(LeadFilter.All, 3, first.NextCursor);
        var third = store.Leads.List(LeadFilter.All, 3, second.NextCursor);

        Ids(first).ShouldBe(["L7", "L6", "L5"]);
        Ids(second).ShouldBe(["L4", "L3", "L2"]);
        Ids(third).ShouldBe(["L1"]);
        third.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task A_last_page_that_is_just_full_has_no_cursor()
    {
        await using var store = Open();
        await Capture(store);
        await Capture(store);

        store.Leads.List(LeadFilter.All, 2).NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task Filters_narrow_by_columns_and_by_condition()
    {
        await using var store = Open();
        await Capture(store, id: "L1", source: "web");
        await Capture(store, id: "L2", source: "ads");
        await Capture(store, id: "L3", source: "web");
        await Capture(store, id: "L4", source: "later");

        Ids(store, new LeadFilter { Owner = "ana" }).ShouldBe(["L3", "L1"]);
        Ids(store, new LeadFilter { Source = "ads" }).ShouldBe(["L2"]);
        Ids(store, new LeadFilter { Statuses = ["waiting", "won"] }).ShouldBe(["L4"]);
        Ids(store, new LeadFilter { Owner = "ana", Where = l => l.Number > 1 }).ShouldBe(["L3"]);
        Ids(store, new LeadFilter { Reason = "waiting_for_hours" }).ShouldBe(["L4"]);
        Ids(
                store,
                new LeadFilter
                {
                    Stage = "new",
                    Rule = "all",
                    Owner = "bob",
                }
            )
            .ShouldBe(["L2"]);
        Ids(store, new LeadFilter { Pool = "x' OR 1=1 --" }).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_condition_that_few_rows_meet_still_fills_its_pages()
    {
        await using var store = Open();
        for (var i = 0; i < 30; i++)
        {
            await Capture(store);
        }

        var filter = new LeadFilter { Where = l => l.Number % 10 == 0 };
        var first = store.Leads.List(filter, 2);

        first.Items.Select(l => l.Number).ShouldBe([30, 20]);
        store.Leads.List(filter, 2, first.NextCursor).Items.Select(l => l.Number).ShouldBe([10]);
    }

    [Fact]
    public async Task A_timeline_has_a_merged_duplicates_arrival_too()
    {
        await using var store = Open();
        await Capture(store, email: "ann@acme.test");
        await Capture(store, email: "bea@acme.test");
        await Capture(store, email: "ann@acme.test");

        store
            .Leads.Timeline(1)
            .Select(e => (e.Seq, e.Event.GetType()))
            .ShouldBe([
                (1, typeof(LeadCaptured)),
                (1, typeof(LeadAssigned)),
                (3, typeof(LeadCaptured)),
                (3, typeof(LeadMerged)),
            ]);
    }

    [Fact]
    public async Task A_new_record_wakes_who_waits_for_it()
    {
        await using var store = Open();
        var waiting = store.Journal.WaitAfter(1, CancellationToken.None);
        await Capture(store);
        waiting.IsCompleted.ShouldBeFalse();

        await Capture(store);

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_more()
    {
        await using var store = Open();
        var key = store.Keys.Create("robot");
        store.Keys.Create("other");
        var id = store.Keys.Verify(key)!.Id;

        store.Keys.Revoke(id).ShouldBeTrue();

        store.Keys.Verify(key).ShouldBeNull();
        store.Keys.Revoke(id).ShouldBeFalse();
        store.Keys.List().Select(k => (k.Name, k.RevokedAt is null)).ShouldBe([("robot", false), ("other", true)]);
    }

    [Fact]
    public async Task A_key_is_kept_as_a_hash_only()
    {
        await using var store = Open();

        var key = store.Keys.Create("robot");

        key.ShouldMatch("^bk_[A-Za-z0-9_-]{43}$");
        Scalar<int>("SELECT length(hash) FROM api_keys").ShouldBe(32);
        store.Keys.Verify(key[..^1] + (key[^1] == 'A' ? 'B' : 'A')).ShouldBeNull();
        store.Keys.Verify("").ShouldBeNull();
    }

    [Fact]
    public async Task Personal_data_stands_in_personal_columns_only()
    {
        await using var store = Open();
        await Capture(store, id: "Client-7", email: "ann@acme.test", phone: "+15550001", source: "web");

        var open = Scalar<string>(
            "SELECT CAST(j.payload AS TEXT) || CAST(l.fields AS TEXT) FROM journal j JOIN leads l ON l.number = j.lead_id"
        );

        open.ShouldContain("web");
        new[] { "Client-7", "ann@acme.test", "5550001" }.ShouldAllBe(secret => !open.Contains(secret));
        Scalar<string>("SELECT CAST(personal AS TEXT) FROM journal")
            .ShouldBe("""{"0":{"personal":{"id":"Client-7","email":"ann@acme.test","phone":"+15550001"}}}""");
    }

    [Fact]
    public async Task Erased_personal_data_is_in_no_file_any_more()
    {
        string[] secrets = ["Client-7", "ann@acme.test", "+15550001", "5550001", "second@acme.test"];
        await using (var store = Open(with: o => o with { LeadsBetweenKeyMoves = 1 }))
        {
            await store.Submit(Keyed(TinyWorkspace.Capture("Client-7", "ann@acme.test", "+15550001"), "k"));
            await Capture(store, email: "second@acme.test", phone: "+15550001");
            await Capture(store, id: "Client-8", email: "bea@acme.test");
            for (var other = 0; other < 64; other++)
            {
                await Capture(store, id: $"Other-{other}");
            }

            await store.Submit(new Submission(new ErasePerson(new PersonSought { Leads = [1] })));

            (store.Leads.NumberOf("Client-7"), store.Leads.NumberOf("Client-8")).ShouldBe((null, 3));
            var erased = store.Leads.Get(PublicId.Of(1))!;
            (erased.Erased, erased.Personal, erased.Owner).ShouldBe((true, FieldSet.Empty, "ana"));
            store.Leads.Get(2)!.Erased.ShouldBeTrue();
            store.Leads.Get(3)!.Personal.Items.Length.ShouldBe(2);
            store.Leads.Timeline(1).Count.ShouldBe(5);
            Scalar<int>("SELECT count(*) FROM idempotency").ShouldBe(0);
        }

        var bytes = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Folder.Database));
        secrets.ShouldAllBe(secret => !bytes.Contains(secret));
        secrets
            .SelectMany(secret => Enum.GetValues<LeadKeyOf>().Select(what => Stored(secret, what)))
            .ShouldAllBe(key => !bytes.Contains(key), "a key is made of personal data");
        bytes.ShouldContain(Stored("bea@acme.test", LeadKeyOf.Email));
        bytes.ShouldContain("bea@acme.test");
        Directory
            .GetFiles(Folder.Path)
            .Select(Path.GetFileName)
            .Order()
            .ShouldBe(["baton.db", "baton.lock", "baton.owner"]);
    }

    // A text's key as SQLite writes it: six bytes, the most significant first.
    private static string Stored(string text, LeadKeyOf what) =>
        System.Text.Encoding.Latin1.GetString(Convert.FromHexString($"{SqliteLeadKeys.Of(text, what):X12}"));

    [Fact]
    public void An_opaque_id_is_one_to_one()
    {
        var ids = Enumerable.Range(1, 100_000).Select(n => PublicId.Of(n)).ToHashSet();

        ids.Count.ShouldBe(100_000);
        Enumerable.Range(1, 1000).ShouldAllBe(n => PublicId.NumberOf(PublicId.Of(n)) == n);
        PublicId.NumberOf(PublicId.Of((1L << 50) - 1)).ShouldBe((1L << 50) - 1);
        PublicId.Of(1).ShouldBe("ld_4rdxp27n2x");
        new[] { "", "ld_", "ld_1234", "xx_0123456789", "ld_01234567u9" }.ShouldAllBe(id =>
            PublicId.NumberOf(id) == null
        );
    }

    private static string[] Ids(BatonStore store, LeadFilter filter) => Ids(store.Leads.List(filter, 10));

    private static string[] Ids(LeadPage page) => [.. page.Items.Select(l => l.PublicId)];
}
