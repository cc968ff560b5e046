using Baton.Engine.Conditions;

namespace Baton.Engine.Screening;

/// <summary>A named account: who is known by a domain or a name, and whose it is. <see cref="Owner"/> is a rep's id.</summary>
public sealed record AccountConfig
{
    public required string Name { get; init; }
    public string? Domain { get; init; }
    public string? Owner { get; init; }

    /// <summary>A map of free attributes, readable in expressions as <c>account.attributes.x</c>; never null.</summary>
    public Value Attributes { get; init; } = Value.EmptyMap;
}
