using Baton.Engine.Assignment;
using Baton.Engine.People;

namespace Baton.Engine.Routing;

// What packed leads refer to, in a snapshot: each thing by its number with its uses, so that the bytes of the leads are
// valid as they are.
internal sealed partial class LeadPacking
{
    private delegate T Reading<out T>(ref PackedReader from);

    /// <summary>A copy of this copy that can pack, too.</summary>
    public LeadPacking GoOn() => new(_names.All, _reps.All, _rules.All, _earners.All);

    /// <param name="idOf">A rep's name: it may have another by now.</param>
    public void WriteShelves(PackedWriter to, Func<RepState, string> idOf)
    {
        Write(to, _names, to.Text);
        Write(to, _reps, rep => to.Text(idOf(rep)));
        Write(
            to,
            _rules,
            rule =>
            {
                to.Count(rule.Version);
                to.Text(rule.Config.Name);
            }
        );
        Write(to, _earners, earners => WriteEarners(to, earners));
    }

    public static LeadPacking ReadShelves(
        ref PackedReader from,
        Func<string, RepState> repOf,
        Func<int, string, Rule> ruleOf
    ) =>
        new(
            Things(ref from, (ref f) => f.Text()),
            Things(ref from, (ref f) => repOf(f.Text())),
            Things(ref from, (ref f) => ruleOf((int)f.Count(), f.Text())),
            Things(ref from, ReadEarners)
        );

    // Before a thing one more than its uses; 1 where the number is free; 0 at the end.
    private static void Write<T>(PackedWriter to, Shelf<T> shelf, Action<T> write)
        where T : class
    {
        foreach (var (thing, uses) in shelf.All)
        {
            to.Count(uses + 1);
            if (thing is not null)
            {
                write(thing);
            }
        }

        to.Count(0);
    }

    private static List<(T?, int)> Things<T>(ref PackedReader from, Reading<T> read)
        where T : class
    {
        var things = new List<(T?, int)>();
        for (var coded = (int)from.Count(); coded > 0; coded = (int)from.Count())
        {
            things.Add(coded == 1 ? default : (read(ref from), coded - 1));
        }

        return things;
    }

    private static void WriteEarners(PackedWriter to, EarnerSet earners)
    {
        to.Count(earners.Members.Length);
        for (var i = 0; i < earners.Members.Length; i++)
        {
            to.Text(earners.Members[i]);
            to.Number(earners.Weights[i]);
        }
    }

    private static EarnerSet ReadEarners(ref PackedReader from)
    {
        var members = new string[(int)from.Count()];
        var weights = new int[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = from.Text();
            weights[i] = (int)from.Number();
        }

        return new EarnerSet(members, weights);
    }
}
