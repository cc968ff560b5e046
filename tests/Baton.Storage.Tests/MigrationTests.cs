using Baton.Engine.Commands;
using Baton.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

/// <summary>
/// Databases of earlier schema steps, with the rows that such a version wrote, opened by this one. The rows stand in
/// <c>golden/schema-0002.sql</c>; what came between then and now is done by the steps themselves.
/// </summary>
public sealed class MigrationTests : StoreTest
{
    private static readonly string Partner = "bk_" + new string('B', 43);
    private static readonly string Revoked = "bk_" + new string('C', 43);

    // The records are of that day.
    public MigrationTests() => Clock.Advance(new DateTime(2026, 11, 24, 21, 25, 0) - new DateTime(2026, 1, 5, 9, 0, 0));

    public static TheoryData<int> Steps =>
        [.. SqliteMigration.All.Select(m => m.Number).Where(n => n >= 2 && n < SqliteMigration.All[^1].Number)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Leads_history_and_state_are_as_they_were(int step)
    {
        Write(step);

        await using var store = OpenToday();

        Scalar<int>("SELECT max(number) FROM migrations").ShouldBe(SqliteMigration.All[^1].Number);
        store
            .Leads.List(LeadFilter.All, 10)
            .Items.Select(l =>
                $"{l.PublicId} {l.Status} {l.Owner ?? string.Join(',', l.OfferedTo)} {l.Queue}".TrimEnd()
            )
            .ShouldBe([
                "G rejected",
                "F offered ana",
                "E queued  tank",
                "D assigned cy",
                "C assigned bob",
                "B duplicate",
                "A working ana",
            ]);
        store.Journal.LastSeq.ShouldBe(10);
        foreach (var number in new long[] { 1, 3, 4, 5, 6 })
        {
            var (row, view) = (store.Leads.Get(number)!, (await store.Read(w => w.Lead(number)))!);
            (row.Status, row.Stage, row.Owner, row.Pool, row.Queue, row.Version).ShouldBe(
                (view.Status, view.Stage, view.Owner, view.Pool, view.Queue, view.Version)
            );
        }

        store.Leads.Get("A")!.Personal.Items.ShouldContain(f => f.Key == "nick" && f.Value.TextOrNull == "Sunny");
        store.Leads.Timeline(1).Count.ShouldBe(6);
        store.Decisions.Why(3).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_merge_of_that_time_can_be_undone(int step)
    {
        Write(step);
        await using var store = OpenToday();
        store.Leads.Get("A")!.Fields.Items.ShouldContain(f => f.Key == "city");

        await Done(store, new UnmergeLead(2));

        store.Leads.Get("B")!.Status.ShouldBe("assigned");
        var first = store.Leads.Get("A")!;
        first.Fields.Items.Select(f => f.Key).ShouldBe(["domain"]);
        first.Personal.Items.Select(f => f.Key).ShouldBe(["id", "email", "phone", "nick"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_suspicion_of_that_time_waits_for_a_person(int step)
    {
        Write(step);
        await using var store = OpenToday();

        var suspicion = store.Leads.Suspicions(10).Items.ShouldHaveSingleItem();

        (suspicion.Lead.PublicId, suspicion.Of.PublicId, suspicion.Score).ShouldBe(("D", "C", 0.9188m));
        suspicion.Evidence.Select(e => e.Field).ShouldBe(["name", "city"]);
        await Done(store, new DismissDuplicate(4));
        store.Leads.Suspicions(10).Items.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_key_of_that_time_is_an_administrators_and_a_revoked_one_stays_it(int step)
    {
        Write(step);
        await using var store = OpenToday();

        var key = store.Keys.Verify(Partner)!;

        (key.Name, key.Role, key.User).ShouldBe(("partner", Role.Admin, null));
        store.Keys.Verify(Revoked).ShouldBeNull();
        store.Keys.List().Select(k => k.Name).ShouldBe(["admin", "partner", "gone"]);
        var rep = store.Keys.Verify(store.Keys.Create("ana's", Role.Rep, "ana"))!;
        (rep.Role, rep.User).ShouldBe((Role.Rep, "ana"));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_text_of_that_time_is_found_by_its_key(int step)
    {
        Write(step, "UPDATE leads SET client_id = 'Zoë' WHERE number = 4");

        using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        Migrate(SqliteMigration.All[^1].Number);

        LeadKeyTests.AssertKeys(connection).ShouldBeGreaterThan(10);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void The_schema_is_that_of_a_new_database(int step)
    {
        Write(step);
        Migrate(SqliteMigration.All[^1].Number);
        using var fresh = new TemporaryFolder();
        SqliteDatabase.Prepare(fresh.Database, new StoreOptions { Directory = fresh.Path, Clock = Clock });

        Schema(Folder).ShouldBe(Schema(fresh));
    }

    private static string[] Schema(TemporaryFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        return
        [
            .. connection.Query<string>("SELECT name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY name"),
        ];
    }

    private static async Task Done(BatonStore store, Command command)
    {
        var reply = await store.Submit(new Submission(command));
        (reply.Outcome?.Refusal?.ToString() ?? reply.Message).ShouldBeNull();
    }

    private BatonStore OpenToday() => BatonStore.Open(new StoreOptions { Directory = Folder.Path, Clock = Clock });

    private void Write(int step, string also = "")
    {
        Migrate(2);
        using (var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False"))
        {
            connection.Execute(File.ReadAllText(Path.Combine(Golden.Folder, "schema-0002.sql")) + also);
        }

        Migrate(step);
    }

    private void Migrate(int step) =>
        SqliteDatabase.Prepare(
            Folder.Database,
            new StoreOptions { Directory = Folder.Path, Clock = Clock },
            [.. SqliteMigration.All.Where(m => m.Number <= step)]
        );
}
