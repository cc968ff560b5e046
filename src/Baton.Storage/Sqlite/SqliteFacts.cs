using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage.Json;
using Baton.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>
/// The writer's look-ups, each for a whole batch. Persons and ids, thousands in a large batch and nearly all of them new,
/// are looked up one by one under their <see cref="SqliteLeadKeys"/>; other keys go in as one JSON array. Either way a statement
/// is prepared once whatever their number.
/// </summary>
internal sealed class SqliteFacts : IDisposable
{
    // A person with more earlier leads than this is known by the newest of them: the cost of an arrival stays bounded.
    private const int SamePersonLimit = 64;

    private const string Columns =
        "l.number, l.content_hash, l.status, l.owner, l.last_arrival, l.owned_by, l.owned_order, l.client_id";

    private static readonly Comparer<(string, KnownRow Row)> _newestFirst = Comparer<(string, KnownRow Row)>.Create(
        (a, b) => b.Row.Number.CompareTo(a.Row.Number)
    );

    private readonly SqliteConnection _connection;
    private readonly long _workspace;
    private readonly KnownKeys _known;
    private readonly Sought _byClientId;
    private readonly Sought _byEmail;
    private readonly Sought _byPhone;
    private readonly SqliteStatement _byAlias;
    private readonly SqliteStatement _accountOwners;
    private readonly SqliteStatement _stored;
    private readonly SqliteStatement _answers;
    private readonly SqliteStatement _clientIdOf;
    private readonly SqliteStatement _similar;

    public SqliteFacts(SqliteConnection connection, long workspace, KnownKeys known)
    {
        (_connection, _workspace, _known) = (connection, workspace, known);
        Duplicates = new SqliteDuplicates(connection, workspace);
        _byClientId = new Sought(connection, "client_id");
        _byEmail = new Sought(connection, "email", "AND l.status <> 'duplicate'");
        _byPhone = new Sought(connection, "phone", "AND l.status <> 'duplicate'");
        _byAlias = new SqliteStatement(
            connection,
            $"""
            SELECT {Columns} FROM lead_aliases k CROSS JOIN leads l
            WHERE k.workspace = ?1 AND k.key = ?2 AND l.number = k.number
            """
        );
        _accountOwners = new SqliteStatement(
            connection,
            """
            SELECT l.account, l.owned_by, l.owned_order FROM json_each(?1) k CROSS JOIN leads l
            WHERE l.rowid = (
              SELECT rowid FROM leads WHERE account = k.value AND owned_order IS NOT NULL
              ORDER BY owned_order DESC LIMIT 1)
            """
        );
        _stored = new SqliteStatement(
            connection,
            """
            SELECT l.number, l.status, l.owner, l.created_at, l.owned_by, l.fields, l.personal, l.erased
            FROM json_each(?1) k CROSS JOIN leads l WHERE l.number = k.value
            """
        );
        _answers = new SqliteStatement(
            connection,
            """
            SELECT i.key, i.request_hash, i.status_code, i.answer, i.lead FROM json_each(?2) k CROSS JOIN idempotency i
            WHERE i.workspace = ?1 AND i.key = k.value AND i.at >= ?3
            """
        );
        _clientIdOf = new SqliteStatement(connection, "SELECT client_id FROM leads WHERE number = ?1");
        _similar = new SqliteStatement(
            connection,
            $"""
            SELECT l.number, l.status, l.owner, l.last_arrival, l.fields, l.personal FROM leads l
            WHERE l.number IN (
              SELECT b.number FROM json_each(?2) k CROSS JOIN lead_blocks b
              WHERE b.workspace = ?1 AND b.key = k.value AND b.source IN (
                SELECT source FROM lead_blocks WHERE workspace = ?1 AND key = k.value
                ORDER BY source DESC LIMIT {SimilarNeeded.MostOfOneKey}))
            """
        );
    }

    public SqliteDuplicates Duplicates { get; }

