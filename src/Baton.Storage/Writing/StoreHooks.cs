namespace Baton.Storage.Writing;

/// <summary>Where a test may step in: another state to decide with, and what happens around a commit.</summary>
internal sealed record StoreHooks
{
    public static StoreHooks None { get; } = new();

    public Func<WorkspaceCalls> Fresh { get; init; } = static () => WorkspaceCalls.Of(new Baton.Engine.Workspace());

    /// <summary>The most commands that one commit takes.</summary>
    public int BatchLength { get; init; } = 4096;

    /// <summary>Called when a batch is written and before it commits; what it throws is an error of the commit.</summary>
    public Action BeforeCommit { get; init; } = static () => { };

    /// <summary>Called after the commit and before the callers hear: what it throws makes the outcome unknown.</summary>
    public Action AfterCommit { get; init; } = static () => { };
}
