using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Oversight;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Baton.Server.Oversight;

/// <summary>
/// <c>GET /v1/board</c>: the reps with what they hold, what bars them, and their most urgent leads; and the leads that nobody
/// has. Who has what is asked of the state at one instant; the leads' names are read beside the writer.
/// </summary>
internal sealed class BoardEndpoint(BatonStore store, TimeProvider clock)
{
    private const string Everybody = "*";
    private const int UsualLimit = 50;
    private const int MostLimit = 200;
    private static readonly string[] Known = ["team", "limit"];

    public async Task Invoke(HttpContext context)
    {
        var (query, problem) = Of(context.Request.Query);
        if (query is null)
        {
            await problem!.Send(context);
            return;
        }

        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var who = Actor.Of(context).RepName;
        var board = await store.Read(w => w.Board(query.Teams, who, query.Limit, now), context.RequestAborted);
        problem = board is null ? null : Unknown(query, board);
        await (problem?.Send(context) ?? Answer(context, board, now));
    }

    private async Task Answer(HttpContext context, BoardView? board, Instant now)
    {
        board ??= new BoardView([], [], [], []);
        var columns = board.Reps.Select(r => r.Leads).Concat(board.Unowned.Select(p => p.Leads));
        var leads = store.Leads.Get(columns.SelectMany(c => c.Shown).Select(l => l.Number));
        using var answer = JsonBuffer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        LeadWriter.Time(json, "at"u8, now);
        Array(json, "teams"u8, board.Teams, Write);
        Array(json, "shown"u8, board.Shown, (j, team) => j.WriteStringValue(team));
        Array(json, "reps"u8, board.Reps, (j, rep) => Write(j, rep, leads));
        Array(json, "unowned"u8, board.Unowned, (j, place) => Write(j, place, leads));
        json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private static Parsed<BoardQuery> Of(IQueryCollection query)
    {
        var errors = QueryFaults.Unknown(query, Known);
        var limit = QueryFaults.Limit(query, UsualLimit, MostLimit, errors);

        var teams = query["team"]
            .SelectMany(t => (t ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            .Distinct(StringComparer.Ordinal)
            .ToImmutableArray();
        return errors.Count > 0 ? Problem.Invalid([.. errors])
            : teams.IsEmpty ? new BoardQuery(null, limit)
            : new BoardQuery(teams.Contains(Everybody) ? [] : teams, limit);
    }

    private static Problem? Unknown(BoardQuery query, BoardView board)
    {
        var known = board.Teams.Select(t => t.Id).ToArray();
        var unknown = (query.Teams ?? []).Except(known).ToArray();
        return unknown.Length == 0
            ? null
            : Problem.Invalid([
                .. unknown.Select(t => new ProblemError(
                    "team",
                    "unknown_word",
                    $"there is no team '{t}'{NearestWord.Hint(t, known)}"
                )),
            ]);
    }

    private static void Write(Utf8JsonWriter json, BoardTeam team)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, team.Id);
        json.WriteString("manager"u8, team.Manager);
        json.WriteBoolean("mine"u8, team.Mine);
        Array(json, "members"u8, team.Members, (j, member) => j.WriteStringValue(member));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BoardRep column, IReadOnlyDictionary<long, LeadRecord> leads)
    {
        var rep = column.Rep;
        json.WriteStartObject();
        json.WriteString("id"u8, rep.Id);
        json.WriteString("name"u8, rep.Name);
        json.WriteString("status"u8, rep.Status);
        LeadWriter.Time(json, "status_until"u8, rep.StatusUntil);
        json.WriteBoolean("active"u8, rep.Active);
        json.WriteBoolean("absent"u8, rep.Absent);
        LeadWriter.Time(json, "absent_until"u8, column.AbsentUntil);
        json.WriteBoolean("in_hours"u8, rep.InHours);
        LeadWriter.Time(json, "hours_until"u8, column.HoursUntil);
        json.WriteNumber("open"u8, rep.Open);
        LeadWriter.Number(json, "capacity"u8, rep.Capacity);
        json.WriteNumber("offered"u8, rep.Offered);
        json.WriteNumber("received_today"u8, rep.ReceivedToday);
        Array(json, "full"u8, column.Full, Write);
        Leads(json, column.Leads, leads);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FullCap full)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, full.Code);
        json.WriteNumber("actual"u8, full.Actual);
        json.WriteNumber("needed"u8, full.Needed);
        LeadWriter.Time(json, "until"u8, full.Until);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BoardPlace place, IReadOnlyDictionary<long, LeadRecord> leads)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, place.Status);
        json.WriteString("queue"u8, place.Queue);
        Leads(json, place.Leads, leads);
        json.WriteEndObject();
    }

    private static void Leads(Utf8JsonWriter json, BoardLeads column, IReadOnlyDictionary<long, LeadRecord> leads)
    {
        json.WriteNumber("count"u8, column.Count);
        json.WriteStartArray("leads"u8);
        foreach (var (number, due) in column.Shown)
        {
            if (leads.TryGetValue(number, out var lead))
            {
                CardWriter.Write(json, lead, due);
            }
        }

        json.WriteEndArray();
    }

    private static void Array<T>(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> name,
        ImmutableArray<T> items,
        Action<Utf8JsonWriter, T> write
    )
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    // Null = the teams of whoever asks; empty = everybody.
    private sealed record BoardQuery(ImmutableArray<string>? Teams, int Limit);
}
