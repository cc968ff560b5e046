using Baton.Engine.People;

namespace Baton.Engine.Routing;

/// <summary>Leads as they were at one instant.</summary>
internal sealed class SavedLeads((long Number, object Lead)[] leads, LeadPacking packing)
{
    // A number and a length are before each.
    private const int LongestFrame = 15;

    private readonly Lazy<(long Number, object Lead)[]> _byNumber = new(() =>
    {
        Array.Sort(leads, (a, b) => a.Number.CompareTo(b.Number));
        return leads;
    });

    public int Count => leads.Length;

    public LeadState this[int index] =>
        _byNumber.Value[index] is var (number, lead) && lead is byte[] packed
            ? packing.Look(number, packed)
            : (LeadState)_byNumber.Value[index].Lead;

    /// <summary>
    /// All as bytes, ascending by number, behind what they refer to. Those with an owner are copied as they are; that is right
    /// only where these are all the open leads, since uses are counted with it.
    /// </summary>
    /// <param name="idOf">The name that a rep had at that instant.</param>
    /// <returns>The rules that are referred to.</returns>
    public IEnumerable<Rule> Write(PackedWriter to, Func<RepState, string> idOf)
    {
        var all = _byNumber.Value;
        var packed = new byte[all.Length][];
        var whole = packing.GoOn();
        for (var i = 0; i < all.Length; i++)
        {
            packed[i] = all[i].Lead as byte[] ?? whole.Pack((LeadState)all[i].Lead).Bytes;
        }

        whole.WriteShelves(to, idOf);
        to.Count(all.Length);
        to.Reserve(checked((int)packed.Sum(p => (long)p.Length + LongestFrame)));
        var last = 0L;
        for (var i = 0; i < all.Length; i++)
        {
            to.Count((ulong)(all[i].Number - last));
            to.Count(packed[i].Length);
            to.Bytes(packed[i]);
            last = all[i].Number;
        }

        return whole.Rules;
    }
}
