using System.Collections.Immutable;

namespace Baton.Engine.Policies.Config;

/// <summary>
/// A team: reps by id in their order, or all reps for whom <see cref="Where"/> holds, in the order of declaration.
/// </summary>
public sealed record TeamConfig
{
    public required string Name { get; init; }

    /// <summary>A rep's id or a user's e-mail.</summary>
    public string? Manager { get; init; }

    /// <summary>Empty where <see cref="Where"/> is set.</summary>
    public ImmutableArray<string> Members { get; init; } = [];

    public ExpressionConfig? Where { get; init; }
    public string? Note { get; init; }
    public Position At { get; init; }
}
