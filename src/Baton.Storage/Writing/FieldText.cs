using System.Collections.Immutable;
using Baton.Engine.Conditions;

namespace Baton.Storage.Writing;

internal static class FieldText
{
    /// <summary>The text of the field of this name; null = it has none, or is no text.</summary>
    public static string? TextOf(this ImmutableArray<KeyValuePair<string, Value>> fields, string name)
    {
        foreach (var (field, value) in fields)
        {
            if (field == name)
            {
                return value.TextOrNull;
            }
        }

        return null;
    }
}