    /// <summary>Each row with the id that it was found by.</summary>
    /// <param name="ids">With their <see cref="TextKey"/>s, as below.</param>
    public List<(string Key, KnownRow Row)> ByClientId(Dictionary<string, long> ids)
    {
        var found = new List<(string Key, KnownRow Row)>();
        foreach (var (id, textKey) in ids)
        {
            var key = SqliteLeadKeys.Of(textKey, LeadKeyOf.ClientId);
            if (_known.MayHold(key))
            {
                Find(_byClientId, key, id, found);
            }
        }

        return found;
    }

    /// <summary>Leads with these e-mails, and leads that others with these e-mails were merged into; no duplicates.</summary>
    public List<(string Key, KnownRow Row)> ByEmail(Dictionary<string, long> emails) =>
        Persons(_byEmail, LeadKeyOf.Email, LeadKeyOf.DuplicateEmail, emails);

    public List<(string Key, KnownRow Row)> ByPhone(Dictionary<string, long> phones) =>
        Persons(_byPhone, LeadKeyOf.Phone, LeadKeyOf.DuplicatePhone, phones);

    public List<(string Account, string Owner, long Order)> AccountOwners(IReadOnlyCollection<string> accounts)
    {
        var found = new List<(string, string, long)>();
        _accountOwners.BindText(Keys(accounts));
        while (_accountOwners.Read())
        {
            found.Add((_accountOwners.Text(0), _accountOwners.Text(1), _accountOwners.Long(2)));
        }

        return found;
    }

    public List<StoredLead> Stored(IReadOnlyCollection<long> numbers)
    {
        var found = new List<StoredLead>();
        _stored.BindText(JsonSerializer.SerializeToUtf8Bytes(numbers));
        while (_stored.Read())
        {
            found.Add(
                new StoredLead(
                    _stored.Long(0),
                    _stored.Text(1),
                    _stored.TextOrNull(2),
                    Fields(_stored.Blob(5), _stored.Blob(6))
                )
                {
                    CreatedAt = Times.FromMicros(_stored.Long(3)),
                    LastOwner = _stored.TextOrNull(4),
                    IsErased = _stored.Long(7) != 0,
                }
            );
        }

        return found;
    }

    /// <summary>Leads under these blocking keys, and leads that others under them were merged into.</summary>
    public ImmutableArray<SimilarLead> Similar(ImmutableArray<string> keys)
    {
        var found = ImmutableArray.CreateBuilder<SimilarLead>();
        _similar.Bind(_workspace).BindText(JsonSerializer.SerializeToUtf8Bytes(keys));
        while (_similar.Read())
        {
            found.Add(
                new SimilarLead(
                    _similar.Long(0),
                    _similar.Text(1),
                    _similar.TextOrNull(2),
                    Times.FromMicros(_similar.Long(3)),
                    Fields(_similar.Blob(4), _similar.Blob(5))
                )
            );
        }

        return found.DrainToImmutable();
    }

    /// <summary>The leads of a person that are not erased yet.</summary>
    public ImmutableArray<long> Person(PersonSought sought) =>
        [.. SqlitePersons.LeadsOf(_connection, _workspace, _known.Fresh, sought)];

    /// <summary>Answers given under these keys at or after <paramref name="since"/> (microseconds).</summary>
    public List<KnownAnswer> Answers(IReadOnlyCollection<string> keys, long since)
    {
        var found = new List<KnownAnswer>();
        _answers.Bind(_workspace).BindText(Keys(keys)).Bind(since);
        while (_answers.Read())
        {
            var answer = new StoredAnswer((int)_answers.Long(2), _answers.Blob(3));
            found.Add(new KnownAnswer(_answers.Text(0), _answers.Long(1), answer, _answers.LongOrNull(4)));
        }

        return found;
    }

    public string? ClientIdOf(long number)
    {
        _clientIdOf.Bind(number);
        var id = _clientIdOf.Read() ? _clientIdOf.TextOrNull(0) : null;
        _clientIdOf.Reset();
        return id;
    }

