using Baton.Engine.Commands;

namespace Baton.Storage;

/// <summary>One command on its way to the workspace's writer.</summary>
public sealed record Submission(Command Command)
{
    /// <summary>The sender's Idempotency-Key; a second submission under it gets the first one's stored answer.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Of the request's content: another hash under the same key is a <see cref="ReplyStatus.Conflict"/>.</summary>
    public long RequestHash { get; init; }

    /// <summary>
    /// Asked on the writer's thread just before the command is decided, so that nothing comes between; a refusal is the
    /// command's, and changes nothing. It must be quick and must not throw. Null = no condition.
    /// </summary>
    public Func<Standing, Refusal?>? Guard { get; init; }

    /// <summary>
    /// Makes the answer that is stored under the key, in the command's own transaction; null stores none. Called on the
    /// writer's thread, only where <see cref="IdempotencyKey"/> is set, for <see cref="ReplyStatus.Done"/>,
    /// <see cref="ReplyStatus.Repeated"/> and <see cref="ReplyStatus.Refused"/>: it must be quick and must not throw.
    /// </summary>
    public Func<Reply, StoredAnswer?>? Answer { get; init; }
}

/// <summary>An HTTP answer as it was given, to be given again for 7 days.</summary>
public sealed record StoredAnswer(int StatusCode, ReadOnlyMemory<byte> Body);
