using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>
/// A lead ready to be handled. <see cref="Fields"/> has one value for each slot of the schema. <see cref="Original"/>
/// has what was sent wherever the stored value does not read the same, apart from surrounding blanks; whether that is
/// personal is said by the field of that name. <see cref="Notes"/> tells what could not be understood and was left empty.
/// </summary>
public sealed record CapturedLead(
    Value[] Fields,
    IReadOnlyList<KeyValuePair<string, Value>> Original,
    IReadOnlyList<CaptureFault> Notes
);
