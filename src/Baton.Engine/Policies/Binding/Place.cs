namespace Baton.Engine.Policies.Binding;

/// <summary>
/// Where the binder is: a step below another place. The path is put together only when somebody asks, because most
/// places see no fault. <see cref="At"/> is the key's position in a map and the item's own in a list.
/// </summary>
internal sealed class Place(Findings findings, Place? parent, string name, Position at)
{
    public Findings Findings => findings;

    /// <summary>The key of a map, or the id of what it declares.</summary>
    public string Name => name;

    public Position At => at;

    public static Place Root(Findings findings, string name, Position at) => new(findings, null, name, at);

    public Place Key(string key, Position keyAt) => new(findings, this, key, keyAt);

    public Place Item(int index, Position itemAt) => new(findings, this, $"[{index}]", itemAt);

    public void Fault(Position position, string code, string message)
    {
        findings.Faults.Add(new Fault(ToString(), position, message) { Code = code });
        findings.Unread.Add(ToString());
    }

    /// <summary>A fault of this map that says something of one key: it leaves the other keys what they are.</summary>
    public void FaultOfKey(string key, Position position, string code, string message)
    {
        findings.Faults.Add(new Fault(ToString(), position, message) { Code = code });
        findings.Unread.Add(Key(key, position).ToString());
    }

    /// <summary>The dotted path: <c>policy.pools.p.members[1]</c>.</summary>
    public override string ToString()
    {
        var outer = parent?.ToString() ?? "";
        return outer.Length == 0 || name.StartsWith('[') ? outer + name : $"{outer}.{name}";
    }
}
