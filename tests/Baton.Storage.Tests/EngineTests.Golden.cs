using System.IO.Compression;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Storage.Files;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Tests;

/// <summary>Data folders that earlier versions have left behind, and what this one leaves.</summary>
public sealed partial class EngineTests
{
    private const string Rich = """
        timezone: Europe/Paris
        calendars: { day: { timezone: Europe/Paris, hours: { mon-fri: "08:00-20:00" } } }
        reps:
          - { id: ana, weight: 2, calendar: day, capacity: 40, user: ana@team.test }
          - { id: bob, caps: { day: 20 }, absences: [{ from: 2026-01-06, to: 2026-01-07 }] }
          - { id: cy }
        teams: { t: { manager: mo@team.test, members: [ana, bob, cy] }, u: { members: [bob, cy] } }
        accounts: [{ name: Acme, domain: acme.test, owner: ana }, { name: Bolt, domain: bolt.test }]
        policy:
          fields: { nick: { type: string, personal: true }, seats: number }
          screen:
            reject: ['lead.source == "junk"']
            duplicates: { match: [email, phone, { fuzzy: [name, city], at: 0.8, review: 0.5 }], within: 90d, action: merge }
          score: { rules: [{ name: opened, activity: email_opened, points: 5, half_life: 7d, at_most: 20 }, { name: porto, when: 'lead.city == "Porto"', points: 30 }], grades: { A: 20 } }
          qualify: { framework: bant, when: 'lead.score > 4 || lead.source != null', nurture: { track: news, revisit: 2h, give_up: 1d } }
          pools:
            p: { team: t, weights: rep, offer: { timeout: 10m }, fairness: { decline: refund, manual: charge } }
            q: { team: t, fairness: { absence: owe, owe_max: 3, owe_for: 3d, reset: weekly } }
            s: { teams: [t, u], split: by_team, fairness: { unit: effort } }
          queues:
            tank: { team: t, mode: cherry_pick, expires: 3h }
            rush: { team: u, mode: shotgun }
          rules:
            - { name: offered, when: 'lead.source == "offer"', route: [{ owner: last }, { pool: p, wait: 1h }, { queue: rush }], sla: { respond: { within: 1h, clock: wall, warn: 50%, breach: reassign } } }
            - { name: queued, when: 'lead.source == "queue"', route: [{ queue: tank }, { pool: q }] }
            - { name: web, when: 'lead.source == "web"', effort: 2, route: [{ pool: s }] }
            - { name: all, route: [{ owner: account, respect: [hours] }, { pool: q }] }
        """;

    public static TheoryData<string> Goldens =>
        [.. Directory.GetDirectories(Golden.Folder).Select(d => Path.GetFileName(d))];

    [Theory]
    [MemberData(nameof(Goldens))]
    public async Task A_folder_of_an_earlier_version_opens_and_answers(string name)
    {
        var golden = Path.Combine(Golden.Folder, name);
        using (
            var packed = new GZipStream(File.OpenRead(Path.Combine(golden, "baton.db.gz")), CompressionMode.Decompress)
        )
        using (var file = File.Create(Folder.Database))
        {
            await packed.CopyToAsync(file);
        }

        await Answers(await File.ReadAllLinesAsync(Path.Combine(golden, "state.txt")));
    }

    // With BATON_WRITE_GOLDEN=1 it stays in golden/, for later versions.
    [Fact]
    public async Task A_folder_of_this_version_opens_and_answers()
    {
        var state = await WriteRich();
        if (Environment.GetEnvironmentVariable("BATON_WRITE_GOLDEN") == "1")
        {
            var golden = Directory.CreateDirectory(
                Path.Combine(Golden.Folder, $"schema-{SqliteMigration.All[^1].Number:0000}")
            );
            await File.WriteAllTextAsync(Path.Combine(golden.FullName, "state.txt"), string.Join('\n', state) + "\n");
            using var packed = new GZipStream(
                File.Create(Path.Combine(golden.FullName, "baton.db.gz")),
                CompressionLevel.SmallestSize
            );
            packed.Write(await File.ReadAllBytesAsync(Folder.Database));
        }

        Directory.GetFiles(Folder.Path, "*-wal").ShouldBeEmpty();
        await Answers(state);
    }

