using Baton.Storage.Webhooks;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Rows of deliveries and their attempts: what changes them.</summary>
internal sealed partial class SqliteDeliveries(SqliteDatabase database)
{
    private const string One = "workspace = @Workspace AND webhook = @webhook AND seq = @Seq AND place = @Place";

    public void Write(DeliveryBatch batch, Instant now) =>
        database.Hastily(connection =>
        {
            Open(connection, batch);
            foreach (var result in batch.Results)
            {
                Note(connection, result);
            }

            foreach (var health in batch.Health)
            {
                SqliteWebhooks.Note(connection, database.Workspace, health, now);
                if (health.Recovered)
                {
                    Hurry(connection, database.Workspace, health.Webhook, now);
                }
            }

            return 0;
        });

    /// <summary>What waits is due now.</summary>
    public static void Hurry(SqliteConnection connection, long workspace, string webhook, Instant now) =>
        connection.Execute(
            $"""
            UPDATE deliveries {Waiters} SET due_at = @due
            WHERE workspace = @workspace AND webhook = @webhook AND state = 'waiting' AND due_at > @due
            """,
            new
            {
                workspace,
                webhook,
                due = Times.ToMicros(now),
            }
        );

    public Delivery AddTest(string webhook, long seq, Instant now)
    {
        // Behind every event of the record, and no place that an event ever has.
        var place = now.ToUnixTimeMilliseconds();
        var test = new Delivery
        {
            Webhook = webhook,
            Id = new DeliveryId(seq, place),
            Line = -place,
            Type = "webhook_test",
            CreatedAt = now,
            DueAt = now,
        };
        database.Beside(connection => Add(connection, test));
        return test;
    }

    public bool Redeliver(string webhook, DeliveryId id, Instant now) =>
        database.Beside(connection =>
            connection.Execute(
                $"UPDATE deliveries SET state = 'waiting', spent = tries, due_at = @due, ended_at = NULL WHERE {One}",
                new
                {
                    database.Workspace,
                    webhook,
                    id.Seq,
                    id.Place,
                    due = Times.ToMicros(now),
                }
            )
        ) == 1;

    public int Redeliver(string webhook, bool deadOnly, Instant? since, int limit, Instant now) =>
        database.Beside(connection =>
            connection.Execute(
                $"""
                UPDATE deliveries SET state = 'waiting', spent = tries, due_at = @due, ended_at = NULL
                WHERE workspace = @Workspace AND webhook = @webhook AND (seq, place) IN (
                  SELECT seq, place FROM deliveries {(deadOnly ? Dead : "")}
                  WHERE workspace = @Workspace AND webhook = @webhook AND {(
                    deadOnly ? "state = 'dead'" : "ended_at IS NOT NULL"
                )}
                    AND created_at >= @since
                  ORDER BY seq, place LIMIT @limit)
                """,
                new
                {
                    database.Workspace,
                    webhook,
                    since = Times.ToMicros(since ?? Instant.MinValue),
                    limit,
                    due = Times.ToMicros(now),
                }
            )
        );

    public bool Prune(Instant before, int limit) =>
        database.Hastily(connection =>
        {
            var gone = connection.Query<string>(
                "SELECT id FROM webhooks WHERE workspace = @Workspace AND deleted = 1",
                new { database.Workspace }
            );
            var pruned = 0;
            foreach (var webhook in gone)
            {
                var rows = Forget(connection, "webhook = @webhook", new { webhook, limit });
                if (rows == 0)
                {
                    connection.Execute(
                        "DELETE FROM webhooks WHERE workspace = @Workspace AND id = @webhook AND deleted = 1",
                        new { database.Workspace, webhook }
                    );
                }

                pruned = Math.Max(pruned, rows);
            }

            return Math.Max(pruned, ForgetEnded(connection, Times.ToMicros(before), limit)) >= limit;
        });

    public void DeleteForLead(long lead) =>
        database.Beside(connection =>
        {
            connection.Execute(
                """
                DELETE FROM delivery_attempts WHERE workspace = @Workspace AND (webhook, seq, place) IN (
                  SELECT webhook, seq, place FROM deliveries WHERE workspace = @Workspace AND line = @lead AND line > 0)
                """,
                new { database.Workspace, lead }
            );
            return connection.Execute(
                """
                DELETE FROM deliveries WHERE workspace = @Workspace AND line = @lead AND line > 0 AND state <> 'waiting'
                """,
                new { database.Workspace, lead }
            );
        });

