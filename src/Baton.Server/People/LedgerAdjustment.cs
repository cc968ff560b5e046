using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.People;

/// <summary><c>POST /v1/pools/{id}/ledger</c> of <c>{ adjust: { ana: 1, bob: -1 }, note }</c>: audited, and zero in sum.</summary>
internal sealed class LedgerAdjustment(Acting acting, Submitter submitter)
{
    public async Task Invoke(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var doer = await acting.Of(context);
        var adjust = AdjustIn(body);
        var command = new AdjustLedger(PathId.Of(context), adjust, body.Text("note"))
        {
            By = doer.ByIn(body) ?? doer.By,
        };
        problem = body.Problem() ?? doer.For(rep: null, command.By);
        await (
            problem?.Send(context)
            ?? submitter.Send(
                context,
                command,
                ContentHash.Of(new RawLead(fields)),
                (reply, answer) => Write(reply, answer, command)
            )
        );
    }

    private static ImmutableArray<KeyValuePair<string, decimal>> AdjustIn(ActionBody body)
    {
        var adjust = ImmutableArray.CreateBuilder<KeyValuePair<string, decimal>>();
        foreach (var (member, value) in body.Map("adjust"))
        {
            if (value.IsNumber && Math.Abs(value.AsNumber()) < 1e15)
            {
                adjust.Add(new(member, value.Kind == ValueKind.Int ? value.AsInt() : (decimal)value.AsNumber()));
            }
            else
            {
                body.Fault($"adjust.{member}", "wrong_type", "an adjustment is a number");
            }
        }

        return adjust.ToImmutable();
    }

    private static int Write(Reply reply, JsonBuffer answer, AdjustLedger command)
    {
        var adjusted = reply.Outcome!.Events.OfType<LedgerAdjusted>().Single();
        answer.Json.WriteStartObject();
        answer.Json.WriteString("pool"u8, command.Pool);
        answer.Json.WriteStartObject("balances"u8);
        foreach (var (member, nano) in adjusted.Balances)
        {
            answer.Json.WriteNumber(member, nano / 1_000_000_000m);
        }

        answer.Json.WriteEndObject();
        answer.Json.WriteString("note"u8, command.Note);
        answer.Json.WriteEndObject();
        return StatusCodes.Status200OK;
    }
}
