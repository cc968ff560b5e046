using System.Collections.Immutable;
using Baton.Engine.Screening;

namespace Baton.Engine.Policies.Config;

/// <summary>The named accounts; <see cref="Table"/> is set only while a table was not read yet.</summary>
public sealed record AccountsConfig
{
    public ImmutableArray<AccountConfig> List { get; init; } = [];
    public TableReference? Table { get; init; }
}
