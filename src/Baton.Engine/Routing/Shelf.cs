using System.Runtime.InteropServices;

namespace Baton.Engine.Routing;

/// <summary>
/// What many packed leads refer to, by a number that takes a byte or two in each: a name, a rep, a rule. A thing stays as
/// long as a lead refers to it, so that nothing is held for a policy or a name that no open lead knows any more.
/// </summary>
internal sealed class Shelf<T>
    where T : class
{
    private readonly Dictionary<T, int> _places;
    private readonly List<(T? Thing, int Uses)> _things;
    private readonly Stack<int> _free = new();

    public Shelf(IEqualityComparer<T> comparer)
        : this(comparer, []) { }

    /// <param name="things">By the numbers that they have from the start, as <see cref="All"/> gives them.</param>
    public Shelf(IEqualityComparer<T> comparer, IEnumerable<(T? Thing, int Uses)> things)
        : this(new Dictionary<T, int>(comparer), [.. things])
    {
        for (var place = _things.Count - 1; place >= 0; place--)
        {
            if (_things[place].Thing is { } thing)
            {
                _places[thing] = place;
            }
            else
            {
                _free.Push(place);
            }
        }
    }

    private Shelf(Dictionary<T, int> places, List<(T?, int)> things) => (_places, _things) = (places, things);

    public T this[int place] => _things[place].Thing!;

    /// <summary>By their numbers, and how often each is used; null where a number is free.</summary>
    public IReadOnlyList<(T? Thing, int Uses)> All => _things;

    /// <summary>One more use of it.</summary>
    public int Put(T thing)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, thing, out var known);
        if (!known)
        {
            if (!_free.TryPop(out place))
            {
                place = _things.Count;
                _things.Add(default);
            }
        }

        ref var kept = ref CollectionsMarshal.AsSpan(_things)[place];
        kept = (kept.Thing ?? thing, kept.Uses + 1);
        return place;
    }

    /// <summary>One use less; after the last one the number may be another thing's.</summary>
    public T Take(int place)
    {
        ref var kept = ref CollectionsMarshal.AsSpan(_things)[place];
        var thing = kept.Thing!;
        kept.Uses--;
        if (kept.Uses == 0)
        {
            kept.Thing = null;
            _free.Push(place);

            // Two rules that were compiled anew between two snapshots are one after a start, with two numbers.
            if (_places.TryGetValue(thing, out var known) && known == place)
            {
                _places.Remove(thing);
            }
        }

        return thing;
    }

    /// <summary>The things by the numbers that they have now, for readers on another thread.</summary>
    public Shelf<T> Copy() => new([], [.. _things]);
}
