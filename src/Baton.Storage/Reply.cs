using Baton.Engine.Commands;

namespace Baton.Storage;

public enum ReplyStatus
{
    /// <summary>Decided, stored and durable.</summary>
    Done,

    /// <summary>Refused by the engine: nothing changed. <see cref="Outcome.Refusal"/> has the words.</summary>
    Refused,

    /// <summary>Already done before: <see cref="Reply.StoredAnswer"/>, or the lead that was captured then.</summary>
    Repeated,

    /// <summary>The queue of submissions is full; nothing happened. Try again soon.</summary>
    Busy,

    /// <summary>The store cannot write; this submission left nothing behind. Try again later.</summary>
    Unavailable,

    /// <summary>The Idempotency-Key was used for another request.</summary>
    Conflict,
}

/// <summary>What became of a <see cref="Submission"/>.</summary>
public sealed record Reply
{
    public required ReplyStatus Status { get; init; }

    /// <summary>What the engine said; null for busy, unavailable, conflict and a repetition known by its key.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The lead the command was about, as it is now; null where there is none or the state does not keep it.</summary>
    public LeadView? Lead { get; init; }

    /// <summary>The id by which clients know <see cref="Outcome.Lead"/>: their own, else an opaque one.</summary>
    public string? PublicId { get; init; }

    public StoredAnswer? StoredAnswer { get; init; }

    /// <summary>The journal record of the command; 0 where it made none.</summary>
    public long Seq { get; init; }

    /// <summary>For busy, unavailable and conflict: a stable code and what to tell the caller.</summary>
    public string? Code { get; init; }
    public string? Message { get; init; }
}
