namespace Baton.Server.Tests;

/// <summary>One request, or two that differ in a guess alone, which stands where <c>{?}</c> does.</summary>
internal sealed record Question(string Path, string? Body = null, string? Right = null, string? Wrong = null)
{
    /// <summary>The guess is the Idempotency-Key that somebody else used.</summary>
    public bool InKey { get; init; }

    /// <summary>Answers with handles of blind leads.</summary>
    public bool MayName { get; init; }
    public bool IsStream { get; init; }

    /// <summary>The answer is of the program and the same everywhere: just this; null = it may be anything.</summary>
    public string? Exactly { get; init; }

    public string With(string guess) => Path.Replace("{?}", guess, StringComparison.Ordinal);

    public string? BodyWith(string guess) => Body?.Replace("{?}", guess, StringComparison.Ordinal);
}
