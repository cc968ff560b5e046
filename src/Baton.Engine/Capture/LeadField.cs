using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>
/// One field that leads can have. <see cref="Personal"/> fields identify or reach a person and are stored apart, so that
/// erasing clears them; <see cref="Custom"/> ones are declared by the policy.
/// </summary>
public sealed record LeadField(string Name, FieldKind Kind, bool Personal, bool Custom);
