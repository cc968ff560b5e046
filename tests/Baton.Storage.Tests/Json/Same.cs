using System.Collections;
using Baton.Engine.Conditions;

namespace Baton.Storage.Tests.Json;

/// <summary>Whether two things are the same all the way down: records compare their arrays by identity.</summary>
internal static class Same
{
    public static void Assert(object? actual, object? expected, string path = "")
    {
        if (expected is null || actual is null || expected is string || expected.GetType().IsPrimitive)
        {
            actual.ShouldBe(expected, path);
            return;
        }

        actual.GetType().ShouldBe(expected.GetType(), path);
        switch (expected)
        {
            case Value value:
                AssertValue((Value)actual, value, path);
                break;
            case IEnumerable many:
                AssertMany([.. ((IEnumerable)actual).Cast<object?>()], [.. many.Cast<object?>()], path);
                break;
            case decimal or NodaTime.Instant or NodaTime.Duration:
                actual.ShouldBe(expected, path);
                break;
            default:
                AssertProperties(actual, expected, path);
                break;
        }
    }

    private static void AssertMany(object?[] actual, object?[] expected, string path)
    {
        actual.Length.ShouldBe(expected.Length, path);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert(actual[i], expected[i], $"{path}[{i}]");
        }
    }

    private static void AssertProperties(object actual, object expected, string path)
    {
        foreach (var property in expected.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            if (property.GetMethod!.IsStatic || property.PropertyType == typeof(Type))
            {
                continue;
            }

            Assert(property.GetValue(actual), property.GetValue(expected), $"{path}.{property.Name}");
        }
    }

    // CEL calls 1 and 1.0 equal, and NaN unequal to itself: here kind and bits count.
    private static void AssertValue(Value actual, Value expected, string path)
    {
        actual.Kind.ShouldBe(expected.Kind, path);
        switch (expected.Kind)
        {
            case ValueKind.Double:
                Bits(actual).ShouldBe(Bits(expected), path);
                break;
            case ValueKind.List:
                Assert(actual.AsList(), expected.AsList(), path);
                break;
            case ValueKind.Map:
                Assert(actual.AsMap(), expected.AsMap(), path);
                break;
            default:
                actual.ShouldBe(expected, path);
                break;
        }
    }

    private static long Bits(Value value) =>
        double.IsNaN(value.AsNumber()) ? 0x7FF8 : BitConverter.DoubleToInt64Bits(value.AsNumber());
}
