using System.Globalization;
using System.Text.Json;
using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.People;

/// <summary>Pools: who is in them, what each got against what was due, whose turns come next, and the ledger's lines.</summary>
internal sealed class PoolEndpoints(BatonStore store, Visibility visibility, Replays replays, TimeProvider clock)
{
    private const int UsualTurns = 10;
    private const int MostTurns = 1_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/pools", List);
        routes.MapGet("/v1/pools/{id}", Get);
        routes.MapGet("/v1/pools/{id}/next", Next);
        routes.MapGet("/v1/pools/{id}/ledger", Ledger);
    }

    private async Task List(HttpContext context)
    {
        var sight = await visibility.SightOf(context);
        var pools = await store.Read(w => w.PoolViews(), context.RequestAborted);
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var pool in pools.Where(p => IsSeen(sight, p.Id)))
        {
            Write(answer.Json, pool);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteNull("next_cursor"u8);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Get(HttpContext context)
    {
        if (await Find(context) is not { } pool)
        {
            await Unknown(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        Write(answer.Json, pool);
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Next(HttpContext context)
    {
        var count = UsualTurns;
        var errors = QueryFaults.Unknown(context.Request.Query, ["count"]);
        if (
            context.Request.Query["count"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, out count) || count is < 1 or > MostTurns)
        )
        {
            errors.Add(new ProblemError("count", "range", $"'count' is a whole number from 1 to {MostTurns}"));
        }

        if (errors.Count > 0)
        {
            await Problem.Invalid([.. errors]).Send(context);
            return;
        }

        var id = PathId.Of(context);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (
            !IsSeen(await visibility.SightOf(context), id)
            || await store.Read(w => w.NextTurns(id, count, now), context.RequestAborted) is not { } turns
        )
        {
            await Unknown(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteString("pool"u8, id);
        answer.Json.WriteStartArray("next"u8);
        foreach (var turn in turns)
        {
            answer.Json.WriteStringValue(turn);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Ledger(HttpContext context)
    {
        long? before = null;
        if (QueryFaults.Unknown(context.Request.Query, ["cursor"]) is { Count: > 0 } errors)
        {
            await Problem.Invalid([.. errors]).Send(context);
            return;
        }

        if (context.Request.Query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            {
                await Problem.Invalid("cursor", "invalid", "'cursor' is the 'next_cursor' of a page").Send(context);
                return;
            }

            before = seq;
            if (store.Journal.FirstSeq is var first && seq < first)
            {
                await Problem.HistoryCut(first).Send(context);
                return;
            }
        }

        if (await Find(context) is not { } pool)
        {
            await Unknown(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteString("pool"u8, pool.Id);
        json.WriteString("unit"u8, pool.Unit);
        json.WriteStartObject("balances"u8);
        foreach (var member in pool.Members)
        {
            json.WriteNumber(member.Id, member.Balance);
        }

        json.WriteEndObject();
        WriteMembers(json, pool);
        var isSeen = visibility.LeadsSeenBy(await visibility.SightOf(context));
        var names = await store.Read(w => w.LedgerNames(pool.Id), context.RequestAborted);
        var page = await replays.Run(() => LedgerLines.Read(store, names, before), context.RequestAborted);
        LedgerLines.Write(json, page, isSeen);
        json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async ValueTask<PoolView?> Find(HttpContext context)
    {
        var id = PathId.Of(context);
        return !IsSeen(await visibility.SightOf(context), id)
            ? null
            : await store.Read(w => w.PoolViews().FirstOrDefault(p => p.Id == id), context.RequestAborted);
    }

    private static bool IsSeen(Sight sight, string pool) => sight.Manages || sight.Pools.Contains(pool);

    private static Task Unknown(HttpContext context) =>
        Problem.NotFound(ReasonCodes.UnknownPool, $"there is no pool '{PathId.Of(context)}'").Send(context);

    private static void Write(Utf8JsonWriter json, PoolView pool)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, pool.Id);
        json.WriteString("method"u8, pool.Method);
        json.WriteString("unit"u8, pool.Unit);
        WriteMembers(json, pool);
        json.WriteEndObject();
    }

    // Shares are of what the pool gave since its last reset, rounded to 4 decimals for people; the balance is exact.
    private static void WriteMembers(Utf8JsonWriter json, PoolView pool)
    {
        var weights = pool.Members.Where(m => m.Active).Sum(m => (decimal)m.Weight);
        var received = pool.Members.Sum(m => m.Received);
        json.WriteStartArray("members"u8);
        foreach (var member in pool.Members)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, member.Id);
            json.WriteBoolean("active"u8, member.Active);
            json.WriteNumber("weight"u8, member.Weight);
            json.WriteNumber("target_share"u8, Share(member.Active ? member.Weight : 0, weights));
            json.WriteNumber("received"u8, member.Received);
            json.WriteNumber("share"u8, Share(member.Received, received));
            json.WriteNumber("balance"u8, member.Balance);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static decimal Share(decimal part, decimal whole) => whole == 0 ? 0 : decimal.Round(part / whole, 4);
}
