namespace Baton.Engine.Qualification;

/// <summary>
/// How far a lead has come in selling before anybody works on it, in the field's words: marketing qualified is what the
/// policy lets through to the rules, sales qualified is what a person's answers say. It never goes back by itself.
/// </summary>
internal static class Stages
{
    public const string New = "new";
    public const string Mql = "mql";
    public const string Sql = "sql";
    public const string Nurture = "nurture";

    /// <summary>The stage reached, where it lies ahead of the present one; null = the lead keeps its own.</summary>
    public static string? Next(string present, string reached) =>
        present is New or Nurture || (present == Mql && reached == Sql) ? reached : null;
}
