using Baton.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>What of a lead a key is made of. A duplicate is never found as a person's lead, however many one has.</summary>
internal enum LeadKeyOf
{
    ClientId,
    Email,
    Phone,
    DuplicateEmail,
    DuplicatePhone,
}

/// <summary>
/// The keys by which leads are found: a <see cref="TextKey"/> whose last three bits say what it is of. They fall
/// anywhere in their tree, so that each of a lead that comes would dirty a page of its own: they stay in memory first
/// (<see cref="FreshKeys"/>), and every now and then a range of them moves into the tree, each of whose pages is written
/// once for many leads.
/// </summary>
/// <param name="known">Is told every key before it is committed.</param>
internal sealed class SqliteLeadKeys(SqliteConnection connection, KnownKeys known) : IDisposable
{
    public const int KeyBits = 47;

    private const long WhatBits = 7;

    private readonly SqliteRows _add = new(connection, "lead_keys", "key, number", doubled: "IGNORE");

    private readonly SqliteStatement _mark = new(connection, "UPDATE key_marks SET number = ?2 WHERE range = ?1");

    private readonly SqliteStatement _remove = new(
        connection,
        "DELETE FROM lead_keys WHERE key IN (?2, ?3, ?4, ?5, ?6) AND number = ?1"
    );

    private readonly SqliteStatement _texts = new(
        connection,
        "SELECT client_id, email, phone, status FROM leads WHERE number = ?1"
    );

    /// <summary>Null of no text.</summary>
    public static long? Of(string? text, LeadKeyOf what) => Of(TextKey.Of(text), what);

    /// <param name="textKey">The text's <see cref="TextKey"/>.</param>
    public static long Of(long textKey, LeadKeyOf what) => (textKey & ~WhatBits) | (long)what;

    private static long? Of(long? textKey, LeadKeyOf what) => textKey is { } key ? Of(key, what) : null;

    public static LeadKeyOf EmailOf(bool isDuplicate) => isDuplicate ? LeadKeyOf.DuplicateEmail : LeadKeyOf.Email;

    public static LeadKeyOf PhoneOf(bool isDuplicate) => isDuplicate ? LeadKeyOf.DuplicatePhone : LeadKeyOf.Phone;

    /// <summary>What a column of leads has keys of.</summary>
    public static LeadKeyOf[] Of(string column) =>
        column switch
        {
            "client_id" => [LeadKeyOf.ClientId],
            "email" => [LeadKeyOf.Email, LeadKeyOf.DuplicateEmail],
            "phone" => [LeadKeyOf.Phone, LeadKeyOf.DuplicatePhone],
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
        };

    /// <summary>
    /// SQL: columns of the rows (<c>l</c>) that hold a text in one of those columns and whose key is in the tree. Its parameters
    /// are <c>@key</c> and <c>@text</c>, in that order.
    /// </summary>
    public static string Rows(string columns, string column, string also = "") =>
        $"""
            SELECT {columns} FROM lead_keys k CROSS JOIN leads l
            WHERE k.key = @key AND l.number = k.number AND l.{column} = @text {also}
            """;

    /// <summary>SQL: the same of a lead whose key may be fresh; the parameters are <c>@number</c> and <c>@text</c>.</summary>
    public static string Row(string columns, string column, string also = "") =>
        $"SELECT {columns} FROM leads l WHERE l.number = @number AND l.{column} = @text {also}";

    /// <summary>SQL: the numbers of the leads that have one of the keys of a list.</summary>
    /// <param name="fresh">A JSON array of those that may have one which is fresh.</param>
    public static string Numbers(string keys, string fresh) =>
        $"SELECT number FROM lead_keys WHERE key IN {keys} UNION ALL SELECT value FROM json_each({fresh})";

