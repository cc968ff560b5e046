using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies;

/// <summary>
/// What a workspace file may say but hardly means: rules that never match, pools without anybody, names that nothing
/// uses. Nothing here stops a file from being published; every finding stands at its place and names the cure.
/// </summary>
public static class Lint
{
    /// <summary>Every warning, in the order of the file; <see cref="Fault.Code"/> tells its kind.</summary>
    public static ImmutableArray<Fault> Warnings(Policy policy)
    {
        var found = new List<Fault>();
        LintRules.Check(policy, found);
        LintPools.Check(policy, found);
        LintQueues.Check(policy, found);
        LintUses.Check(policy.Config, found);
        Screening(policy.Config.Policy.Screen, found);
        return [.. found.OrderBy(w => w.At.Line).ThenBy(w => w.At.Column)];
    }

    private static void Screening(ScreenConfig screen, List<Fault> found)
    {
        if (!screen.DisposableDomains.IsEmpty && screen.Disposable == DisposableAddress.Allow)
        {
            found.Add(
                Warning(
                    "unused_setting",
                    "policy.screen.disposable_domains",
                    screen.At,
                    "'disposable_domains' does nothing here; it needs 'disposable: reject'"
                )
            );
        }
    }

    internal static Fault Warning(string code, string path, Position at, string message) =>
        new(path, at, message) { Code = code };

    internal static string Path(RuleConfig rule, int index) => $"policy.rules[{index}] ({rule.Name})";
}
