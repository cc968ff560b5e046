using System.Collections.Frozen;

namespace Baton.Storage.Writing;

/// <summary>
/// Which fields are personal where no policy's schema says so: those that name or reach a person. Fields that an event
/// keeps apart count as personal besides.
/// </summary>
internal static class PersonalFields
{
    private static readonly FrozenSet<string> _standard = FrozenSet.ToFrozenSet(
        ["id", "external_id", "email", "phone", "first_name", "last_name", "name", "message"],
        StringComparer.Ordinal
    );

    public static bool IsStandard(string name) => _standard.Contains(name);
}
