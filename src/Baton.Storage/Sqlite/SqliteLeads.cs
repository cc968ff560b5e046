using System.Text.Json;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Storage.Json;
using Baton.Storage.Writing;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Baton.Storage.Sqlite;

/// <summary>The writer's read models: rows of leads, assignments and policies.</summary>
internal sealed class SqliteLeads : IDisposable
{
    private readonly long _workspace;
    private readonly SqliteConnection _connection;
    private readonly SqliteRows _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _fields;
    private readonly SqliteStatement _arrived;
    private readonly SqliteStatement _alias;
    private readonly SqliteStatement _assign;
    private readonly SqliteRows _assignFirst;
    private readonly SqliteStatement _end;
    private readonly SqliteBlocks _blocks;
    private readonly SqliteLeadKeys _keys;

    public SqliteLeads(SqliteConnection connection, long workspace, KnownKeys known)
    {
        _workspace = workspace;
        _connection = connection;
        _blocks = new SqliteBlocks(connection, workspace);
        _keys = new SqliteLeadKeys(connection, known);
        _insert = new SqliteRows(
            connection,
            "leads",
            """
            number, status, stage, owner, owned_by, owned_order, assigned_at, offered_to, rule,
              pool, queue, reason, score, grade, territory, account, version, priority, effort, created_at, account_match,
              client_id, email, phone, source, fields, personal, content_hash, last_arrival, workspace
            """
        );
        _update = new SqliteStatement(
            connection,
            """
            UPDATE leads SET status = ?2, stage = ?3, owner = ?4, owned_by = coalesce(?5, owned_by),
              owned_order = coalesce(?6, owned_order), assigned_at = ?7, offered_to = ?8, rule = ?9, pool = ?10,
              queue = ?11, reason = ?12, score = ?13, grade = ?14, territory = ?15, account = ?16, version = ?17,
              priority = ?18, effort = ?19, created_at = ?20, account_match = ?21
            WHERE number = ?1
            """
        );
        _fields = new SqliteStatement(
            connection,
            """
            UPDATE leads SET client_id = ?2, email = ?3, phone = ?4, source = ?5, fields = ?6, personal = ?7
            WHERE number = ?1
            """
        );
        _arrived = new SqliteStatement(
            connection,
            """
            UPDATE leads SET last_arrival = max(last_arrival,
              coalesce((SELECT d.last_arrival FROM leads d WHERE d.number = ?2), 0))
            WHERE number = ?1
            """
        );
        _alias = new SqliteStatement(
            connection,
            """
            INSERT OR IGNORE INTO lead_aliases(workspace, key, number)
            SELECT ?1, email, ?3 FROM leads WHERE number = ?2 AND email IS NOT NULL
            UNION ALL
            SELECT ?1, phone, ?3 FROM leads WHERE number = ?2 AND phone IS NOT NULL
            """
        );
        _assign = new SqliteStatement(
            connection,
            """
            INSERT INTO assignments(workspace, lead, rep, pool, queue, rule, how, at, n)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, coalesce((SELECT max(n) FROM assignments WHERE lead = ?2), 0) + 1)
            """
        );
        _assignFirst = new SqliteRows(connection, "assignments", "workspace, lead, rep, pool, queue, rule, how, at, n");
        _end = new SqliteStatement(
            connection,
            "UPDATE assignments SET ended_at = ?2, end_reason = ?3 WHERE lead = ?1 AND ended_at IS NULL"
        );
    }

    public void Insert(
        LeadView lead,
        Ownership? owned,
        LeadCaptured captured,
        LeadFields fields,
        TextKeys keys,
        Instant at
    )
    {
        Decision(_insert.Next, lead, owned);
        Fields(_insert.Next, fields);
        _insert.Next.Bind(captured.ContentHash).Bind(Times.ToMicros(at)).Bind(_workspace);
        _insert.Add();
        _keys.Came(lead.Number, fields, keys, IsDuplicate(lead));
        if (lead.Blocks is { IsEmpty: false } blocks)
        {
            _blocks.Add(lead.Number, blocks);
        }
    }

    public void Update(LeadView lead, Ownership? owned)
    {
        Flush();
        Decision(_update, lead, owned);
        _update.Run();
    }

    public void UpdateFields(LeadView lead, LeadFields fields)
    {
        Flush();
        _keys.Change(lead.Number, fields, IsDuplicate(lead));
        _fields.Bind(lead.Number);
        Fields(_fields, fields);
        _fields.Run();
        if (lead.Blocks is { } blocks)
        {
            _blocks.Replace(lead.Number, blocks);
        }
    }

