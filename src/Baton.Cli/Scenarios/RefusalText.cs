using Baton.Engine.Commands;

namespace Baton.Cli.Scenarios;

/// <summary>A refusal in full: its code, its words and every fault.</summary>
internal static class RefusalText
{
    public static string Of(Refusal refusal) =>
        string.Join("; ", refusal.Faults.Select(f => f.ToString()).Prepend(refusal.ToString()).Distinct());

    public static bool Contains(Refusal refusal, string part) =>
        Of(refusal).Contains(part, StringComparison.OrdinalIgnoreCase);
}
