namespace Baton.Trust.Tests.Load;

/// <summary>The fields of a captured lead: made from its id alone, so that the same lead is sent again to the letter.</summary>
internal static class LeadText
{
    public static IEnumerable<KeyValuePair<string, string>> FieldsOf(string id)
    {
        var random = new Random(StableHash(id));
        yield return new("id", id);
        yield return new("email", $"p{random.Next(2000)}@orbit.test");
        yield return new("source", LoadWorkspace.Sources[random.Next(LoadWorkspace.Sources.Length)]);
        yield return new("company", random.Next(40) == 0 ? "junk" : "Good");
    }

    // The framework's own hash differs from run to run.
    private static int StableHash(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
}
