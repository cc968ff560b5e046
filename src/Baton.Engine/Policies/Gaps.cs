using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies;

/// <summary>
/// Where a document could not be read. Its expressions are checked all the same, but nothing is said of a name that may
/// well be declared there: that would be the same fault in other words.
/// </summary>
/// <param name="paths">What is at fault, as faults name it: <c>policy.fields.seats</c>.</param>
/// <param name="isTextBroken">The text itself is at fault, so that any name may be missing.</param>
internal sealed class Gaps(IReadOnlySet<string> paths, bool isTextBroken)
{
    private const string Policy = "policy";
    private const string Fields = "policy.fields";
    private const string Conditions = "policy.conditions";
    private const string Calendars = "calendars";

    /// <summary>The names of which nothing can be said.</summary>
    public UnreadNames Names =>
        new(
            IsUnreadField,
            name => IsIn(Policy, Conditions, $"{Conditions}.{name}"),
            name => IsIn(Calendars, $"{Calendars}.{name}")
        );

    /// <summary>Whether the type of a custom field is not known.</summary>
    public bool IsUnreadField(string name) => IsIn(Policy, Fields, $"{Fields}.{name}", $"{Fields}.{name}.type");

    /// <summary>Whether something at this path or within it is at fault.</summary>
    public bool Touch(string path) =>
        paths.Any(p =>
            p.StartsWith(path, StringComparison.Ordinal) && (p.Length == path.Length || p[path.Length] is '.' or '[')
        );

    /// <summary>Whether the fields that this expression may use knowingly are not all known.</summary>
    public bool HideAcknowledged(ExpressionConfig text) =>
        isTextBroken
        || paths.Any(p => OwnerOf(p) is { } owner && text.Path.StartsWith(owner, StringComparison.Ordinal));

    // policy.rules[0].acknowledge[1] is of policy.rules[0].
    private static string? OwnerOf(string path)
    {
        var end = path.LastIndexOf(".acknowledge", StringComparison.Ordinal);
        return end < 0 ? null : path[..(end + 1)];
    }

    private bool IsIn(params ReadOnlySpan<string> places)
    {
        foreach (var place in places)
        {
            if (paths.Contains(place))
            {
                return true;
            }
        }

        return isTextBroken;
    }
}
