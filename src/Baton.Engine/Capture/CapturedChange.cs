using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>
/// What a change does to a stored lead. <see cref="Set"/> has the fields that get another value, null where one is
/// cleared; <see cref="Original"/> and <see cref="Notes"/> are as in <see cref="CapturedLead"/>.
/// </summary>
public sealed record CapturedChange(
    IReadOnlyList<KeyValuePair<string, Value>> Set,
    IReadOnlyList<KeyValuePair<string, Value>> Original,
    IReadOnlyList<CaptureFault> Notes
);
