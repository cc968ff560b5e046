using System.Collections.Immutable;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>
/// Refuses pools that contain themselves. Pools whose nested pools are all settled are taken away until none is left
/// to take; where some remain, walking down from one must come round. Each round reports one cycle and settles its
/// pools, so that every cycle is reported once.
/// </summary>
internal static class PoolCycles
{
    public static void Refuse(ImmutableArray<PoolConfig> pools, Findings findings, Position root)
    {
        var nested = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var pool in pools.Where(p => p.Source is PoolsSource))
        {
            nested.TryAdd(pool.Name, ((PoolsSource)pool.Source).Pools);
        }

        for (Settle(nested); nested.Count > 0; Settle(nested))
        {
            var first = pools.First(p => nested.ContainsKey(p.Name)).Name;
            var cycle = Walk(first, nested);
            var at = pools.First(p => p.Name == cycle[0]).At;
            var place = Place.Root(findings, "policy", root).Key("pools", root).Key(cycle[0], at).Key("pools", at);
            var path = string.Join(" → ", cycle.Append(cycle[0]).Select(name => $"'{name}'"));
            place.Fault(at, "cycle", $"the pools contain each other: {path}");
            cycle.ForEach(name => nested.Remove(name));
        }
    }

    private static void Settle(Dictionary<string, ImmutableArray<string>> nested)
    {
        bool IsSettled(KeyValuePair<string, ImmutableArray<string>> pool) => !pool.Value.Any(nested.ContainsKey);
        for (var settled = nested.Where(IsSettled).ToList(); settled.Count > 0; settled = [.. nested.Where(IsSettled)])
        {
            settled.ForEach(pool => nested.Remove(pool.Key));
        }
    }

    private static List<string> Walk(string from, Dictionary<string, ImmutableArray<string>> nested)
    {
        var path = new List<string>();
        for (var at = from; ; at = nested[at].First(nested.ContainsKey))
        {
            var seen = path.IndexOf(at);
            if (seen >= 0)
            {
                return path[seen..];
            }

            path.Add(at);
        }
    }
}
