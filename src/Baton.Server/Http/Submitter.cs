using Baton.Engine.Commands;
using Baton.Engine.Explain;
using Baton.Server.Access;
using Baton.Server.Auditing;
using Baton.Server.Json;
using Baton.Server.Webhooks;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Http;

/// <summary>Writes the answer to a reply and returns its status. Also called on the writer's thread: it must be quick.</summary>
internal delegate int Rendering(Reply reply, JsonBuffer answer);

/// <summary>The one way of a command from a request into the store and of its answer back.</summary>
internal sealed class Submitter(BatonStore store, Traces traces)
{
    private const string Stale = ReasonCodes.StalePolicy;

    /// <param name="content">The hash of what the request says, for its Idempotency-Key.</param>
    /// <param name="refused">Words of its own for a refusal; null = the engine's.</param>
    /// <param name="guard">See <see cref="Submission.Guard"/>.</param>
    public async Task Send(
        HttpContext context,
        Command command,
        long content,
        Rendering render,
        Func<Refusal, Problem>? refused = null,
        Func<Standing, Refusal?>? guard = null
    )
    {
        if (!await TrySend(context, command, content, render, refused, guard))
        {
            await Problem.Unavailable(Stale, "the policy is changing; try again").Send(context);
        }
    }

    /// <summary>As <see cref="Send"/>, but false, with nothing sent, where the lead was normalised under a policy that is gone.</summary>
    public async Task<bool> TrySend(
        HttpContext context,
        Command command,
        long content,
        Rendering render,
        Func<Refusal, Problem>? refused = null,
        Func<Standing, Refusal?>? guard = null
    )
    {
        Rendering rendering = (reply, answer) => Render(reply, answer, render, refused ?? Problem.Of);
        var key = Idempotency.KeyOf(context.Request, out var problem);
        if (problem is not null)
        {
            await problem.Send(context);
            return true;
        }

        StoredAnswer? made = null;
        var submission = new Submission(command) { Guard = guard };
        if (key is not null)
        {
            submission = submission with
            {
                IdempotencyKey = key,
                RequestHash = Idempotency.HashOf(context.Request, content),
                Answer = reply => made = IsStale(reply) || IsUnknown(reply) ? null : AnswerTo(reply, rendering),
            };
        }

        // Waited for even where the caller has gone: it takes a commit, and a wait that can be cancelled costs every request.
        var reply = await store.Submit(submission, CancellationToken.None);
        if (IsStale(reply))
        {
            return false;
        }

        if (reply is { Status: ReplyStatus.Done, Seq: > 0 } && TraceParent.Of(context) is { } parent)
        {
            traces.Note(reply.Seq, parent);
        }

        JournaledActs.Record(store, () => Actor.By(context), command, reply);

        await Send(context, reply, made, rendering);
        return true;
    }

    private static async Task Send(HttpContext context, Reply reply, StoredAnswer? made, Rendering render)
    {
        if (reply.Status is ReplyStatus.Busy or ReplyStatus.Unavailable or ReplyStatus.Conflict)
        {
            await Problem.Of(reply).Send(context);
            return;
        }

        if (reply.StoredAnswer is { } stored)
        {
            Locate(context, stored.StatusCode, reply);
            await Idempotency.SendAgain(context, stored.StatusCode, stored.Body);
            return;
        }

        using var answer = JsonBuffer.Rent();
        var status = made?.StatusCode ?? render(reply, answer);
        if (made is not null)
        {
            answer.Json.WriteRawValue(made.Body.Span, skipInputValidation: true);
        }

        Locate(context, status, reply);
        await answer.Send(context, status, status >= 400 ? Problem.ContentType : "application/json");
    }

    private static bool IsStale(Reply reply) => reply.Outcome?.Refusal?.Code == Stale;

    // Not kept: a second try must not tell a lead that is hidden from one that is not there.
    private static bool IsUnknown(Reply reply) => reply.Outcome?.Refusal?.Code == ReasonCodes.UnknownLead;

    private static void Locate(HttpContext context, int status, Reply reply)
    {
        if (status == StatusCodes.Status201Created && reply.PublicId is { } id)
        {
            context.Response.Headers.Location = LeadWriter.PathOf(id);
        }
    }

    private static StoredAnswer AnswerTo(Reply reply, Rendering render)
    {
        using var answer = JsonBuffer.Rent();
        var status = render(reply, answer);
        return new StoredAnswer(status, answer.Written.ToArray());
    }

    private static int Render(Reply reply, JsonBuffer answer, Rendering render, Func<Refusal, Problem> refused)
    {
        if (reply.Outcome?.Refusal is not { } refusal)
        {
            return render(reply, answer);
        }

        var problem = refused(refusal);
        problem.Write(answer.Json);
        return problem.Status;
    }
}
