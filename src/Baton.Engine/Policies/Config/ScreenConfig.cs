using System.Collections.Immutable;
using NodaTime;

namespace Baton.Engine.Policies.Config;

public sealed record ScreenConfig
{
    /// <summary>A lead for which one of these holds is junk.</summary>
    public ImmutableArray<ExpressionConfig> Reject { get; init; } = [];

    /// <summary>Null = every lead is a new one.</summary>
    public DuplicatesConfig? Duplicates { get; init; }

    /// <summary>Domains of free e-mail providers, beside those that ship with the program.</summary>
    public ImmutableArray<string> FreeMail { get; init; } = [];

    /// <summary>What becomes of a lead whose address is at a provider of throw-away mailboxes.</summary>
    public DisposableAddress Disposable { get; init; } = DisposableAddress.Allow;

    /// <summary>Domains of throw-away mailboxes, beside those that ship with the program.</summary>
    public ImmutableArray<string> DisposableDomains { get; init; } = [];

    /// <summary>What becomes of a lead whose e-mail is no address.</summary>
    public MalformedAddress Malformed { get; init; } = MalformedAddress.Refuse;

    public Position At { get; init; }
}

public sealed record DuplicatesConfig
{
    /// <summary>Fields any of which, when equal, makes a duplicate.</summary>
    public ImmutableArray<string> Match { get; init; } = [];

    public ImmutableArray<FuzzyMatchConfig> Fuzzy { get; init; } = [];

    /// <summary>From the last arrival, half-open; null = at any time before.</summary>
    public Duration? Within { get; init; }

    public DuplicateAction Action { get; init; } = DuplicateAction.Merge;
}

/// <summary>At or above <see cref="At"/> acts; from <see cref="Review"/> on goes to a person. Both are 0..1.</summary>
public sealed record FuzzyMatchConfig(ImmutableArray<string> Fields, decimal At, decimal Review);
