using System.Reflection;

namespace Baton.House.Tests;

public sealed class ReasonCodeTests
{
    [Fact]
    public void Every_reason_and_refusal_code_is_documented_and_no_other() =>
        Page.TableCodes("docs/reason-codes.md").ShouldBe(Codes(), ignoreOrder: true);

    // Constants of every class in the engine's Explain folder that is named ...Codes.
    private static IEnumerable<string> Codes() =>
        Production
            .Assembly("Baton.Engine")
            .GetTypes()
            .Where(t => t.Namespace == "Baton.Engine.Explain" && t.Name.EndsWith("Codes", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(f => f.IsLiteral && f.FieldType == typeof(string))
            .Select(f => (string)f.GetRawConstantValue()!)
            .Distinct(StringComparer.Ordinal);
}
