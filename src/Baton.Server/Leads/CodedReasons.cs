using System.Collections.Immutable;

namespace Baton.Server.Leads;

/// <summary>Why somebody gives a lead back, refuses or moves it: a closed list, so that it can be counted. Free words go beside it.</summary>
internal static class CodedReasons
{
    /// <summary>The last stands for none given.</summary>
    public static ImmutableArray<string> All { get; } =
    ["misrouted", "wrong_territory", "no_capacity", "bad_contact", "duplicate", "not_interested", "other"];
}
