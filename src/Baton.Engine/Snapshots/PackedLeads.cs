using System.Collections.Immutable;
using Baton.Engine.Applying;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Routing;

namespace Baton.Engine.Snapshots;

/// <summary>
/// The leads of a snapshot as bytes: <see cref="LeadPacking.Version"/>, the names of the fields by slot, what leads refer to,
/// and each lead's number, length and bytes. Written without looking into a lead that has an owner, and read without looking into
/// its fields.
/// </summary>
internal static class PackedLeads
{
    /// <summary>Returns the rules that the leads refer to.</summary>
    public static IEnumerable<Rule> Write(
        SavedLeads leads,
        LeadSchema schema,
        Func<RepState, string> idOf,
        PackedWriter to
    )
    {
        // In the machine's own order, like wide text and reals in the leads: a machine of another order reads another version.
        to.Bytes(BitConverter.GetBytes(LeadPacking.Version));
        to.Count(schema.Count);
        foreach (var field in schema.Fields)
        {
            to.Text(field.Name);
        }

        return leads.Write(to, idOf);
    }

    /// <exception cref="FormatException">They are packed in another way, or not whole.</exception>
    public static void Read(
        ReadOnlySpan<byte> bytes,
        WorkspaceState state,
        Applier applier,
        Func<int, string, Rule> ruleOf
    )
    {
        var from = new PackedReader(bytes);
        if (BitConverter.ToUInt16(from.Bytes(sizeof(ushort))) != LeadPacking.Version)
        {
            throw new FormatException("its leads are packed in the way of another version");
        }

        var slots = ReadSlots(ref from, state.Policy!.Schema);
        var packing = LeadPacking.ReadShelves(ref from, id => state.Reps[id], ruleOf);
        var count = (int)from.Count();
        state.Leads.Begin(packing, count);
        var number = 0L;
        for (var left = count; left > 0; left--)
        {
            number += (long)from.Count();
            var packed = from.Bytes((int)from.Count()).ToArray();
            if (slots is { } moved)
            {
                var lead = packing.Unpack(number, packed);
                Move(lead, moved, state.Policy.Schema.Count);
                applier.Restore(lead);
            }
            else
            {
                applier.Restore(number, packed);
            }
        }

        if (from.Left > 0)
        {
            throw new FormatException("more follows after its leads");
        }
    }

    // Where the field of each slot stands now, -1 = nowhere; null where all stand where they stood.
    private static ImmutableArray<int>? ReadSlots(ref PackedReader from, LeadSchema schema)
    {
        var slots = new int[(int)from.Count()];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = schema.SlotOf(from.Text());
        }

        return slots.AsSpan().SequenceEqual(Enumerable.Range(0, schema.Count).ToArray()) ? null : [.. slots];
    }

    // Another version of Baton may have more fields.
    private static void Move(LeadState lead, ImmutableArray<int> slots, int count)
    {
        if (!lead.HasFields)
        {
            return;
        }

        var old = lead.Look();
        var fields = new Value[count];
        for (var slot = 0; slot < old.Length; slot++)
        {
            if (slots[slot] is >= 0 and var to)
            {
                fields[to] = old[slot];
            }
        }

        lead.Fields = fields;
    }
}
