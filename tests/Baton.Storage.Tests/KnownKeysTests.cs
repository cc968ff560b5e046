using Baton.Storage.Sqlite;
using Baton.Storage.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Tests;

/// <summary>The keys that are known without a look into the database: none that is stored may be missing.</summary>
public sealed class KnownKeysTests : StoreTest
{
    private const int Leads = 30_000;

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void A_filter_forgets_no_key_and_takes_few_others_for_its_own(int count)
    {
        var random = new Random(count);
        var filter = new BloomFilter(count);
        var keys = Enumerable.Range(0, count).Select(_ => random.NextInt64(1L << 47)).ToHashSet();
        var isNew = keys.Count(filter.Add);

        keys.ShouldAllBe(key => filter.MayHold(key));
        keys.Count(filter.Add).ShouldBe(0);
        (keys.Count - isNew).ShouldBeLessThanOrEqualTo(1 + (count / 100));
        Enumerable.Range(0, 100_000).Count(_ => filter.MayHold(random.NextInt64(1L << 47))).ShouldBeLessThan(2_000);
    }

    [Fact]
    public async Task Keys_of_earlier_runs_are_known_however_many_filters_they_take()
    {
        var database = Prepare(connection => Insert(connection, from: 1, Leads));
        await using var known = new KnownKeys(database, leastRoom: 64);
        known.MayHold(KeyOf(Leads + 1)).ShouldBeTrue("nothing is read yet");

        await known.Gather();
        for (var number = Leads + 1; number <= 2 * Leads; number++)
        {
            known.Add(null, KeyOf(number));
        }

        Enumerable.Range(1, 2 * Leads).ShouldAllBe(number => known.MayHold(KeyOf(number)));
        Strangers(known).ShouldBeLessThan(500);
    }

    [Fact]
    public async Task With_more_keys_than_it_may_hold_it_takes_all_for_known()
    {
        var database = Prepare(connection => Insert(connection, from: 1, Leads));
        await using var known = new KnownKeys(database, leastRoom: 64, mostBytes: 10_000);
        await known.Gather();
        Strangers(known).ShouldBe(1_000);
        known.Add(KeyOf(1));

        await using var empty = new KnownKeys(Prepare(_ => { }), leastRoom: 64, mostBytes: 10_000);
        await empty.Gather();
        for (var number = 1; number <= Leads; number++)
        {
            empty.Add(KeyOf(number));
            empty.MayHold(KeyOf(number)).ShouldBeTrue();
        }

        Strangers(empty).ShouldBe(1_000);
    }

    [Fact]
    public async Task Keys_that_come_and_move_while_the_others_are_read_are_known()
    {
        var database = Prepare(connection =>
        {
            Insert(connection, from: 1, Leads);
            InsertFresh(connection, from: Leads + 1, 10_000);
        });
        await using var known = new KnownKeys(database);
        using var connection = database.OpenWriter();
        database.Fresh.Keep(connection);
        using var keys = new SqliteLeadKeys(connection, known);
        using var fields = new LeadFields();

        var gathering = known.Gather();
        var number = Leads + 10_000;
        while (!gathering.IsCompleted || number < 3 * Leads)
        {
            using var transaction = connection.BeginTransaction();
            for (var end = number + 1_000; number < end; )
            {
                fields.Begin();
                fields.Add("id", Engine.Conditions.Value.Of($"L{++number}"), personal: true);
                fields.End();
                keys.Came(number, fields, TextKeys.None, isDuplicate: false);
            }

            transaction.Commit();
        }

        await gathering;
        Enumerable.Range(1, number).ShouldAllBe(n => known.MayHold(KeyOf(n)));
    }

    [Fact]
    public async Task A_key_that_leads_to_another_lead_is_known_as_a_duplicates()
    {
        var database = Prepare(connection =>
            connection.Execute("INSERT INTO lead_aliases(workspace, key, number) VALUES (1, 'ann@acme.test', 7)")
        );
        await using var known = new KnownKeys(database);
        await known.Gather();

        known.MayHold(SqliteLeadKeys.Of("ann@acme.test", LeadKeyOf.DuplicateEmail)!.Value).ShouldBeTrue();
        known.MayHold(SqliteLeadKeys.Of("ann@acme.test", LeadKeyOf.DuplicatePhone)!.Value).ShouldBeTrue();
        known.MayHold(SqliteLeadKeys.Of("bea@acme.test", LeadKeyOf.DuplicateEmail)!.Value).ShouldBeFalse();
    }

    private static long KeyOf(int number) => SqliteLeadKeys.Of($"L{number}", LeadKeyOf.ClientId)!.Value;

    // Of a thousand.
    private static int Strangers(KnownKeys known) =>
        Enumerable.Range(1, 1_000).Count(n => known.MayHold(SqliteLeadKeys.Of($"X{n}", LeadKeyOf.ClientId)!.Value));

    private SqliteDatabase Prepare(Action<SqliteConnection> fill)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder.Path, Guid.NewGuid().ToString("N")));
        var options = new StoreOptions { Directory = folder.FullName, Clock = Clock };
        var database = SqliteDatabase.Prepare(DataFolder.DatabaseIn(folder.FullName), options);
        using var connection = database.OpenWriter();
        fill(connection);
        return database;
    }

    // Leads of which no key is in the tree yet.
    private static void InsertFresh(SqliteConnection connection, int from, int count)
    {
        connection.Execute("UPDATE key_marks SET number = @mark", new { mark = from - 1 });
        connection.Execute(
            """
            WITH RECURSIVE numbers(n) AS (SELECT @from UNION ALL SELECT n + 1 FROM numbers WHERE n < @last)
            INSERT INTO leads(workspace, number, client_id, status, stage, version, priority, effort, created_at, content_hash,
              last_arrival, fields)
            SELECT (SELECT id FROM workspaces), n, 'L' || n, 'waiting', 'new', 1, 1, 1, 0, 0, 0, '{}' FROM numbers
            """,
            new { from, last = from + count - 1 }
        );
    }

    private static void Insert(SqliteConnection connection, int from, int count)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            "INSERT INTO lead_keys(key, number) VALUES (@key, @number)",
            Enumerable.Range(from, count).Select(number => new { key = KeyOf(number), number })
        );
        transaction.Commit();
    }
}
