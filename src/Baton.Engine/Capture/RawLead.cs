using System.Runtime.InteropServices;
using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>The input as somebody sent it: names to values (text, numbers, truth, lists, maps, null), before normalisation.</summary>
public sealed record RawLead(IReadOnlyList<KeyValuePair<string, Value>> Fields)
{
    // Each is read some times over: to go through the interface costs more than to look at it.
    internal ReadOnlySpan<KeyValuePair<string, Value>> Span =>
        Fields switch
        {
            List<KeyValuePair<string, Value>> list => CollectionsMarshal.AsSpan(list),
            KeyValuePair<string, Value>[] array => array,
            _ => Fields.ToArray(),
        };
}
