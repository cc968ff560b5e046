using System.Collections.Immutable;
using Baton.Storage.Webhooks;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Rows of webhooks. There are few of them.</summary>
internal sealed class SqliteWebhooks(SqliteDatabase database, SecretSeal seal)
{
    private const string Here = "WHERE workspace = @Workspace AND id = @id AND deleted = 0";

    // Of a secret that was written in clear; a sealed one is longer.
    private const int ClearLength = WebhookStore.SecretLength;

    public IReadOnlyList<Webhook> List()
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<Row>(
            """
            SELECT id, url, description, events, enabled, ordered, contact, secret, old_secret AS OldSecret, old_until AS OldUntil,
              position, failures, failing_since AS FailingSince, disabled_reason AS DisabledReason, created_at AS CreatedAt
            FROM webhooks WHERE workspace = @Workspace AND deleted = 0 ORDER BY created_at, id
            """,
            new { database.Workspace }
        );
        return [.. rows.Select(Read)];
    }

    public bool Add(Webhook hook, int most, ActBy by) =>
        database.Beside(connection =>
        {
            var added = connection.Execute(
                """
                INSERT INTO webhooks(workspace, id, url, description, events, enabled, ordered, contact, secret, position, created_at)
                SELECT @Workspace, @Id, @Url, @Description, @events, @Enabled, @Ordered, @Contact, @secret, @Position, @at
                WHERE (SELECT count(*) FROM webhooks WHERE workspace = @Workspace AND deleted = 0) < @most
                """,
                new
                {
                    database.Workspace,
                    hook.Id,
                    hook.Url,
                    hook.Description,
                    events = string.Join(' ', hook.Events),
                    hook.Enabled,
                    hook.Ordered,
                    hook.Contact,
                    secret = seal.Seal(hook.Id, hook.Secret.Span),
                    hook.Position,
                    at = Times.ToMicros(hook.CreatedAt),
                    most,
                }
            );
            return added == 1
                && Audited(
                    connection,
                    hook.CreatedAt,
                    by,
                    Acts.WebhookCreated,
                    hook.Id,
                    Detail(WebhookConfig.Of(hook))
                );
        });

    public bool Change(string id, WebhookConfig config, Instant at, ActBy by) =>
        database.Beside(connection =>
        {
            var changed = connection.Execute(
                $"""
                UPDATE webhooks SET url = @Url, description = @Description, events = @events, ordered = @Ordered, contact = @Contact,
                  failures = iif(@Enabled > enabled, 0, failures), failing_since = iif(@Enabled > enabled, NULL, failing_since),
                  disabled_reason = iif(@Enabled, NULL, disabled_reason), enabled = @Enabled
                {Here}
                """,
                new
                {
                    database.Workspace,
                    id,
                    config.Url,
                    config.Description,
                    events = string.Join(' ', config.Events),
                    config.Ordered,
                    config.Contact,
                    config.Enabled,
                }
            );
            SqliteDeliveries.Hurry(connection, database.Workspace, id, at);
            return changed == 1 && Audited(connection, at, by, Acts.WebhookChanged, id, Detail(config));
        });

    public bool Rotate(string id, byte[] secret, Instant at, Instant oldUntil, ActBy by) =>
        database.Beside(connection =>
        {
            var changed = connection.Execute(
                $"UPDATE webhooks SET old_secret = secret, old_until = @until, secret = @secret {Here}",
                new
                {
                    database.Workspace,
                    id,
                    secret = seal.Seal(id, secret),
                    until = Times.ToMicros(oldUntil),
                }
            );
            return changed == 1 && Audited(connection, at, by, Acts.WebhookSecretRotated, id, null);
        });

    /// <summary>Seals what an older version wrote in clear.</summary>
    public void SealAll() =>
        database.Beside(connection =>
        {
            var clear = connection.Query<Row>(
                """
                SELECT id, secret, old_secret AS OldSecret FROM webhooks
                WHERE workspace = @Workspace AND (length(secret) = @ClearLength OR length(old_secret) = @ClearLength)
                """,
                new { database.Workspace, ClearLength }
            );
            return clear.Sum(row =>
                connection.Execute(
                    $"UPDATE webhooks SET secret = @secret, old_secret = @old {Here}",
                    new
                    {
                        database.Workspace,
                        id = row.Id,
                        secret = Sealed(row.Id, row.Secret),
                        old = Sealed(row.Id, row.OldSecret),
                    }
                )
            );
        });

    public bool Delete(string id, Instant at, ActBy by) =>
        database.Beside(connection =>
        {
            var changed = connection.Execute(
                $"UPDATE webhooks SET deleted = 1, enabled = 0, secret = X'', old_secret = NULL, url = '', description = NULL {Here}",
                new { database.Workspace, id }
            );
            return changed == 1 && Audited(connection, at, by, Acts.WebhookDeleted, id, null);
        });

    /// <summary>How an endpoint does; one that is to be disabled is, and that is audited as the system's act.</summary>
    public static void Note(SqliteConnection connection, long workspace, WebhookHealth health, Instant at)
    {
        connection.Execute(
            "UPDATE webhooks SET failures = @Failures, failing_since = @since WHERE workspace = @workspace AND id = @Webhook",
            new
            {
                workspace,
                health.Webhook,
                health.Failures,
                since = Times.ToMicros(health.FailingSince),
            }
        );
        if (health.DisabledReason is null)
        {
            return;
        }

        var disabled = connection.Execute(
            """
            UPDATE webhooks SET enabled = 0, disabled_reason = @DisabledReason
            WHERE workspace = @workspace AND id = @Webhook AND enabled = 1
            """,
            new
            {
                workspace,
                health.Webhook,
                health.DisabledReason,
            }
        );
        if (disabled == 1)
        {
            var system = new ActBy("system", null);
            SqliteAudit.Add(
                connection,
                workspace,
                at,
                system,
                Acts.WebhookDisabled,
                health.Webhook,
                health.DisabledReason
            );
        }
    }

    private bool Audited(SqliteConnection connection, Instant at, ActBy by, string act, string id, string? detail) =>
        SqliteAudit.Add(connection, database.Workspace, at, by, act, id, detail) == 1;

    // The host alone: the rest of a URL may be the receiver's secret.
    private static string Detail(WebhookConfig config) =>
        $"to {new Uri(config.Url).Host}, events {string.Join(' ', config.Events)}"
        + (config.Contact ? ", with contact data" : "")
        + (config.Ordered ? "" : ", unordered")
        + (config.Enabled ? "" : ", disabled");

    private byte[]? Sealed(string id, byte[]? kept) => kept?.Length == ClearLength ? seal.Seal(id, kept) : kept;

    private byte[]? Opened(string id, byte[]? kept) =>
        kept is null ? null
        : kept.Length == ClearLength ? kept
        : seal.Open(id, kept);

    private Webhook Read(Row row)
    {
        var secret = Opened(row.Id, row.Secret);
        return new()
        {
            Id = row.Id,
            Url = row.Url,
            Description = row.Description,
            Events = [.. row.Events.Split(' ')],
            Enabled = row.Enabled && secret is not null,
            Ordered = row.Ordered,
            Contact = row.Contact,
            CreatedAt = Times.FromMicros(row.CreatedAt),
            Position = row.Position,
            Failures = row.Failures,
            FailingSince = Times.FromMicros(row.FailingSince),
            DisabledReason = secret is null ? Webhook.SecretLost : row.DisabledReason,
            Secret = secret,
            OldSecret = Opened(row.Id, row.OldSecret),
            OldUntil = Times.FromMicros(row.OldUntil),
        };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Url { get; init; } = "";
        public string? Description { get; init; }
        public string Events { get; init; } = "";
        public bool Enabled { get; init; }
        public bool Ordered { get; init; }
        public bool Contact { get; init; }
        public byte[] Secret { get; init; } = [];
        public byte[]? OldSecret { get; init; }
        public long? OldUntil { get; init; }
        public long Position { get; init; }
        public int Failures { get; init; }
        public long? FailingSince { get; init; }
        public string? DisabledReason { get; init; }
        public long CreatedAt { get; init; }
    }
}
