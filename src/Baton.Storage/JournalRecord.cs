using System.Collections.Immutable;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Storage;

/// <summary>One command's events, in order. <see cref="Actor"/> is who asked; null is the system.</summary>
public sealed record JournalRecord(long Seq, Instant At, string? Actor, ImmutableArray<Event> Events)
{
    /// <summary>The first lead the record is about.</summary>
    public long? Lead { get; init; }
}

/// <summary>One event of a lead's history and the record it stands in.</summary>
public sealed record TimelineEntry(long Seq, Instant At, string? Actor, Event Event);