    public void Dispose()
    {
        Duplicates.Dispose();
        _byClientId.Dispose();
        _byEmail.Dispose();
        _byPhone.Dispose();
        foreach (var statement in new[] { _byAlias, _accountOwners, _stored, _answers, _clientIdOf, _similar })
        {
            statement.Dispose();
        }
    }

    // The newest first.
    private void Find(Sought sought, long key, string text, List<(string Key, KnownRow Row)> found)
    {
        var own = found.Count;
        foreach (var number in _known.Fresh.Numbers(key))
        {
            Add(sought.Fresh.Bind(number).Bind(text), text, found, own);
            if (found.Count - own == SamePersonLimit)
            {
                break;
            }
        }

        Add(sought.InTree.Bind(key).Bind(text), text, found, own);
        found.Sort(own, found.Count - own, _newestFirst);
        found.RemoveRange(
            own + Math.Min(SamePersonLimit, found.Count - own),
            Math.Max(0, found.Count - own - SamePersonLimit)
        );
    }

    private List<(string, KnownRow)> Persons(
        Sought sought,
        LeadKeyOf what,
        LeadKeyOf ofDuplicate,
        Dictionary<string, long> texts
    )
    {
        var found = new List<(string Key, KnownRow Row)>();
        foreach (var (key, textKey) in texts)
        {
            var own = found.Count;
            var isKnown = _known.MayHold(SqliteLeadKeys.Of(textKey, what));
            if (isKnown)
            {
                Find(sought, SqliteLeadKeys.Of(textKey, what), key, found);
            }

            // An alias is the key of a lead that is a duplicate, or was one.
            if (isKnown || _known.MayHold(SqliteLeadKeys.Of(textKey, ofDuplicate)))
            {
                Add(_byAlias.Bind(_workspace).Bind(key), key, found, own);
            }
        }

        return found;
    }

    // Without those found already, from a place on: a lead may have both a key and an alias of it.
    private static void Add(
        SqliteStatement statement,
        string key,
        List<(string Key, KnownRow Row)> found,
        int? without = null
    )
    {
        while (statement.Read())
        {
            var number = statement.Long(0);
            if (without is { } own && found.FindIndex(own, f => f.Row.Number == number) >= 0)
            {
                continue;
            }

            var row = new KnownRow
            {
                Number = number,
                ContentHash = statement.Long(1),
                Status = statement.Text(2),
                Owner = statement.TextOrNull(3),
                LastArrival = Times.FromMicros(statement.Long(4)),
                OwnedBy = statement.TextOrNull(5),
                OwnedOrder = statement.LongOrNull(6),
                ClientId = statement.TextOrNull(7),
            };
            found.Add((key, row));
        }
    }

    /// <summary>How leads with a text in a column are found: those whose key is in the tree, or is fresh.</summary>
    private sealed class Sought(SqliteConnection connection, string column, string also = "") : IDisposable
    {
        public SqliteStatement InTree { get; } =
            new(
                connection,
                $"{SqliteLeadKeys.Rows(Columns, column, also)} ORDER BY k.number DESC LIMIT {SamePersonLimit}"
            );

        public SqliteStatement Fresh { get; } = new(connection, SqliteLeadKeys.Row(Columns, column, also));

        public void Dispose()
        {
            InTree.Dispose();
            Fresh.Dispose();
        }
    }

    private static byte[] Keys(IReadOnlyCollection<string> keys) => JsonSerializer.SerializeToUtf8Bytes(keys);

    private static ImmutableArray<KeyValuePair<string, Value>> Fields(byte[] open, byte[] personal) =>
        [.. Parse(open), .. Parse(personal)];

    private static ImmutableArray<KeyValuePair<string, Value>> Parse(byte[] json)
    {
        if (json.Length == 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return ValueJson.ReadFields(document.RootElement).Items;
    }
}

/// <summary>The answer that was given under an idempotency key, and to which request.</summary>
internal sealed record KnownAnswer(string Key, long RequestHash, StoredAnswer Answer, long? Lead);
