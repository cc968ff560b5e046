using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>The input as somebody sent it: names to values (text, numbers, truth, lists, maps, null), before normalisation.</summary>
public sealed record RawLead(IReadOnlyList<KeyValuePair<string, Value>> Fields);
