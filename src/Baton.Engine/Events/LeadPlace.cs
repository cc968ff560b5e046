using System.Collections.Immutable;
using Baton.Engine.Screening;

namespace Baton.Engine.Events;

/// <summary>Where a lead belongs by its fields and the policy, found anew when something fills or empties a field of it.</summary>
public sealed record LeadPlace
{
    public string? Territory { get; init; }
    public AccountMatch? AccountMatch { get; init; }
    public string? Account => AccountMatch?.Id;
    public ImmutableArray<string> Segments { get; init; } = [];
}