    private async Task<string[]> WriteRich()
    {
        await using var store = BatonStore.Open(
            new StoreOptions
            {
                Directory = Folder.Path,
                Clock = Clock,
                SnapshotEvery = 60,
            }
        );
        await Sent(store, new PublishWorkspace(Map(Rich)));
        var random = new Random(1);
        var commands = RandomCommands.Of(seed: 5, count: 150);
        foreach (var (i, command) in commands.Index())
        {
            await store.Submit(new Submission(command));
            Clock.Advance(TimeSpan.FromMinutes(random.Next(12)));
            if (i % 30 == 15)
            {
                await Administer(store, i / 30);
            }
        }

        await store.Submit(new Submission(new QualifyLead(1, [new("budget", Value.Of(true))])));
        store.Keys.Create("partner");
        store.Keys.Create("ana's", Role.Rep, "ana@team.test");
        store.Keys.Create("gone");
        store.Keys.Revoke(store.Keys.List()[^1].Id).ShouldBeTrue();
        return await Lines(store);
    }

    private static Task Administer(BatonStore store, int turn) =>
        turn switch
        {
            0 => Sent(store, new ChangeRep(Map("{ id: cy, status: away }"))),
            1 => Sent(
                store,
                new AdjustLedger("p", [new("ana", 1), new("bob", -1)], "a lead was lost") { By = "mo@team.test" }
            ),
            2 => Sent(store, new ChangeTeam("u", ["ana"], ["bob"])),
            3 => Sent(store, new PublishPolicy(Map("pools: { q: { weights: equal } }"))),
            _ => Sent(store, new ChangeRep(Map("{ id: cy, status: available }"))),
        };

    private async Task Answers(string[] state)
    {
        Forward(Scalar<long>("SELECT max(at) FROM journal"));
        using var journalAlone = new TemporaryFolder();
        File.Copy(Folder.Database, journalAlone.Database);
        Forget(journalAlone, "DELETE FROM snapshots");
        (await State(journalAlone)).ShouldBe(await State(Folder));

        await using var store = BatonStore.Open(new StoreOptions { Directory = Folder.Path, Clock = Clock });
        (await Lines(store)).ShouldBe(state);
        var views = await Views(store);
        Rows(store, views).ShouldBe(views.Select(Row));
        foreach (var pool in await store.Read(w => w.PoolViews()))
        {
            var moves = store
                .Ledgers.Lines([pool.Id], 1, store.Journal.LastSeq + 1)
                .SelectMany(l => l.Line.Moves)
                .ToLookup(m => m.Member, m => m.Nano);
            pool.Members.ShouldAllBe(m => moves[m.Id].Sum() / 1_000_000_000m == m.Balance, pool.Id);
        }

        var owned = views.First(v => v.Owner is not null && v.Pool is not null);
        store.Decisions.Why(owned.Number).ShouldNotBeNull();
        store.Leads.Timeline(owned.Number).Count.ShouldBeGreaterThan(2);
        store
            .Keys.List()
            .Select(k => $"{k.Name} {k.Role} {k.User} {k.RevokedAt is null}")
            .ShouldBe(["partner Admin  True", "ana's Rep ana@team.test True", "gone Admin  False"]);
        var next = Lead(store, ("email", Value.Of("new@person.test")), ("source", Value.Of("web")));
        var reply = await store.Submit(new Submission(next with { SchemaVersion = store.CurrentPolicy!.Version }));
        store.Leads.Get(reply.Outcome!.Lead!.Value)!.Status.ShouldBe("assigned", reply.Message);
    }

    // What everybody would notice: leads with who has them, and balances.
    private static async Task<string[]> Lines(BatonStore store)
    {
        var leads = store
            .Leads.List(LeadFilter.All, 1_000)
            .Items.Reverse()
            .Select(l =>
                $"{l.Number} {l.Status} {l.Stage} {l.Owner}{string.Join(',', l.OfferedTo)} {l.Pool} {l.Queue} {l.Reason}"
            );
        var pools = await store.Read(w => w.PoolViews());
        var balances = pools.SelectMany(p =>
            p.Members.Select(m => FormattableString.Invariant($"{p.Id} {m.Id} {m.Balance} {m.Received}"))
        );
        return [.. leads, .. balances];
    }

    private static MapNode Map(string yaml) => (MapNode)YamlReader.Read(yaml, null, [])!;

    private static async Task Sent(BatonStore store, Command command)
    {
        var reply = await store.Submit(new Submission(command));
        (reply.Outcome?.Refusal?.ToString() ?? reply.Message).ShouldBeNull();
    }

    // To where the last record stands: nothing is due that was not.
    private void Forward(long micros)
    {
        var last = Instant.FromUnixTimeTicks(micros * 10).ToDateTimeOffset();
        if (last > Clock.GetUtcNow())
        {
            Clock.Advance(last - Clock.GetUtcNow());
        }
    }
}
