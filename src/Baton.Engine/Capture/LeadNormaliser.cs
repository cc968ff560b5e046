using Baton.Engine.Conditions;

namespace Baton.Engine.Capture;

/// <summary>
/// Brings what somebody sent into the one form that rules, tables and comparisons rely on. Pure, total and idempotent:
/// normalising the normalised changes nothing. Safe to call from many threads.
/// </summary>
public static class LeadNormaliser
{
    /// <summary>
    /// The lead, or null where anything is at fault; every fault is added, not only the first. What can be left empty without
    /// losing the lead (a telephone number, a country nobody knows) is no fault but a note on the result.
    /// </summary>
    /// <param name="spare">An array of an earlier lead that nobody reads any more, to be used again; null = a new one.</param>
    public static CapturedLead? Normalise(
        RawLead raw,
        LeadSchema schema,
        NormaliserOptions options,
        ICollection<CaptureFault> faults,
        Value[]? spare = null
    )
    {
        Value[] fields;
        if (spare?.Length == schema.Count)
        {
            Array.Clear(spare);
            fields = spare;
        }
        else
        {
            fields = new Value[schema.Count];
        }

        var draft = new LeadDraft(raw, schema, options, faults, fields);
        draft.Take();
        return draft.Finish();
    }

    /// <summary>
    /// The change of a stored lead, or null where anything is at fault. A blank value clears a field; telephone, region
    /// and postal code are read in the country that the lead then has; a domain or name that was filled from other fields
    /// follows them. The id cannot change.
    /// </summary>
    /// <param name="current">The normalised fields of the lead, by slot.</param>
    public static CapturedChange? NormaliseChange(
        RawLead change,
        Value[] current,
        LeadSchema schema,
        NormaliserOptions options,
        ICollection<CaptureFault> faults
    )
    {
        var given = change.Fields.Select(f => f.Key).ToHashSet();
        var merged = Merged(change, given, current, schema, options);
        if (given.Contains(schema.Fields[LeadSlots.Id].Name))
        {
            faults.Add(new CaptureFault("id", "reserved", "'id' cannot be changed"));
            return null;
        }

        if (Normalise(merged, schema, options, faults) is not { } lead)
        {
            return null;
        }

        var set = new List<KeyValuePair<string, Value>>();
        for (var slot = 0; slot < schema.Count; slot++)
        {
            if (!LeadSchema.IsReserved(slot) && !lead.Fields[slot].Equals(current[slot]))
            {
                set.Add(new(schema.Fields[slot].Name, lead.Fields[slot]));
            }
        }

        return new CapturedChange(set, [.. lead.Original.Where(o => given.Contains(o.Key))], lead.Notes);
    }

    // Normalising is idempotent, so that the lead as it would have been sent gives the lead as it will be.
    private static RawLead Merged(
        RawLead change,
        HashSet<string> given,
        Value[] current,
        LeadSchema schema,
        NormaliserOptions options
    )
    {
        var fields = change.Fields.ToList();
        var renamed = change.Fields.Any(f =>
            f.Key == schema.Fields[LeadSlots.Name].Name && !LeadDraft.IsBlank(f.Value)
        );
        for (var slot = 0; slot < schema.Count; slot++)
        {
            var name = schema.Fields[slot].Name;
            var stays = !given.Contains(name) && !current[slot].IsNull && !LeadSchema.IsReserved(slot);
            if (stays && !LeadDraft.IsFilled(slot, current, options.FreeMail, renamed))
            {
                fields.Add(new(name, current[slot]));
            }
        }

        return new RawLead(fields);
    }
}
