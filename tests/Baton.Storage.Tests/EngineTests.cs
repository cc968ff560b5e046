using System.Collections.Immutable;
using Baton.Engine;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Engine.Screening.Fuzzy;
using Baton.Engine.Snapshots;
using Baton.Storage.Files;
using Baton.Storage.Json;
using Baton.Storage.Sqlite;
using Baton.Storage.Tests.Json;
using Baton.Storage.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

/// <summary>The store with the engine itself, under a mix of commands that any caller could send.</summary>
public sealed partial class EngineTests : StoreTest
{
    private const string Workspace = """
        reps: [{ id: ana }, { id: bob }, { id: cy }]
        teams: { t: { members: [ana, bob, cy] } }
        accounts: [{ name: Acme, domain: acme.test }, { name: Bolt, domain: bolt.test }]
        policy:
          fields: { nick: { type: string, personal: true }, seats: number }
          screen:
            reject: ['lead.source == "junk"']
            duplicates: { match: [email, phone, { fuzzy: [name, city], at: 0.8, review: 0.5 }], within: 90d, action: merge }
          score: { rules: [{ name: opened, activity: email_opened, points: 5, half_life: 7d, at_most: 20 }, { name: called, activity: call, points: 30 }] }
          pools: { p: { team: t, offer: { timeout: 10m } }, q: { team: t } }
          queues: { tank: { team: t, mode: cherry_pick } }
          rules:
            - { name: offered, when: 'lead.source == "offer"', route: [{ owner: last }, { pool: p }] }
            - { name: queued, when: 'lead.source == "queue"', route: [{ queue: tank }] }
            - { name: all, route: [{ owner: last }, { pool: q }] }
        """;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(18, true)]
    public async Task The_facts_of_the_database_are_those_of_the_book(int seed, bool erasing)
    {
        await using (var store = await Started(leadsBetweenKeyMoves: 1))
        {
            await Send(store, RandomCommands.Of(seed, 400, erasing), seed);
        }

        var database = SqliteDatabase.Existing(Folder.Database);
        var book = new FactBook();
        foreach (var record in new SqliteJournal(database).Read(afterSeq: 0))
        {
            book.Apply(record.Events, record.At);
        }

        using var connection = database.OpenBeside();
        LeadKeyTests.AssertKeys(connection).ShouldBeGreaterThan(100);
        await using var known = new KnownKeys(database);
        await known.Gather();
        using var facts = new SqliteFacts(connection, database.Workspace, known);
        foreach (var need in EveryNeed())
        {
            AssertSame(new BatchFacts(() => facts).For(need), book.For(need), need.ToString());
        }

        database.ReleaseReaders();
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(15, true)]
    [InlineData(227, true)]
    public async Task A_batch_decides_as_one_by_one(int seed, bool erasing)
    {
        var commands = RandomCommands.Of(seed, 300, erasing);
        using var other = new TemporaryFolder();
        await using var batched = await Started();
        await using var single = await Started(other.Path);

        await Send(batched, commands, seed);
        foreach (var command in commands)
        {
            await single.Submit(new Submission(command));
        }

        Payloads(batched).ShouldBe(Payloads(single));
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, false)]
    [InlineData(16, true)]
    [InlineData(17, true)]
    public async Task Rows_are_what_the_state_says_also_after_a_restart(int seed, bool erasing)
    {
        var store = await Started();
        await Send(store, RandomCommands.Of(seed, 300, erasing), seed);
        var before = await Views(store);
        Rows(store, before).ShouldBe(before.Select(Row));
        await store.DisposeAsync();

        await using var again = BatonStore.Open(new StoreOptions { Directory = Folder.Path, Clock = Clock });

        var after = await Views(again);
        after.Select(Row).ShouldBe(before.Select(Row));
        Same.Assert(after.Select(v => v.Fields).ToArray(), before.Select(v => v.Fields).ToArray());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public async Task A_start_from_a_snapshot_is_as_one_from_the_journal(int seed)
    {
        using var other = new TemporaryFolder();
        await using (var store = await Started(snapshotEvery: 70))
        {
            await Send(store, RandomCommands.Of(seed, 300), seed);
        }

        Scalar<int>("SELECT count(*) FROM snapshots").ShouldBe(2);
        File.Copy(Folder.Database, other.Database);
        Forget(other, "DELETE FROM snapshots");

        var (fromSnapshot, fromJournal) = (await State(Folder), await State(other));

        fromSnapshot.ShouldBe(fromJournal);
    }

    [Theory]
    [InlineData("UPDATE snapshots SET body = X'00'")]
    [InlineData("UPDATE snapshots SET checksum = X'00'")]
    [InlineData("UPDATE snapshots SET seq = seq + 100000")]
    public async Task A_snapshot_of_no_use_is_passed_over(string damage)
    {
        await using (var store = await Started(snapshotEvery: 50))
        {
            await Send(store, RandomCommands.Of(10, 200), 10);
        }

        using var other = new TemporaryFolder();
        File.Copy(Folder.Database, other.Database);
        Forget(other, damage);

        (await State(other)).ShouldBe(await State(Folder));
    }

    [Fact]
    public void A_snapshot_of_another_version_is_refused()
    {
        using var body = new MemoryStream();
        using (
            var compressed = new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionLevel.Fastest)
        )
        {
            compressed.Write("""{"At":"2026-01-05T09:00:00Z","Version":1}"""u8);
        }

        Should.Throw<FormatException>(() => SnapshotJson.Read(body.ToArray()));
    }

    [Fact]
    public async Task A_custom_field_marked_personal_is_kept_apart()
    {
        await using var store = await Started();
        var lead = Lead(store, ("nick", Value.Of("Sunny")), ("seats", Value.Of(7L)));

        await store.Submit(new Submission(lead));

        var row = store.Leads.Get(1)!;
        row.Personal.Items.ShouldBe([new("nick", Value.Of("Sunny"))]);
        row.Fields.Items.ShouldBe([new("seats", Value.Of(7L))]);
    }

    [Fact]
    public async Task The_policy_in_force_is_there_for_request_threads()
    {
        await using (var store = await Started())
        {
            store.CurrentPolicy!.Version.ShouldBe(1);
            Scalar<int>("SELECT max(version) FROM policies").ShouldBe(1);
        }

        await using var again = BatonStore.Open(new StoreOptions { Directory = Folder.Path, Clock = Clock });
        again.CurrentPolicy!.Schema.SlotOf("nick").ShouldBeGreaterThan(0);
    }

    private static void Forget(TemporaryFolder folder, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={folder.Database};Pooling=False"
        );
        Dapper.SqlMapper.Execute(connection, sql);
    }

    private Task<string> State(TemporaryFolder folder) => StateOf(folder.Path);

    private async Task<string> StateOf(string directory)
    {
        await using var store = BatonStore.Open(new StoreOptions { Directory = directory, Clock = Clock });
        using var json = new MemoryStream(SnapshotJson.Write(Canonical(await store.Read(w => w.Save()))));
        using var plain = new System.IO.Compression.GZipStream(json, System.IO.Compression.CompressionMode.Decompress);
        return await new StreamReader(plain).ReadToEndAsync();
    }

    // Equal sets of earners may stand in a snapshot once or twice: that is a matter of memory, not of meaning.
    private static WorkspaceSnapshot Canonical(WorkspaceSnapshot snapshot)
    {
        var names = snapshot
            .Earners.Select(e => string.Join(',', e.Members) + ":" + string.Join(',', e.Weights))
            .ToList();
        var sorted = names.Distinct().Order(StringComparer.Ordinal).ToList();
        return snapshot with
        {
            Earners = [.. sorted.Select(n => snapshot.Earners[names.IndexOf(n)])],
            Leads =
            [
                .. snapshot.Leads.Select(l =>
                    l with
                    {
                        Charges = [.. l.Charges.Select(c => c with { Earners = sorted.IndexOf(names[c.Earners]) })],
                    }
                ),
            ],
        };
    }

    private async Task<BatonStore> Started(
        string? directory = null,
        long snapshotEvery = 100_000,
        StoreHooks? hooks = null,
        string workspace = Workspace,
        int leadsBetweenKeyMoves = 256
    )
    {
        var store = BatonStore.Open(
            new StoreOptions
            {
                Directory = directory ?? Folder.Path,
                Clock = Clock,
                SnapshotEvery = snapshotEvery,
                LeadsBetweenKeyMoves = leadsBetweenKeyMoves,
            },
            hooks ?? StoreHooks.None
        );
        var faults = new List<Fault>();
        var document = (MapNode)YamlReader.Read(workspace, null, faults)!;
        var reply = await store.Submit(new Submission(new PublishWorkspace(document)));
        (reply.Outcome?.Refusal?.ToString() ?? reply.Message).ShouldBeNull();
        return store;
    }

    private static CaptureLead Lead(BatonStore store, params (string Name, Value Value)[] set)
    {
        var schema = store.CurrentPolicy!.Schema;
        var fields = new Value[schema.Count];
        foreach (var (name, value) in set)
        {
            fields[schema.SlotOf(name)] = value;
        }

        return new CaptureLead(fields, 1, SchemaVersion: 1);
    }

    // In batches of up to 50: the writer is held while one gathers.
    private static async Task Send(BatonStore store, List<Command> commands, int seed)
    {
        var random = new Random(seed);
        for (var from = 0; from < commands.Count; )
        {
            var batch = commands.GetRange(from, Math.Min(random.Next(1, 50), commands.Count - from));
            from += batch.Count;
            var gate = new ManualResetEventSlim();
            var held = store.Read(_ => gate.Wait(TimeSpan.FromSeconds(10)));
            var replies = batch.Select(c => store.Submit(new Submission(c)).AsTask()).ToList();
            gate.Set();
            await held;
            (await Task.WhenAll(replies)).ShouldAllBe(r => r.Status != ReplyStatus.Unavailable);
        }
    }

    private static IEnumerable<FactsNeeded> EveryNeed()
    {
        for (var i = 0; i < 60; i++)
        {
            yield return new FactsNeeded
            {
                ClientId = $"L{i}",
                Email = $"p{i % 41}@acme.test",
                Phone = $"+1555000{i % 31}",
                Account = "Acme",
            };
            yield return new FactsNeeded { Email = $"p{i}@bolt.test", Account = i % 2 == 0 ? "Bolt" : "None" };
            yield return new FactsNeeded { Phone = $"+1555000{i}", Account = "Bolt" };
            yield return new FactsNeeded { Leads = [i, i * 3, i + 1000] };
            yield return new FactsNeeded { Person = new PersonSought { Emails = [$"p{i % 41}@acme.test"] } };
            yield return new FactsNeeded
            {
                Person = new PersonSought { Phones = [$"+1555000{i % 31}"], Leads = [i, i * 4] },
            };
            yield return new FactsNeeded { Suspicion = i * 3, Merge = i * 3 };
            yield return new FactsNeeded { Suspicion = (i * 3) + 1, Merge = (i * 3) + 1 };
            yield return new FactsNeeded { Suspicion = (i * 3) + 2, Merge = (i * 3) + 2 };
        }

        var fuzzy = new DuplicatesConfig { Fuzzy = [new FuzzyMatchConfig(["name", "city"], 0.8m, 0.5m)] };
        var screen = FuzzyScreen.Of(fuzzy, LeadSchema.Standard)!;
        foreach (var name in RandomCommands.Names)
        {
            var keys = screen.KeysOf(field =>
                Value.Of(
                    field == "name" ? name
                    : field == "city" ? "Porto"
                    : null
                )
            );
            yield return new FactsNeeded { Similar = new SimilarNeeded(screen, keys) };
        }
    }

    private static void AssertSame(Facts actual, Facts expected, string need)
    {
        actual.SameId.ShouldBe(expected.SameId, need);
        actual.SamePerson.ShouldBe(expected.SamePerson, need);
        actual.SimilarPeople.Select(Brief).Order().ShouldBe(expected.SimilarPeople.Select(Brief).Order(), need);
        actual.LastOwner.ShouldBe(expected.LastOwner, need);
        actual.Person.ShouldBe(expected.Person, need);
        Same.Assert(actual.Suspicion, expected.Suspicion, need);
        (actual.Merge?.Into, Text(actual.Merge?.Filled)).ShouldBe(
            (expected.Merge?.Into, Text(expected.Merge?.Filled)),
            need
        );
        actual.Stored.Keys.Order().ShouldBe(expected.Stored.Keys.Order(), need);
        foreach (var (number, lead) in expected.Stored)
        {
            var stored = actual.Stored[number];
            (stored.Status, stored.Owner, stored.LastOwner).ShouldBe((lead.Status, lead.Owner, lead.LastOwner), need);
            Same.Assert(Text(stored.Fields), Text(lead.Fields), need);
        }
    }

    private static string Brief(SimilarLead lead) =>
        $"{lead.Number} {lead.Status} {lead.Owner} {lead.LastArrival} {Text(lead.Fields)}";

    private static string Text(ImmutableArray<KeyValuePair<string, Value>> fields) =>
        string.Join(", ", fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}: {f.Value}"));

    private static List<string> Payloads(BatonStore store)
    {
        using var encoder = new EventEncoder();
        return [.. store.Journal.Read(0).Select(Text)];

        string Text(JournalRecord record)
        {
            encoder.Encode(record.Events);
            return $"{record.Seq} {System.Text.Encoding.UTF8.GetString(encoder.Payload.Span)}";
        }
    }

    private static async Task<List<LeadView>> Views(BatonStore store)
    {
        var count = store.Leads.Count();
        return await store.Read(w => Numbers(count).Select(n => w.Lead(n)).OfType<LeadView>().ToList());
    }

    private static IEnumerable<long> Numbers(long count) => Enumerable.Range(1, (int)count).Select(n => (long)n);

    private static IEnumerable<object> Rows(BatonStore store, List<LeadView> views) =>
        views.Select(v => store.Leads.Get(v.Number)!).Select(Row);

    private static object Row(LeadView v) =>
        (v.Number, v.Status, v.Stage, v.Owner, Text(v.OfferedTo), v.Rule, v.Pool)
        + " "
        + (v.Queue, v.Reason, v.Score, v.AccountMatch, v.Version, v.Priority, v.Effort, v.AssignedAt);

    private static object Row(LeadRecord v) =>
        (v.Number, v.Status, v.Stage, v.Owner, Text(v.OfferedTo), v.Rule, v.Pool)
        + " "
        + (v.Queue, v.Reason, v.Score, v.AccountMatch, v.Version, v.Priority, v.Effort, v.AssignedAt);

    private static string Text(ImmutableArray<string>? names) => string.Join(',', (names ?? []).Order());
}
