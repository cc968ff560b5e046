using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>
/// The open leads by number. Between two records those with an owner are kept as bytes; a lead that is asked for to be
/// decided upon is an object until the record ends, the same for everybody who asks.
/// </summary>
internal sealed class OpenLeads
{
    // Each a LeadState, or its bytes.
    private readonly Dictionary<long, object> _leads = [];
    private LeadPacking _packing = new();

    // What may have to be packed when the record ends, and what is packed by now.
    private readonly List<LeadState> _loose = [];
    private readonly List<(LeadState Lead, byte[] Bytes)> _packed = [];

    // Was a lead that is packed by now, and will be the next that comes.
    private LeadState? _free;

    public int Count => _leads.Count;

    public LeadState this[long number] =>
        TryGetValue(number, out var lead) ? lead : throw new KeyNotFoundException($"lead {number} is not open");

    /// <summary>Leads without an owner, and others that this record has asked for.</summary>
    public IEnumerable<LeadState> Whole => _leads.Values.OfType<LeadState>();

    /// <summary>Every lead to look at: changes are lost. Those with an owner are made as they are come to.</summary>
    public IEnumerable<LeadState> All => _leads.Select(l => Look(l.Key, l.Value));

    public bool Contains(long number) => _leads.ContainsKey(number);

    public bool TryGetValue(long number, [NotNullWhen(true)] out LeadState? lead)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(_leads, number);
        if (Unsafe.IsNullRef(ref place))
        {
            lead = null;
            return false;
        }

        if (place is byte[] packed)
        {
            place = _packing.Unpack(number, packed);
            Loosen((LeadState)place);
        }

        lead = (LeadState)place;
        return true;
    }

    /// <summary>The lead to look at, perhaps a copy; null where it is not open.</summary>
    public LeadState? Look(long number) => _leads.TryGetValue(number, out var lead) ? Look(number, lead) : null;

    /// <summary>As <see cref="LeadState.ClaimedFrom"/> of an open lead, without making it.</summary>
    public string? ClaimedFrom(long number) =>
        _leads[number] is byte[] packed ? _packing.ClaimedFrom(packed) : ((LeadState)_leads[number]).ClaimedFrom;

    /// <summary>A lead that comes, for the first time or again, with so many fields that are empty yet.</summary>
    public LeadState Add(long number, Instant createdAt, int fields)
    {
        var lead = _free ?? new LeadState { Number = number, CreatedAt = createdAt };
        _free = null;
        lead.Become(number, createdAt, fields);
        Add(lead);
        return lead;
    }

    public void Add(LeadState lead)
    {
        _leads[lead.Number] = lead;
        Loosen(lead);
    }

    /// <summary>Makes ready for that many leads which a snapshot has packed.</summary>
    public void Begin(LeadPacking packing, int count)
    {
        _packing = packing;
        _leads.EnsureCapacity(count);
    }

    /// <summary>A lead as the snapshot has it; where it has an owner, what is returned is to look at.</summary>
    public LeadState Put(long number, byte[] packed)
    {
        var lead = _packing.Look(number, packed);
        if (lead.IsOwned)
        {
            _leads[number] = packed;
            return lead;
        }

        lead = _packing.Unpack(number, packed);
        _leads[number] = lead;
        return lead;
    }

    public void Remove(LeadState lead) => _leads.Remove(lead.Number);

    /// <summary>The lead has changed, and may have an owner now.</summary>
    public void Loosen(LeadState lead)
    {
        if (!lead.IsLoose)
        {
            lead.IsLoose = true;
            _loose.Add(lead);
        }
    }

    /// <summary>Changes every lead, one after the other, without making all of them at once.</summary>
    public void Change(Action<LeadState> change)
    {
        foreach (var number in _leads.Keys)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(_leads, number);
            if (place is byte[] packed)
            {
                var lead = _packing.Unpack(number, packed);
                change(lead);
                place = _packing.Pack(lead).Bytes;
            }
            else
            {
                change((LeadState)place);
            }
        }
    }

    /// <summary>Packs those that have an owner: what is written of them is shared from now on. Nothing may change any more.</summary>
    public void Pack()
    {
        foreach (var lead in _loose)
        {
            lead.IsLoose = false;
            if (lead.IsOwned)
            {
                var (bytes, fields) = _packing.Pack(lead);
                lead.Keep(bytes, fields);
                _packed.Add((lead, bytes));
            }
        }

        _loose.Clear();
    }

    /// <summary>Ends the record: of what is packed the bytes stay alone, and nobody may hold the object any more.</summary>
    public void Settle()
    {
        foreach (var (lead, bytes) in _packed)
        {
            _leads[lead.Number] = bytes;
            _free = lead;
        }

        _packed.Clear();
    }

    /// <summary>All as they are now, to be read later on any thread. Costs next to nothing for those with an owner.</summary>
    public SavedLeads Copy()
    {
        var copies = new (long, object)[_leads.Count];
        var next = 0;
        foreach (var (number, lead) in _leads)
        {
            copies[next++] = (number, Still(lead));
        }

        return new SavedLeads(copies, _packing.Copy());
    }

    /// <summary>The same of these alone; those that are not open are left out.</summary>
    public SavedLeads Copy(IEnumerable<long> numbers) =>
        new([.. numbers.Distinct().Where(_leads.ContainsKey).Select(n => (n, Still(_leads[n])))], _packing.Copy());

    private static object Still(object lead) => lead is LeadState whole ? whole.Copy() : lead;

    private LeadState Look(long number, object lead) =>
        lead is byte[] packed ? _packing.Look(number, packed) : (LeadState)lead;
}