    /// <summary>A duplicate arrived: it counts as an arrival of the first lead, and its keys lead to that one.</summary>
    /// <param name="isNew">It came in the same record.</param>
    public void Merge(long duplicate, long into, bool isBlocked, bool isNew)
    {
        Flush();
        if (!isNew)
        {
            _keys.ChangeStatus(duplicate);
        }

        _arrived.Bind(into).Bind(duplicate).Run();
        _alias.Bind(_workspace).Bind(duplicate).Bind(into).Run();
        if (isBlocked)
        {
            _blocks.Merge(duplicate, into);
        }
    }

    public void Unmerge(long lead)
    {
        Flush();
        _keys.ChangeStatus(lead);
    }

    public void Assign(Assignment assignment, Instant at)
    {
        if (assignment.IsFirst)
        {
            Bind(_assignFirst.Next).Bind(1);
            _assignFirst.Add();
            return;
        }

        Flush();
        Bind(_assign).Run();

        SqliteStatement Bind(SqliteStatement row) =>
            row.Bind(_workspace)
                .Bind(assignment.Lead)
                .Bind(assignment.Rep)
                .Bind(assignment.Pool)
                .Bind(assignment.Queue)
                .Bind(assignment.Rule)
                .Bind(assignment.How)
                .Bind(Times.ToMicros(at));
    }

    /// <summary>Inserts what was added of new leads; every other change of these tables does so first.</summary>
    public void Flush()
    {
        _insert.Flush();
        _assignFirst.Flush();
    }

    public void EndAssignment(long lead, Instant at, string reason)
    {
        Flush();
        _end.Bind(lead).Bind(Times.ToMicros(at)).Bind(reason).Run();
    }

    public void Publish(PolicyPublished published, Instant at)
    {
        Flush();
        using var insert = new SqliteStatement(
            _connection,
            "INSERT OR REPLACE INTO policies(workspace, version, at, by, document) VALUES (?, ?, ?, ?, ?)"
        );
        insert.Bind(_workspace).Bind(published.Version).Bind(Times.ToMicros(at)).Bind(published.By);
        insert.Bind(NodeJson.ToUtf8(published.Document).Span).Run();
        foreach (var rename in published.Renames)
        {
            SqliteRenames.Apply(_connection, rename);
        }
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _keys.Dispose();
        _insert.Dispose();
        _assignFirst.Dispose();
        foreach (var statement in new[] { _update, _fields, _arrived, _alias, _assign, _end })
        {
            statement.Dispose();
        }
    }

    // Parameters 1 to 21, the same of both statements.
    private static void Decision(SqliteStatement statement, LeadView lead, Ownership? owned)
    {
        statement.Bind(lead.Number).Bind(lead.Status).Bind(lead.Stage).Bind(lead.Owner);
        statement.Bind(owned?.Rep).Bind(owned?.Order);
        statement.Bind(Times.ToMicros(lead.AssignedAt)).Bind(Names(lead)).Bind(lead.Rule).Bind(lead.Pool);
        statement.Bind(lead.Queue).Bind(lead.Reason).Bind(Hundredths(lead.Score)).Bind(lead.Grade);
        statement.Bind(lead.Territory).Bind(lead.Account).Bind(lead.Version).Bind(lead.Priority).Bind(lead.Effort);
        statement.Bind(Times.ToMicros(lead.CreatedAt));
        statement.Bind(lead.AccountMatch is { } match ? AccountMatchJson.Write(match) : default(ReadOnlySpan<byte>));
    }

    private static void Fields(SqliteStatement statement, LeadFields fields)
    {
        statement.Bind(fields.ClientId).Bind(fields.Email).Bind(fields.Phone).Bind(fields.Source);
        statement.Bind(fields.Open.Span).Bind(fields.Personal.Span);
    }

    private static bool IsDuplicate(LeadView lead) => lead.Status == "duplicate";

    private static string? Names(LeadView lead) =>
        lead.OfferedTo.IsDefaultOrEmpty ? null : JsonSerializer.Serialize(lead.OfferedTo);

    private static long? Hundredths(decimal? score) =>
        score is { } some ? (long)decimal.Round(some * 100, MidpointRounding.AwayFromZero) : null;
}

/// <summary>A rep got a lead: how, and by which way.</summary>
internal readonly record struct Assignment(long Lead, string Rep, string How, string? Pool, string? Queue, string? Rule)
{
    /// <summary>Whether the lead is known to have had no other.</summary>
    public bool IsFirst { get; init; }
}