    /// <summary>Adds those of a lead that came just now, and moves a range of keys if it is time to.</summary>
    public void Came(long number, LeadFields fields, TextKeys keys, bool isDuplicate)
    {
        var (ofId, ofEmail, ofPhone) = Keys(
            keys.Of(fields.ClientId),
            keys.Of(fields.Email),
            keys.Of(fields.Phone),
            isDuplicate
        );
        known.Add(ofId, ofEmail, ofPhone);
        known.Fresh.Add(number, ofId, ofEmail, ofPhone);
        if (known.Fresh.Due(number) is { } range)
        {
            Move(range, number);
        }
    }

    /// <summary>To be called before the row has these fields, and after its status is right.</summary>
    public void Change(long number, LeadFields fields, bool isDuplicate)
    {
        var (clientId, email, phone, _) = Texts(number);
        if ((clientId, email, phone) != (fields.ClientId, fields.Email, fields.Phone))
        {
            Remove(number, clientId, email, phone);
            Add(number, TextKey.Of(fields.ClientId), TextKey.Of(fields.Email), TextKey.Of(fields.Phone), isDuplicate);
        }
    }

    /// <summary>After a lead became a duplicate, or is none any more.</summary>
    public void ChangeStatus(long number)
    {
        var (clientId, email, phone, isDuplicate) = Texts(number);
        Remove(number, clientId, email, phone);
        Add(number, TextKey.Of(clientId), TextKey.Of(email), TextKey.Of(phone), isDuplicate);
    }

    /// <summary>Removes those of the texts that the row still has.</summary>
    public void Remove(long number)
    {
        var (clientId, email, phone, _) = Texts(number);
        Remove(number, clientId, email, phone);
    }

    public void Dispose()
    {
        _add.Dispose();
        foreach (var statement in new[] { _mark, _remove, _texts })
        {
            statement.Dispose();
        }
    }

    // Into the tree at once: when fresh keys are read again, they are those of leads that came last.
    private void Add(long number, long? clientId, long? email, long? phone, bool isDuplicate)
    {
        var (ofId, ofEmail, ofPhone) = Keys(clientId, email, phone, isDuplicate);
        known.Add(ofId, ofEmail, ofPhone);
        foreach (var key in (ReadOnlySpan<long?>)[ofId, ofEmail, ofPhone])
        {
            if (key is { } some)
            {
                _add.Next.Bind(some).Bind(number);
                _add.Add();
            }
        }

        _add.Flush();
    }

    // Ignores whether it was a duplicate: it may have become one in this very record.
    private void Remove(long number, string? clientId, string? email, string? phone)
    {
        var (ofId, ofEmail, ofPhone) = (Of(clientId, LeadKeyOf.ClientId), TextKey.Of(email), TextKey.Of(phone));
        var (first, second) = (Of(ofEmail, LeadKeyOf.Email), Of(ofEmail, LeadKeyOf.DuplicateEmail));
        var (third, fourth) = (Of(ofPhone, LeadKeyOf.Phone), Of(ofPhone, LeadKeyOf.DuplicatePhone));
        known.Fresh.Remove(number, ofId, first, second, third, fourth);
        _remove.Bind(number).Bind(ofId).Bind(first).Bind(second).Bind(third).Bind(fourth).Run();
    }

    private static (long? OfId, long? OfEmail, long? OfPhone) Keys(
        long? clientId,
        long? email,
        long? phone,
        bool isDuplicate
    ) => (Of(clientId, LeadKeyOf.ClientId), Of(email, EmailOf(isDuplicate)), Of(phone, PhoneOf(isDuplicate)));

    private void Move(int range, long last)
    {
        foreach (var (key, number) in known.Fresh.Move(range, last))
        {
            _add.Next.Bind(key).Bind(number);
            _add.Add();
        }

        _add.Flush();

        _mark.Bind(range).Bind(last).Run();
    }

    private (string? ClientId, string? Email, string? Phone, bool IsDuplicate) Texts(long number)
    {
        _texts.Bind(number);
        var texts = _texts.Read()
            ? (_texts.TextOrNull(0), _texts.TextOrNull(1), _texts.TextOrNull(2), _texts.Text(3) == "duplicate")
            : default;
        _texts.Reset();
        return texts;
    }
}
