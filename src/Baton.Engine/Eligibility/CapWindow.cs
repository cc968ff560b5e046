namespace Baton.Engine.Eligibility;

/// <summary>The windows of <see cref="Caps"/>, in the order in which they are checked.</summary>
public enum CapWindow
{
    Hour,
    Day,
    Week,
    Month,
}
