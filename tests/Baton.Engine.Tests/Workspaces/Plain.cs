using System.Collections;
using System.Reflection;
using System.Text;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>Any tree of records as text, so that two of them can be compared whole and a difference can be read.</summary>
internal static class Plain
{
    public static string Text(object? thing)
    {
        var text = new StringBuilder();
        Write(text, thing, 0);
        return text.ToString();
    }

    /// <summary>The first line in which two texts differ, with the lines before it; null where they are equal.</summary>
    public static string? Difference(string left, string right)
    {
        var (a, b) = (left.Split('\n'), right.Split('\n'));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            if (i >= a.Length || i >= b.Length || a[i] != b[i])
            {
                return string.Join('\n', a.Skip(Math.Max(0, i - 30)).Take(30))
                    + $"\n< {a.ElementAtOrDefault(i)}\n> {b.ElementAtOrDefault(i)}";
            }
        }

        return null;
    }

    private static void Write(StringBuilder text, object? thing, int depth)
    {
        switch (thing)
        {
            case null:
                text.Append("null\n");
                break;
            case string or ValueType and not IEnumerable when IsLeaf(thing):
            case string:
                text.Append(thing).Append('\n');
                break;
            case Value value:
                text.Append(value.Kind).Append(' ').Append(value).Append('\n');
                break;
            case ScalarNode scalar:
                text.Append(scalar.Text).Append(scalar.Quoted ? " (quoted)\n" : "\n");
                break;
            case IEnumerable items:
                text.Append('\n');
                foreach (var item in items)
                {
                    text.Append(' ', depth).Append("- ");
                    Write(text, item, depth + 2);
                }

                break;
            default:
                text.Append('\n');
                foreach (var property in thing.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    if (property.GetIndexParameters().Length == 0 && property.PropertyType != typeof(Position))
                    {
                        text.Append(' ', depth).Append(property.Name).Append(": ");
                        Write(text, property.GetValue(thing), depth + 2);
                    }
                }

                break;
        }
    }

    private static bool IsLeaf(object thing) =>
        thing.GetType() is { } type
        && (
            type.IsPrimitive
            || type.IsEnum
            || thing is decimal
            || type.Namespace?.StartsWith("NodaTime", StringComparison.Ordinal) == true
        );
}
