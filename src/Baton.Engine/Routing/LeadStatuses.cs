using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Routing;

/// <summary>The words for where a lead is in distribution.</summary>
public static class LeadStatuses
{
    public static ImmutableArray<string> All => Choice.Words<LeadStatus>();
}
