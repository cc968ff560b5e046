namespace Baton.Engine.Routing;

/// <summary>What a person can pause.</summary>
public static class PauseKinds
{
    public const string Workspace = "workspace";
    public const string Pool = "pool";
    public const string Rule = "rule";
    public const string Source = "source";
}
