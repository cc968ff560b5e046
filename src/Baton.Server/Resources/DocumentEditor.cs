using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Resources;

/// <summary>
/// What is to be done with a document as it stands. Without a command nothing is: it is so already, or there is a problem.
/// </summary>
internal readonly record struct DocumentEdit(Command? Command, Problem? Problem)
{
    /// <summary>What must not have come up since besides; false = look again. Asked on the writer's thread.</summary>
    public Func<Workspace, bool>? StillHolds { get; init; }

    public static implicit operator DocumentEdit(Command command) => new(command, null);

    public static implicit operator DocumentEdit(Problem problem) => new(null, problem);

    public static DocumentEdit Nothing => default;
}

/// <summary>How an edit ended: with a problem, or with a reply (null = nothing was to be done).</summary>
internal readonly record struct Edited(Command? Command, Reply? Reply, Problem? Problem);

/// <summary>
/// Changes of the workspace document that lose no other's: each is made from the document as it stands, and the writer
/// takes it only while that one still stands. Where another came first, it is made anew from his.
/// </summary>
internal sealed class DocumentEditor(BatonStore store) : IDisposable
{
    private const int MostTries = 16;

    private static readonly Refusal Moved = new("document_moved", "the document has changed meanwhile");

    // One at a time, so that only what comes another way (presence, say) makes one begin anew.
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<Edited> Apply(HttpContext context, Func<Workspace, Func<MapNode, DocumentEdit>> look)
    {
        await _turn.WaitAsync(context.RequestAborted);
        try
        {
            for (var tries = 0; tries < MostTries; tries++)
            {
                var (document, edit) = await store.Read(w => (w.Document, look(w)), context.RequestAborted);
                var made = edit(document);
                if (made.Command is not { } command)
                {
                    return new Edited(null, null, made.Problem);
                }

                var reply = await Submit(command with { By = Actor.Of(context).Recorded }, document, made.StillHolds);
                if (reply.Outcome?.Refusal != Moved)
                {
                    return new Edited(command, reply, ProblemOf(reply));
                }
            }
        }
        finally
        {
            _turn.Release();
        }

        var busy = Problem.Unavailable("busy", "the workspace keeps changing under this request; try again");
        return new Edited(null, null, busy);
    }

    public void Dispose() => _turn.Dispose();

    // Waited for even where the caller has gone: it takes a commit, and then what was done is known.
    private ValueTask<Reply> Submit(Command command, MapNode document, Func<Workspace, bool>? stillHolds) =>
        store.Submit(
            new Submission(command)
            {
                Guard = standing =>
                    ReferenceEquals(standing.Workspace.Document, document)
                    && (stillHolds?.Invoke(standing.Workspace) ?? true)
                        ? null
                        : Moved,
            },
            CancellationToken.None
        );

    private static Problem? ProblemOf(Reply reply) =>
        reply.Status is ReplyStatus.Busy or ReplyStatus.Unavailable or ReplyStatus.Conflict ? Problem.Of(reply)
        : reply.Outcome?.Refusal is { } refusal ? Problem.Of(refusal)
        : null;
}
