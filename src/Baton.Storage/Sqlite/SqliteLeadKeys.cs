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
/// anywhere, so that in one tree each would dirty a page of its own: a lead that comes adds to the small tree
/// <c>fresh_keys</c> alone, and every now and then a range of keys moves into the large one, each of whose pages is
/// written once for many leads.
/// </summary>
/// <param name="known">Is told every key before it is written.</param>
internal sealed class SqliteLeadKeys(SqliteConnection connection, KnownKeys known) : IDisposable
{
    private const int KeyBits = 47;
    private const long WhatBits = 7;

    // A range moves with every 256th lead, and each of the 64 ranges with every 16,384th: the small tree stays at some
    // fifty pages. Twice that spares writes among many million keys, but costs some among fewer than one.
    private const int LeadsBetweenMoves = 256;
    private const int Ranges = 64;

    // NULL is no key, and is ignored.
    private readonly SqliteStatement _add = new(
        connection,
        "INSERT OR IGNORE INTO fresh_keys(key, number) VALUES (?1, ?4), (?2, ?4), (?3, ?4)"
    );

    private readonly SqliteStatement _move = new(
        connection,
        """
        INSERT OR IGNORE INTO lead_keys(key, number)
        SELECT key, number FROM fresh_keys WHERE key >= ?1 AND key < ?2 ORDER BY key, number
        """
    );

    private readonly SqliteStatement _moved = new(connection, "DELETE FROM fresh_keys WHERE key >= ?1 AND key < ?2");
    private readonly SqliteStatement _remove = new(connection, Remove("lead_keys"));
    private readonly SqliteStatement _removeFresh = new(connection, Remove("fresh_keys"));

    private readonly SqliteStatement _texts = new(
        connection,
        "SELECT client_id, email, phone, status FROM leads WHERE number = ?1"
    );

    /// <summary>Null of no text.</summary>
    public static long? Of(string? text, LeadKeyOf what) => Of(TextKey.Of(text), what);

    /// <param name="textKey">The text's <see cref="TextKey"/>.</param>
    public static long Of(long textKey, LeadKeyOf what) => (textKey & ~WhatBits) | (long)what;

    private static long? Of(long? textKey, LeadKeyOf what) => textKey is { } key ? Of(key, what) : null;

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
    /// SQL: columns of the rows (<c>l</c>) that hold a text in one of those columns, and of their keys (<c>k</c>). Its
    /// parameters are <c>@key</c> and <c>@text</c>, in that order.
    /// </summary>
    public static string Rows(string columns, string column, string also = "")
    {
        string From(string table) =>
            $"""
                SELECT {columns} FROM {table} k CROSS JOIN leads l
                WHERE k.key = @key AND l.number = k.number AND l.{column} = @text {also}
                """;
        return $"{From("fresh_keys")} UNION ALL {From("lead_keys")}";
    }

    /// <summary>SQL: the numbers of the leads that have one of the keys of a list.</summary>
    public static string Numbers(string keys) =>
        $"SELECT number FROM fresh_keys WHERE key IN {keys} UNION ALL SELECT number FROM lead_keys WHERE key IN {keys}";

    /// <summary>Adds those of a lead that came just now, and moves a range of keys if it is time to.</summary>
    public void Came(long number, LeadFields fields, TextKeys keys, bool isDuplicate)
    {
        Add(number, keys.Of(fields.ClientId), keys.Of(fields.Email), keys.Of(fields.Phone), isDuplicate);
        if (number % LeadsBetweenMoves == 0)
        {
            Move(number / LeadsBetweenMoves % Ranges);
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
        foreach (var statement in new[] { _add, _move, _moved, _remove, _removeFresh, _texts })
        {
            statement.Dispose();
        }
    }

    private static string Remove(string table) =>
        $"DELETE FROM {table} WHERE key IN (?2, ?3, ?4, ?5, ?6) AND number = ?1";

    private void Add(long number, long? clientId, long? email, long? phone, bool isDuplicate)
    {
        var ofId = Of(clientId, LeadKeyOf.ClientId);
        var ofEmail = Of(email, isDuplicate ? LeadKeyOf.DuplicateEmail : LeadKeyOf.Email);
        var ofPhone = Of(phone, isDuplicate ? LeadKeyOf.DuplicatePhone : LeadKeyOf.Phone);
        known.Add(ofId, ofEmail, ofPhone);
        _add.Bind(ofId).Bind(ofEmail).Bind(ofPhone).Bind(number).Run();
    }

    // Ignores whether it was a duplicate: it may have become one in this very record.
    private void Remove(long number, string? clientId, string? email, string? phone)
    {
        foreach (var remove in (SqliteStatement[])[_removeFresh, _remove])
        {
            remove.Bind(number).Bind(Of(clientId, LeadKeyOf.ClientId));
            remove.Bind(Of(email, LeadKeyOf.Email)).Bind(Of(email, LeadKeyOf.DuplicateEmail));
            remove.Bind(Of(phone, LeadKeyOf.Phone)).Bind(Of(phone, LeadKeyOf.DuplicatePhone)).Run();
        }
    }

    private void Move(long range)
    {
        const long Width = (1L << KeyBits) / Ranges;
        _move.Bind(range * Width).Bind((range + 1) * Width).Run();
        _moved.Bind(range * Width).Bind((range + 1) * Width).Run();
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
