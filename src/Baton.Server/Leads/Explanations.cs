using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Leads;

/// <summary>
/// <c>GET /v1/leads/{id}/explain</c>: why the last decision on a lead (or the one of <c>?seq=</c>) fell as it did, and with
/// <c>?rep=</c> why not that rep. The decision is made again on a private replay of the journal up to it; where the journal
/// is too long to be replayed for one question, the reasons that were kept with the decision answer.
/// </summary>
internal sealed class Explanations(BatonStore store)
{
    private const long LongestReplay = 300_000;
    private const int CheckEvery = 1_024;

    // A replay is a state of its own in memory: one at a time.
    private readonly SemaphoreSlim _one = new(1);

    public async Task Invoke(HttpContext context)
    {
        if (store.Leads.NumberOf(PathId.Of(context)) is not { } number)
        {
            await Problem.UnknownLead.Send(context);
            return;
        }

        string? seq = context.Request.Query["seq"];
        var decisions = DecisionsOn(number);
        if (decisions.FindLast(s => seq is null || s.ToString() == seq) is not (> 0 and var chosen))
        {
            await Problem.NotFound("no_decision", "there is no such decision on this lead").Send(context);
            return;
        }

        await (
            context.Request.Query["rep"].ToString() is { Length: > 0 } rep
                ? WhyNot(context, number, chosen, rep)
                : Why(context, number, chosen, decisions)
        );
    }

    private List<long> DecisionsOn(long number) =>
        [
            .. store
                .Leads.Timeline(number)
                .GroupBy(e => e.Seq)
                .Where(g => Workspace.Decides([.. g.Select(e => e.Event)], number))
                .Select(g => g.Key),
        ];

    private async Task Why(HttpContext context, long number, long seq, List<long> decisions)
    {
        var record = RecordAt(seq);
        var explanation =
            seq > LongestReplay
                ? RecordedReasons.Of(record, number)
                : await Replayed(record, (w, r) => w.Explain(r.Events, r.At, number), context.RequestAborted)
                    ?? RecordedReasons.Of(record, number);
        using var answer = JsonBuffer.Rent();
        ExplanationWriter.Write(answer.Json, explanation, PathId.Of(context), seq, decisions);
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task WhyNot(HttpContext context, long number, long seq, string rep)
    {
        var record = RecordAt(seq);
        var why =
            seq > LongestReplay
                ? RecordedReasons.Not(record, number, rep)
                : await Replayed(record, (w, r) => w.ExplainNot(r.Events, r.At, number, rep), context.RequestAborted)
                    ?? RecordedReasons.Not(record, number, rep);
        if (why.Code == ReasonCodes.UnknownRep)
        {
            await Problem.NotFound(why.Code, why.Sentence).Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        ExplanationWriter.Write(answer.Json, why, PathId.Of(context), seq);
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private JournalRecord RecordAt(long seq) => store.Journal.Read(seq - 1).First();

    private async Task<T> Replayed<T>(
        JournalRecord record,
        Func<Workspace, JournalRecord, T> ask,
        CancellationToken cancellation
    )
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => ask(StateBefore(record.Seq, cancellation), record), cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    private Workspace StateBefore(long seq, CancellationToken cancellation)
    {
        var workspace = new Workspace();
        foreach (var record in store.Journal.Read(0).TakeWhile(r => r.Seq < seq))
        {
            workspace.Apply(record.Events, record.At);
            if (record.Seq % CheckEvery == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return workspace;
    }
}
