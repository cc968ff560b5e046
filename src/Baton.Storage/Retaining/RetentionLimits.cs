using NodaTime;

namespace Baton.Storage.Retaining;

/// <summary>How long what is kept beside the present; null = for ever.</summary>
public sealed record RetentionLimits
{
    /// <summary>Records of the journal, and with them histories, explanations and ledger lines.</summary>
    public Duration? Journal { get; init; }

    /// <summary>The personal data of leads that have ended, counted from the last thing that happened to them.</summary>
    public Duration? ClosedLeads { get; init; }

    /// <summary>Entries of the audit log.</summary>
    public Duration? Audit { get; init; }

    public bool IsEmpty => this is { Journal: null, ClosedLeads: null, Audit: null };
}

/// <summary>What one round of retention did.</summary>
/// <param name="FirstSeq">The journal's first record after it.</param>
public sealed record Retained(long Records, long Leads, long AuditEntries, long FirstSeq)
{
    public bool IsNothing => Records + Leads + AuditEntries == 0;
}
