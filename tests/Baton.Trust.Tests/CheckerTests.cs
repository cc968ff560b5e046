using Baton.Engine.Commands;
using Baton.Storage;
using Baton.Storage.Tests;
using Baton.Trust.Tests.Checking;
using Baton.Trust.Tests.Load;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Trust.Tests;

/// <summary>The checker before it is trusted: it holds its peace on a sound history and finds each fault planted in one.</summary>
public sealed class CheckerTests : IDisposable
{
    // Five leads go to ana, bob, ana, bob, bob (records 2 to 6); then both are full and the sixth waits (record 7).
    private const string Small = """
        reps: [{ id: ana, capacity: 2 }, { id: bob, caps: { hour: 3 } }]
        policy:
          pools: { p: { members: [ana, bob] } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly ClientLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_history_has_no_faults()
    {
        await SixLeads();

        (await Faults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_history_that_many_made_at_once_has_no_faults()
    {
        await using (var store = BatonStore.Open(new StoreOptions { Directory = _folder.Path }))
        {
            await store.Submit(new Submission(new PublishWorkspace(LoadWorkspace.Document)));
            await Crowd.Run(8, seed: 1, TimeSpan.FromSeconds(2), 30, _log, new StoreSender(() => store).Send);
        }

        await HistoryChecker.ShouldHold(_folder.Path, _log);
        _log.Answered.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task A_lost_record_is_found()
    {
        await SixLeads();
        Plant("DELETE FROM journal WHERE seq = 4; DELETE FROM leads WHERE number = 3");

        var faults = await Faults();

        faults.ShouldContain("record 4 of the journal is missing");
        faults.ShouldContain("lead L3 was acknowledged and is lost");
    }

    [Fact]
    public async Task A_lost_last_record_is_found_by_what_its_client_was_told()
    {
        await SixLeads();
        Plant("DELETE FROM journal WHERE seq = 7; DELETE FROM leads WHERE number = 6");

        (await Faults()).ShouldBe(["lead L6 was acknowledged and is lost"]);
    }

    [Fact]
    public async Task A_lost_row_is_found()
    {
        await SixLeads();
        Plant("DELETE FROM leads WHERE number = 6");

        (await Faults()).ShouldHaveSingleItem().ShouldStartWith("the row of lead 6 is missing; its events say waiting");
    }

    [Fact]
    public async Task Two_owners_at_once_are_found_in_the_table()
    {
        await SixLeads();
        Plant(
            "INSERT INTO assignments SELECT workspace, lead, 2, 'bob', pool, queue, rule, how, at, NULL, NULL FROM assignments WHERE lead = 1"
        );

        (await Faults()).ShouldContain("lead 1 has 2 owners at once: ana, bob");
    }

    [Fact]
    public async Task Two_owners_at_once_are_found_in_the_journal()
    {
        await SixLeads();
        Rewrite(5, "\"lead\":4", "\"lead\":3", after: "lead_assigned");

        (await Faults()).ShouldContain("record 5: lead 3 goes to bob while ana owns it");
    }

    [Fact]
    public async Task Another_owner_than_the_acknowledged_one_is_found()
    {
        await SixLeads();
        Rewrite(3, "\"rep\":\"bob\"", "\"rep\":\"ana\"", after: "lead_assigned");

        var faults = await Faults();

        faults.ShouldContain("lead L2 was acknowledged as assigned of bob, and record 3 made it assigned of ana");
        faults.ShouldContain(f => f.StartsWith("the row of lead 2 is assigned of bob", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Room_overrun_is_found()
    {
        await SixLeads();
        Rewrite(5, "\"rep\":\"bob\"", "\"rep\":\"ana\"", after: "lead_assigned");

        (await Faults()).ShouldContain("record 5: lead 4 gives ana 3 of 2 units");
    }

    [Fact]
    public async Task A_cap_overrun_is_found()
    {
        await SixLeads();
        Plant(
            "UPDATE journal SET payload = CAST(replace((SELECT payload FROM journal WHERE seq = 6), '\"lead\":5', '\"lead\":6') AS BLOB) WHERE seq = 7"
        );

        (await Faults()).ShouldContain("record 7: lead 6 gives bob 4 of 3 leads of the hour");
    }

    [Fact]
    public async Task A_claim_too_many_is_found()
    {
        await History(
            """
            reps: [{ id: ana }]
            policy:
              queues: { tank: { members: [ana], mode: cherry_pick, claims: { open: 1 } } }
              rules: [{ name: all, route: [{ queue: tank }] }]
            """,
            100_000,
            new Request("k1", Ask.Capture) { Lead = "L1" },
            new Request("k2", Ask.Capture) { Lead = "L2" },
            new Request("k3", Ask.Claim) { Lead = "L1", Rep = "ana" }
        );
        Plant(
            "INSERT INTO journal SELECT workspace, 5, at, type, 2, rep_id, actor, CAST(replace(payload, '\"lead\":1', '\"lead\":2') AS BLOB), personal FROM journal WHERE seq = 4"
        );

        (await Faults()).ShouldContain("record 5: lead 2 gives ana 2 of 1 open claims of tank");
    }

    [Fact]
    public async Task A_ledger_out_of_balance_is_found()
    {
        await SixLeads();
        const string adjusted =
            """[{"type":"ledger_adjusted","ledger":"p","reason":"adjusted","balances":[{"member":"ana","nano":500000000}]}]""";
        Plant(
            $"INSERT INTO journal SELECT workspace, 8, at, 'ledger_adjusted', NULL, NULL, NULL, CAST('{adjusted}' AS BLOB), NULL FROM journal WHERE seq = 7"
        );

        var faults = await Faults();

        faults.ShouldContain(f => f.StartsWith("record 8: the ledger p sums to ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_snapshot_that_is_not_what_the_journal_makes_is_found()
    {
        await SixLeads(snapshotEvery: 6);
        Rewrite(3, "\"rep\":\"bob\"", "\"rep\":\"ana\"", after: "lead_assigned");

        (await Faults()).ShouldContain(f =>
            f.StartsWith("the store reopens in another state than its journal", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_lead_captured_twice_is_found()
    {
        await SixLeads();
        Plant(
            "INSERT INTO journal SELECT workspace, 8, at, type, 7, rep_id, actor, CAST(replace(payload, '\"lead\":6', '\"lead\":7') AS BLOB), personal FROM journal WHERE seq = 7"
        );

        (await Faults()).ShouldContain("lead L6 was captured 2 times");
    }

    [Fact]
    public async Task An_action_done_twice_is_found()
    {
        await SixLeads(then: new Request("k7", Ask.Contact) { Lead = "L1" });
        Plant(
            "INSERT INTO journal SELECT workspace, 9, at, type, lead_id, rep_id, actor, payload, personal FROM journal WHERE seq = 8"
        );

        (await Faults()).ShouldContain("Contact of lead 1 was acknowledged 1 times and happened 2 times");
    }

    [Fact]
    public async Task Two_answers_to_one_request_are_found()
    {
        var request = new Request("k", Ask.Capture) { Lead = "L1" };
        await SixLeads();
        _log.Note(request, new Answer(true) { Status = "assigned", Owner = "ana" });
        _log.Note(request, new Answer(true) { Status = "assigned", Owner = "bob" });

        (await Faults()).ShouldContain(f => f.StartsWith("k was first answered ", StringComparison.Ordinal));
    }

    private Task SixLeads(long snapshotEvery = 100_000, params Request[] then) =>
        History(
            Small,
            snapshotEvery,
            [.. Enumerable.Range(1, 6).Select(n => new Request($"k{n}", Ask.Capture) { Lead = $"L{n}" }), .. then]
        );

    private async Task History(string workspace, long snapshotEvery, params Request[] requests)
    {
        var options = new StoreOptions { Directory = _folder.Path, SnapshotEvery = snapshotEvery };
        await using var store = BatonStore.Open(options);
        await store.Submit(new Submission(new PublishWorkspace(LoadWorkspace.Read(workspace))));
        var sender = new StoreSender(() => store);
        foreach (var request in requests)
        {
            _log.Note(request, (await sender.Send(request))!);
        }
    }

    private Task<IReadOnlyList<string>> Faults() => HistoryChecker.Faults(_folder.Path, _log);

    private void Rewrite(long seq, string was, string now, string after)
    {
        var payload = Database(c =>
            c.ExecuteScalar<string>("SELECT CAST(payload AS TEXT) FROM journal WHERE seq = @seq", new { seq })
        )!;
        var from = payload.IndexOf(after, StringComparison.Ordinal);
        payload.IndexOf(was, from, StringComparison.Ordinal).ShouldBeGreaterThan(from);
        var changed = payload[..from] + payload[from..].Replace(was, now, StringComparison.Ordinal);
        Database(c =>
            c.Execute("UPDATE journal SET payload = CAST(@changed AS BLOB) WHERE seq = @seq", new { changed, seq })
        );
    }

    private void Plant(string sql) => Database(c => c.Execute(sql)).ShouldBeGreaterThan(0);

    private T Database<T>(Func<SqliteConnection, T> work)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        connection.Open();
        return work(connection);
    }
}