    private void Open(SqliteConnection connection, DeliveryBatch batch)
    {
        foreach (var opened in batch.Opened)
        {
            Add(connection, opened);
        }

        foreach (var (webhook, position) in batch.Positions)
        {
            connection.Execute(
                "UPDATE webhooks SET position = @position WHERE workspace = @Workspace AND id = @webhook",
                new
                {
                    database.Workspace,
                    webhook,
                    position,
                }
            );
        }
    }

    // One that is there already was opened before a power cut forgot the position.
    private int Add(SqliteConnection connection, Delivery delivery) =>
        connection.Execute(
            """
            INSERT OR IGNORE INTO deliveries(workspace, webhook, seq, place, line, type, state, created_at, due_at)
            VALUES (@Workspace, @Webhook, @Seq, @Place, @Line, @Type, 'waiting', @at, @due)
            """,
            new
            {
                database.Workspace,
                delivery.Webhook,
                delivery.Id.Seq,
                delivery.Id.Place,
                delivery.Line,
                delivery.Type,
                at = Times.ToMicros(delivery.CreatedAt),
                due = Times.ToMicros(delivery.DueAt),
            }
        );

    private void Note(SqliteConnection connection, AttemptResult result)
    {
        var (delivery, attempt) = (result.Delivery, result.Attempt);
        var isWaiting = result.State == DeliveryState.Waiting;
        var values = new
        {
            database.Workspace,
            webhook = delivery.Webhook,
            delivery.Id.Seq,
            delivery.Id.Place,
            state = WordOf(result.State),
            attempt.N,
            due = Times.ToMicros(result.DueAt),
            ended = isWaiting ? null : Times.ToMicros((Instant?)(attempt.At + attempt.Took)),
            at = Times.ToMicros(attempt.At),
            took = (long)attempt.Took.TotalMilliseconds,
            attempt.Status,
            attempt.Error,
            attempt.Answer,
        };

        // Of a webhook that was deleted meanwhile nothing may be left.
        if (
            connection.Execute(
                $"UPDATE deliveries SET state = @state, tries = @N, due_at = @due, ended_at = @ended WHERE {One}",
                values
            ) == 1
        )
        {
            connection.Execute(
                """
                INSERT OR REPLACE INTO delivery_attempts(workspace, webhook, seq, place, n, at, took, status, error, answer)
                VALUES (@Workspace, @webhook, @Seq, @Place, @N, @at, @took, @Status, @Error, @Answer)
                """,
                values
            );
        }
    }

    private int ForgetEnded(SqliteConnection connection, long before, int limit)
    {
        var most = 0;
        foreach (
            var webhook in connection.Query<string>(
                "SELECT id FROM webhooks WHERE workspace = @Workspace AND deleted = 0",
                new { database.Workspace }
            )
        )
        {
            var rows = Forget(
                connection,
                "webhook = @webhook AND ended_at < @before",
                new
                {
                    webhook,
                    before,
                    limit,
                }
            );
            most = Math.Max(most, rows);
        }

        return most;
    }

    private int Forget(SqliteConnection connection, string which, object values)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add("Workspace", database.Workspace);
        var rows = connection
            .Query<(string Webhook, long Seq, long Place)>(
                $"SELECT webhook, seq, place FROM deliveries WHERE workspace = @Workspace AND {which} LIMIT @limit",
                parameters
            )
            .AsList();
        foreach (var (webhook, seq, place) in rows)
        {
            var key = new
            {
                database.Workspace,
                webhook,
                Seq = seq,
                Place = place,
            };
            connection.Execute($"DELETE FROM delivery_attempts WHERE {One}", key);
            connection.Execute($"DELETE FROM deliveries WHERE {One}", key);
        }

        return rows.Count;
    }

    private static string WordOf(DeliveryState state) =>
        state switch
        {
            DeliveryState.Waiting => "waiting",
            DeliveryState.Delivered => "delivered",
            DeliveryState.Dead => "dead",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
}
