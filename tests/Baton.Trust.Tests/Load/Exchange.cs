namespace Baton.Trust.Tests.Load;

/// <summary>What a client asks for, by the names of the API.</summary>
internal enum Ask
{
    Capture,
    Accept,
    Decline,
    Claim,
    ClaimNext,
    Assign,
    Release,
    Contact,
    Reject,
    Won,
    Lost,
    Presence,
    Publish,
}

/// <summary>A request as its client made it. The same key is the same request, however often it is sent.</summary>
internal sealed record Request(string Key, Ask Ask)
{
    /// <summary>The lead's public id; of a capture the client's own; null for a claim of the next.</summary>
    public string? Lead { get; init; }
    public string? Rep { get; init; }
    public string? Queue { get; init; }

    /// <summary>Of a presence its word, of a workspace file its variant.</summary>
    public string? Value { get; init; }
}

/// <summary>An answer that promises something: done, with the lead as it was then, or refused with a code.</summary>
internal sealed record Answer(bool Done)
{
    public string? Lead { get; init; }
    public string? Status { get; init; }
    public string? Owner { get; init; }

    /// <summary>Reps with an open offer, with commas between.</summary>
    public string OfferedTo { get; init; } = "";
    public string? Code { get; init; }
}
