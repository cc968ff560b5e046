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
    public static CapturedLead? Normalise(
        RawLead raw,
        LeadSchema schema,
        NormaliserOptions options,
        ICollection<CaptureFault> faults
    )
    {
        var draft = new LeadDraft(schema, options, faults);
        draft.Take(raw);
        return draft.Finish();
    }
}
