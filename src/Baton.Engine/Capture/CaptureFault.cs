namespace Baton.Engine.Capture;

/// <summary>
/// One thing wrong with a sent lead. <see cref="Code"/> is stable: <c>unknown_field</c>, <c>repeated</c>, <c>reserved</c>,
/// <c>wrong_type</c>, <c>too_long</c>, <c>bad_email</c>, <c>range</c>; as a note on an accepted lead also
/// <c>bad_phone</c>, <c>bad_domain</c>, <c>unknown_country</c>, <c>unknown_language</c>. The message never repeats the
/// value, which may be personal.
/// </summary>
public sealed record CaptureFault(string Field, string Code, string Message);
