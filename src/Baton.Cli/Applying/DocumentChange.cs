using Baton.Engine.Policies;

namespace Baton.Cli.Applying;

internal enum ChangeKind
{
    Added,
    Changed,
    Removed,
    Reordered,
}

/// <summary>One difference of two documents. <see cref="From"/> is null where it was added, <see cref="To"/> where removed.</summary>
internal sealed record DocumentChange(ChangeKind Kind, string Path, Node? From, Node? To);
