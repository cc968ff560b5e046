using Baton.Engine.Conditions;

namespace Baton.Engine.Routing;

/// <summary>
/// Waiting leads, grouped: leads of one rule that do not differ in anything their route looks at share a fate, so that
/// when one of them finds nobody the others need not be asked. A drain of many thousands costs a decision for each lead
/// that is placed and one for each group that is not.
/// </summary>
internal sealed class WaitingLeads
{
    private readonly Dictionary<WaitingKey, WaitingClass> _classes = [];

    public int Count { get; private set; }

    public IEnumerable<WaitingClass> Classes => _classes.Values;

    public IEnumerable<LeadState> All => _classes.Values.SelectMany(c => c.Leads);

    /// <summary>Those that no rule matched.</summary>
    public IEnumerable<LeadState> Unmatched => _classes.Values.Where(c => c.Key.Rule is null).SelectMany(c => c.Leads);

    public void Add(LeadState lead)
    {
        Remove(lead);
        var key = WaitingKey.Of(lead);
        if (!_classes.TryGetValue(key, out var group))
        {
            _classes[key] = group = new WaitingClass(key);
        }

        group.Leads.Add(lead);
        lead.Waiting = group;
        Count++;
    }

    public void Remove(LeadState lead)
    {
        if (lead.Waiting is not { } group)
        {
            return;
        }

        group.Leads.Remove(lead);
        lead.Waiting = null;
        Count--;
        if (group.Leads.Count == 0)
        {
            _classes.Remove(group.Key);
        }
    }
}

/// <summary>Leads in the order they are served: priority, score, oldest.</summary>
internal sealed class WaitingClass(WaitingKey key)
{
    public WaitingKey Key { get; } = key;
    public SortedSet<LeadState> Leads { get; } = new(ServiceOrder.Instance);
}

/// <summary>The order among waiting leads, and of a queue: highest priority, then score, then the oldest.</summary>
internal sealed class ServiceOrder : IComparer<LeadState>
{
    public static ServiceOrder Instance { get; } = new();

    /// <summary>The same among leads of one priority.</summary>
    public static IComparer<LeadState> ByScore { get; } =
        Comparer<LeadState>.Create(
            (x, y) =>
            {
                var order = (y.Score ?? 0).CompareTo(x.Score ?? 0);
                order = order != 0 ? order : x.CreatedAt.CompareTo(y.CreatedAt);
                return order != 0 ? order : x.Number.CompareTo(y.Number);
            }
        );

    public int Compare(LeadState? x, LeadState? y)
    {
        var order = y!.Priority.CompareTo(x!.Priority);
        return order != 0 ? order : ByScore.Compare(x, y);
    }
}

/// <summary>Everything that a waiting lead's route looks at.</summary>
internal readonly struct WaitingKey : IEquatable<WaitingKey>
{
    private readonly Rule? _rule;
    private readonly int _step;
    private readonly ulong _timed;
    private readonly long _own;
    private readonly string? _source;
    private readonly string? _account;
    private readonly string? _lastOwner;
    private readonly Value[] _values;

    private WaitingKey(LeadState lead)
    {
        _rule = lead.Rule;
        _step = lead.Step;
        _timed = 0;
        foreach (var step in lead.Deadlines?.Keys ?? Enumerable.Empty<int>())
        {
            _timed |= 1UL << (step & 63);
        }

        _source = lead.Fields?[Capture.LeadSlots.Source].TextOrNull;
        _account = lead.Account;
        _lastOwner = lead.LastOwner;
        _values =
            lead.Rule is { RouteSlots.IsEmpty: false } rule && lead.Fields is { } fields
                ?
                [
                    .. rule.RouteSlots.Select(s =>
                        s == Capture.LeadSlots.Stage ? Value.Of(lead.Stage)
                        : s < fields.Length ? fields[s]
                        : Value.Null
                    ),
                ]
                : [];

        // Marks and a split make a lead's fate its own.
        _own =
            lead.Marks is { Count: > 0 } || lead.Attempts is { Count: > 0 } || lead.Rule is { HasSplit: true }
                ? lead.Number
                : 0;
    }

    public static WaitingKey Of(LeadState lead) => new(lead);

    public Rule? Rule => _rule;

    public bool Equals(WaitingKey other) =>
        ReferenceEquals(_rule, other._rule)
        && _step == other._step
        && _timed == other._timed
        && _own == other._own
        && _source == other._source
        && _account == other._account
        && _lastOwner == other._lastOwner
        && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => obj is WaitingKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(_rule?.Config.Name);
        hash.Add(_step);
        hash.Add(_own);
        hash.Add(_account);
        foreach (var value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
