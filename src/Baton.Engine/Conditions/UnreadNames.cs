namespace Baton.Engine.Conditions;

/// <summary>
/// Names that are, or may be, declared where nobody could read them: custom fields of the lead, named conditions,
/// calendars. Using one is no fault, and nothing is known of its value.
/// </summary>
public sealed record UnreadNames(Func<string, bool> Fields, Func<string, bool> Conditions, Func<string, bool> Calendars)
{
    public static UnreadNames None { get; } = new(_ => false, _ => false, _ => false);
}
