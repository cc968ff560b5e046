namespace Baton.Storage;

/// <summary>Reads leads, on connections of its own beside the writer. Thread-safe; sees everything acknowledged.</summary>
public sealed class LeadQueries
{
    /// <summary>The lead under an opaque id or a client's own; null = unknown.</summary>
    public LeadRecord? Get(string id) => throw new NotSupportedException();

    public LeadRecord? Get(long number) => throw new NotSupportedException();

    /// <summary>The internal number behind an id that a client may know; null = unknown.</summary>
    public long? NumberOf(string id) => throw new NotSupportedException();

    /// <summary>Newest first. A cursor that is not one of ours starts at the first page.</summary>
    public LeadPage List(LeadFilter filter, int limit, string? cursor = null) => throw new NotSupportedException();

    /// <summary>Everything that happened to a lead, oldest first, merged duplicates included.</summary>
    public IReadOnlyList<TimelineEntry> Timeline(long number) => throw new NotSupportedException();

    public long Count() => throw new NotSupportedException();
}
