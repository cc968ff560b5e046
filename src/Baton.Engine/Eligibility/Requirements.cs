using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Conditions;
using Baton.Engine.Routing;

namespace Baton.Engine.Eligibility;

/// <summary>
/// What a pool requires of a rep for a lead. Most requirements read the rep alone, or the rep and one field of the lead, so
/// their answers are kept: by member, and by the field's value. A rep's record is immutable and replaced when the rep
/// changes, which is how a kept answer is known to be out of date.
/// </summary>
internal sealed class Requirements
{
    // A field with more values than this, such as an address, is asked anew for every lead.
    private const int MostValues = 256;

    private readonly ImmutableArray<Condition> _all;
    private readonly int _slot = -1;
    private readonly bool _isKept;
    private readonly Dictionary<Value, Answers> _kept = [];

    public Requirements(ImmutableArray<Condition> all)
    {
        _all = all;
        var slots = all.SelectMany(c => c.LeadSlots).Distinct().ToArray();
        _isKept = slots.Length <= 1 && all.All(c => !c.ReadsAccount && !c.ReadsNow && c.OpenCalendars.Count == 0);
        _slot = slots is [var only] ? only : -1;
    }

    public bool IsEmpty => _all.IsEmpty;

    /// <summary>The answers kept for leads like this one, by position in the ledger; null where none are.</summary>
    public Answers? For(List<LedgerMember> members, Demand demand)
    {
        if (!_isKept || _all.IsEmpty)
        {
            return null;
        }

        var value = _slot >= 0 && demand.Input.Lead is { } lead && _slot < lead.Length ? lead[_slot] : Value.Null;
        if (_kept.TryGetValue(value, out var known) && ReferenceEquals(known.Members, members))
        {
            return known;
        }

        if (_kept.Count >= MostValues)
        {
            _kept.Clear();
        }

        return _kept[value] = new Answers(members);
    }

    /// <summary>Whether the member meets them all.</summary>
    public bool Hold(LedgerMember member, int position, Answers? kept, Demand demand)
    {
        if (_all.IsEmpty)
        {
            return true;
        }

        var record = member.Rep!.Record;
        if (kept?.Of(position, record) is { } answer)
        {
            return answer;
        }

        var holds = Gates.All(_all, demand.ForRep(record));
        kept?.Keep(position, record, holds);
        return holds;
    }

    /// <summary>What is known of each member, for one value of the field.</summary>
    internal sealed class Answers(List<LedgerMember> members)
    {
        // Beside the record that each answer is about: another record means that the rep has changed.
        private readonly (Conditions.Value[]? Record, bool Holds)[] _known = new (Conditions.Value[]?, bool)[
            members.Count
        ];

        public List<LedgerMember> Members => members;

        public bool? Of(int position, Value[] record) =>
            ReferenceEquals(_known[position].Record, record) ? _known[position].Holds : null;

        public void Keep(int position, Value[] record, bool holds) => _known[position] = (record, holds);
    }
}
