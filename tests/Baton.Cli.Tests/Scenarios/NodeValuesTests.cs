using Baton.Cli.Scenarios;
using Baton.Engine.Conditions;
using Baton.Storage.Files;

namespace Baton.Cli.Tests.Scenarios;

public sealed class NodeValuesTests
{
    [Theory]
    [InlineData("5", ValueKind.Int, "5")]
    [InlineData("-5", ValueKind.Int, "-5")]
    [InlineData("5.25", ValueKind.Double, "5.25")]
    [InlineData("true", ValueKind.Bool, "true")]
    [InlineData("~", ValueKind.Null, "null")]
    [InlineData("\"5\"", ValueKind.String, "5")]
    [InlineData("yes", ValueKind.String, "yes")]
    [InlineData("02134", ValueKind.String, "02134")]
    [InlineData("+14155550101", ValueKind.String, "+14155550101")]
    [InlineData("2025-12-22T09:00:00Z", ValueKind.String, "2025-12-22T09:00:00Z")]
    [InlineData("99999999999999999999", ValueKind.String, "99999999999999999999")]
    [InlineData("[a, 1]", ValueKind.List, "[\"a\", 1]")]
    [InlineData("{ b: 1, a: x }", ValueKind.Map, "{\"a\": \"x\", \"b\": 1}")]
    public void A_field_holds_what_was_written(string text, ValueKind kind, string shown)
    {
        var value = YamlReader.Read(text, null, [])!.ToValue();

        (value.Kind, value.ToString()).ShouldBe((kind, shown));
    }
}
