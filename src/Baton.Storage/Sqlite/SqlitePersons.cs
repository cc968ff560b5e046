using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Commands;
using Baton.Storage.Erasing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baton.Storage.Sqlite;

/// <summary>Which leads are a person's; for the writer on its connection, for whoever only looks on one of readers.</summary>
internal static class SqlitePersons
{
    // A duplicate's keys lead to the lead that it was merged into.
    private static readonly string _find = $"""
        WITH RECURSIVE
        asked(workspace, emails, phones, fresh_emails, fresh_phones, leads) AS (
          SELECT @workspace, @emails, @phones, @freshEmails, @freshPhones, @leads),
        person(number) AS (
          SELECT k.value FROM asked a CROSS JOIN json_each(a.leads) k
          UNION {InTree("emails", "email")}
          UNION {InTree("phones", "phone")}
          UNION {Fresh("fresh_emails", "email")}
          UNION {Fresh("fresh_phones", "phone")}
          UNION SELECT s.number FROM asked a CROSS JOIN json_each(a.emails) k CROSS JOIN lead_aliases s
            WHERE s.workspace = a.workspace AND s.key = k.value ->> 1
          UNION SELECT s.number FROM asked a CROSS JOIN json_each(a.phones) k CROSS JOIN lead_aliases s
            WHERE s.workspace = a.workspace AND s.key = k.value ->> 1
          UNION SELECT m.into_lead FROM person p CROSS JOIN lead_merges m
            WHERE m.workspace = @workspace AND m.lead = p.number
          UNION SELECT m.lead FROM person p CROSS JOIN lead_merges m
            WHERE m.workspace = @workspace AND m.into_lead = p.number)
        SELECT l.number FROM person p CROSS JOIN leads l
        WHERE l.number = p.number AND l.erased = 0 ORDER BY 1
        """;

    public static List<long> LeadsOf(
        SqliteConnection connection,
        long workspace,
        FreshKeys fresh,
        PersonSought sought
    ) =>
        connection
            .Query<long>(
                _find,
                new
                {
                    workspace,
                    freshEmails = Fresh(fresh, sought.Emails, LeadKeyOf.Email),
                    freshPhones = Fresh(fresh, sought.Phones, LeadKeyOf.Phone),
                    emails = Keyed(sought.Emails, LeadKeyOf.Email),
                    phones = Keyed(sought.Phones, LeadKeyOf.Phone),
                    leads = JsonSerializer.Serialize(sought.Leads),
                }
            )
            .AsList();

    /// <summary>
    /// Leads of which some earlier record holds one of these texts: a person's address before it was corrected.
    /// Reads the whole journal.
    /// </summary>
    public static List<long> LeadsThatHeld(SqliteConnection connection, IEnumerable<string> texts) =>
        connection
            .Query<long>(
                """
                SELECT DISTINCT j.lead_id FROM json_each(@texts) k CROSS JOIN journal j
                WHERE j.lead_id IS NOT NULL
                  AND instr(CAST(j.personal AS TEXT), k.value) > 0
                """,
                new { texts = JsonSerializer.Serialize(texts) }
            )
            .AsList();

    public static KeptOfLead KeptOf(SqliteDatabase database, long lead)
    {
        using var connection = database.OpenReader();
        var about = new { database.Workspace, lead };
        return new KeptOfLead
        {
            Assignments =
            [
                .. connection
                    .Query<Assigned>(
                        """
                        SELECT rep, pool, queue, rule, how, at, ended_at AS EndedAt, end_reason AS EndReason FROM assignments
                        WHERE workspace = @Workspace AND lead = @lead ORDER BY n
                        """,
                        about
                    )
                    .Select(a => a.Past),
            ],
            Keys = Texts("SELECT key FROM lead_aliases WHERE workspace = @Workspace AND number = @lead"),
            Blocks = Texts("SELECT key FROM lead_blocks WHERE workspace = @Workspace AND source = @lead"),
            Suspects =
            [
                .. connection.Query<long>(
                    """
                    SELECT of_lead FROM suspicions WHERE workspace = @Workspace AND lead = @lead
                    UNION SELECT lead FROM suspicions WHERE workspace = @Workspace AND of_lead = @lead
                    """,
                    about
                ),
            ],
            Answers =
            [
                .. connection
                    .Query<(string Key, long At)>(
                        "SELECT key, at FROM idempotency WHERE workspace = @Workspace AND lead = @lead ORDER BY at",
                        about
                    )
                    .Select(a => (a.Key, Times.FromMicros(a.At))),
            ],
        };

        ImmutableArray<string> Texts(string sql) => [.. connection.Query<string>(sql, about)];
    }

    // Pairs of key and text.
    private static string Keyed(IEnumerable<string> texts, LeadKeyOf what) =>
        JsonSerializer.Serialize(texts.Select(t => new object?[] { SqliteLeadKeys.Of(t, what), t }));

    // Pairs of a lead's number and text.
    private static string Fresh(FreshKeys fresh, IEnumerable<string> texts, LeadKeyOf what) =>
        JsonSerializer.Serialize(
            texts.SelectMany(t =>
                fresh.Numbers(SqliteLeadKeys.Of(t, what)!.Value).Select(number => new object[] { number, t })
            )
        );

    private static string InTree(string asked, string column) =>
        $"""
            SELECT l.number FROM asked a CROSS JOIN json_each(a.{asked}) k CROSS JOIN lead_keys t CROSS JOIN leads l
            WHERE t.key = k.value ->> 0 AND l.number = t.number AND l.{column} = k.value ->> 1 AND l.status <> 'duplicate'
            """;

    private static string Fresh(string asked, string column) =>
        $"""
            SELECT l.number FROM asked a CROSS JOIN json_each(a.{asked}) k CROSS JOIN leads l
            WHERE l.number = k.value ->> 0 AND l.{column} = k.value ->> 1 AND l.status <> 'duplicate'
            """;

    private sealed class Assigned
    {
        public string Rep { get; init; } = "";
        public string? Pool { get; init; }
        public string? Queue { get; init; }
        public string? Rule { get; init; }
        public string How { get; init; } = "";
        public long At { get; init; }
        public long? EndedAt { get; init; }
        public string? EndReason { get; init; }

        public PastAssignment Past =>
            new(Rep, Pool, Queue, Rule, How, Times.FromMicros(At), Times.FromMicros(EndedAt), EndReason);
    }
}
