using System.Collections.Immutable;

namespace Baton.Engine.Policies;

/// <summary>The lead fields that every workspace has, by name.</summary>
public static class StandardFields
{
    public static ImmutableArray<string> Names { get; } =
    [
        .. """
            id external_id email phone first_name last_name name title company domain website employees revenue industry
            country region city postal_code language source campaign medium landing_page message product budget value
            interests consent created_at score probability grade territory segments activities answers stage status
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];
}
