namespace Baton.Engine.Policies.Binding;

/// <summary>What the schema says of keys that many objects share.</summary>
internal static class Notes
{
    public const string About = "A remark for people; kept, without effect.";
    public const string Acknowledge = "Protected lead fields that are used here knowingly, by name.";
    public const string Was = "The name this had before; history moves along.";
}
