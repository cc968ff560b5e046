using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>Rows of users. Every change is written with its line of the audit log in one transaction.</summary>
internal sealed class SqliteUsers(SqliteDatabase database)
{
    private const string Columns = """
        id, email, name, role, rep, password, password_until AS PasswordUntil, must_change AS MustChange, subject,
        locked_until AS LockedUntil, lockouts, created_at AS CreatedAt, signed_in_at AS SignedInAt,
        disabled_at AS DisabledAt
        """;

    public IReadOnlyList<User> List()
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<Row>(
            $"SELECT {Columns} FROM users WHERE workspace = @Workspace ORDER BY id",
            new { database.Workspace }
        );
        return [.. rows.Select(r => r.ToUser())];
    }

    public User? Get(long id)
    {
        using var connection = database.OpenReader();
        return Find(connection, id)?.ToUser();
    }

    public User? ByEmail(string email)
    {
        using var connection = database.OpenReader();
        return Find(connection, email)?.ToUser();
    }

    public User? Add(NewUser user, Instant at, ActBy by, bool onlyFirst) =>
        database.Beside(connection =>
        {
            var added = connection.Execute(
                """
                INSERT INTO users(workspace, id, email, name, role, rep, password, password_until, must_change, subject, created_at)
                SELECT @Workspace, (SELECT coalesce(max(id), 0) + 1 FROM users WHERE workspace = @Workspace),
                  @Email, @Name, @role, @Rep, @Password, @until, @until IS NOT NULL, @Subject, @at
                WHERE NOT EXISTS (SELECT 1 FROM users WHERE workspace = @Workspace AND (@onlyFirst OR email = @Email))
                """,
                new
                {
                    database.Workspace,
                    user.Email,
                    user.Name,
                    role = RoleNames.Of(user.Role),
                    user.Rep,
                    user.Password,
                    until = Times.ToMicros(user.PasswordUntil),
                    user.Subject,
                    at = Times.ToMicros(at),
                    onlyFirst,
                }
            );
            if (added == 0)
            {
                return null;
            }

            Audit(connection, at, by, Acts.UserCreated, user.Email, $"role {RoleNames.Of(user.Role)}");
            return Find(connection, user.Email)!.ToUser();
        });

    public UserChange Change(User user, Instant at, ActBy by) =>
        database.Beside(connection =>
        {
            if (Find(connection, user.Id)?.ToUser() is not { } before)
            {
                return UserChange.Unknown;
            }

            var isAdmin = user is { Role: Role.Admin, DisabledAt: null };
            if (!isAdmin && IsLastAdmin(connection, user.Id))
            {
                return UserChange.LastAdmin;
            }

            connection.Execute(
                """
                UPDATE users SET name = @Name, role = @role, rep = @Rep, disabled_at = @disabled
                WHERE workspace = @Workspace AND id = @Id
                """,
                new
                {
                    database.Workspace,
                    user.Id,
                    user.Name,
                    role = RoleNames.Of(user.Role),
                    user.Rep,
                    disabled = Times.ToMicros(user.DisabledAt),
                }
            );
            if (user.DisabledAt is not null || user.Role != before.Role)
            {
                EndSessions(connection, user.Id);
            }

            Audit(connection, at, by, Acts.UserChanged, before.Email, Difference(before, user));
            return UserChange.Done;
        });

    public UserChange Delete(long id, Instant at, ActBy by) =>
        database.Beside(connection =>
        {
            if (Find(connection, id) is not { } user)
            {
                return UserChange.Unknown;
            }

            if (IsLastAdmin(connection, id))
            {
                return UserChange.LastAdmin;
            }

            connection.Execute(
                "DELETE FROM users WHERE workspace = @Workspace AND id = @id",
                new { database.Workspace, id }
            );
            EndSessions(connection, id);

            // What he shared is the others' too.
            connection.Execute(
                "DELETE FROM views WHERE workspace = @Workspace AND owner = @Email AND NOT shared",
                new { database.Workspace, user.Email }
            );
            Audit(connection, at, by, Acts.UserDeleted, user.Email, null);
            return UserChange.Done;
        });

    public UserChange SetPassword(long id, string hash, Instant? until, Instant at, ActBy by) =>
        database.Beside(connection =>
        {
            if (Find(connection, id) is not { } user)
            {
                return UserChange.Unknown;
            }

            connection.Execute(
                """
                UPDATE users SET password = @hash, password_until = @until, must_change = @until IS NOT NULL,
                  failures = 0, lockouts = 0, locked_until = NULL,
                  subject = CASE WHEN @until IS NULL THEN subject END
                WHERE workspace = @Workspace AND id = @id
                """,
                new
                {
                    database.Workspace,
                    id,
                    hash,
                    until = Times.ToMicros(until),
                }
            );
            EndSessions(connection, id);
            Audit(connection, at, by, until is null ? Acts.PasswordChanged : Acts.PasswordReset, user.Email, null);
            return UserChange.Done;
        });

    public SignInAttempt Attempt(string email, Instant at, int most, Func<int, Duration> lockAfter, ActBy by) =>
        database.Beside(connection =>
        {
            var now = Times.ToMicros(at);
            var found = Find(connection, email);
            if (found is not { DisabledAt: null } user || user.LockedUntil > now)
            {
                // A commit as for anybody: how long it takes must not tell who is known here.
                connection.Execute(
                    "UPDATE workspaces SET name = name WHERE id = @Workspace",
                    new { database.Workspace }
                );
                return new SignInAttempt(found?.ToUser(), null);
            }

            var failures = connection.ExecuteScalar<int>(
                "UPDATE users SET failures = failures + 1 WHERE workspace = @Workspace AND id = @Id RETURNING failures",
                new { database.Workspace, user.Id }
            );
            if (failures >= most)
            {
                Lock(connection, user, at, at + lockAfter(user.Lockouts), by);
            }

            return new SignInAttempt(user.ToUser(), user.PasswordUntil <= now ? null : user.Password);
        });

    // The attempt that locks may still be the right one: it then unlocks again.
    public void Succeeded(long id, Instant at, ActBy by) =>
        database.Beside(connection =>
        {
            connection.Execute(
                """
                UPDATE users SET failures = 0, lockouts = 0, locked_until = NULL, signed_in_at = @at
                WHERE workspace = @Workspace AND id = @id
                """,
                new
                {
                    database.Workspace,
                    id,
                    at = Times.ToMicros(at),
                }
            );
            return Audit(connection, at, by, Acts.SignedIn, null, null);
        });

    public void Bind(long id, string subject) =>
        database.Beside(connection =>
            connection.Execute(
                """
                UPDATE users SET subject = @subject, password = CASE WHEN must_change THEN NULL ELSE password END,
                  must_change = 0, password_until = NULL
                WHERE workspace = @Workspace AND id = @id
                """,
                new
                {
                    database.Workspace,
                    id,
                    subject,
                }
            )
        );

    private void Lock(SqliteConnection connection, Row user, Instant at, Instant until, ActBy by)
    {
        connection.Execute(
            """
            UPDATE users SET failures = 0, lockouts = lockouts + 1, locked_until = @until
            WHERE workspace = @Workspace AND id = @Id
            """,
            new
            {
                database.Workspace,
                user.Id,
                until = Times.ToMicros(until),
            }
        );
        Audit(connection, at, by, Acts.LockedOut, user.Email, $"until {until}");
    }

    private bool IsLastAdmin(SqliteConnection connection, long id)
    {
        var admins = connection.Query<long>(
            "SELECT id FROM users WHERE workspace = @Workspace AND role = 'admin' AND disabled_at IS NULL",
            new { database.Workspace }
        );
        return admins.ToArray() is [var only] && only == id;
    }

    private int EndSessions(SqliteConnection connection, long user) =>
        connection.Execute(
            "DELETE FROM sessions WHERE workspace = @Workspace AND user = @user",
            new { database.Workspace, user }
        );

    private static string Difference(User before, User after) =>
        string.Join(
            ", ",
            new[]
            {
                before.Role == after.Role ? null : $"role {RoleNames.Of(before.Role)} to {RoleNames.Of(after.Role)}",
                before.Rep == after.Rep ? null : $"rep {before.Rep ?? "none"} to {after.Rep ?? "none"}",
                before.Name == after.Name ? null : "name",
                before.DisabledAt is null == after.DisabledAt is null ? null
                : after.DisabledAt is null ? "enabled"
                : "disabled",
            }.OfType<string>()
        );

    private int Audit(SqliteConnection connection, Instant at, ActBy by, string act, string? subject, string? detail) =>
        SqliteAudit.Add(connection, database.Workspace, at, by, act, subject, detail);

    private Row? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM users WHERE workspace = @Workspace AND id = @id",
            new { database.Workspace, id }
        );

    private Row? Find(SqliteConnection connection, string email) =>
        connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM users WHERE workspace = @Workspace AND email = @email",
            new { database.Workspace, email }
        );

    private sealed class Row
    {
        public long Id { get; init; }
        public string Email { get; init; } = "";
        public string? Name { get; init; }
        public string Role { get; init; } = "";
        public string? Rep { get; init; }
        public string? Password { get; init; }
        public long? PasswordUntil { get; init; }
        public long MustChange { get; init; }
        public string? Subject { get; init; }
        public long? LockedUntil { get; init; }
        public int Lockouts { get; init; }
        public long CreatedAt { get; init; }
        public long? SignedInAt { get; init; }
        public long? DisabledAt { get; init; }

        public User ToUser() =>
            new(Id, Email, RoleNames.Read(Role), Times.FromMicros(CreatedAt))
            {
                Name = Name,
                Rep = Rep,
                HasPassword = Password is not null,
                MustChange = MustChange != 0,
                Subject = Subject,
                LockedUntil = Times.FromMicros(LockedUntil),
                SignedInAt = Times.FromMicros(SignedInAt),
                DisabledAt = Times.FromMicros(DisabledAt),
            };
    }
}
