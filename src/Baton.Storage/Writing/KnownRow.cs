using Baton.Engine.Commands;
using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>A stored lead as far as duplicates and last owners need it; kept current while a batch runs.</summary>
internal sealed class KnownRow
{
    public required long Number { get; init; }
    public required long ContentHash { get; init; }
    public required string Status { get; set; }
    public string? Owner { get; set; }
    public required Instant LastArrival { get; set; }

    /// <summary>The last owner, also after a release, and when that began: the larger is the later.</summary>
    public string? OwnedBy { get; set; }
    public long? OwnedOrder { get; set; }
    public string? ClientId { get; init; }

    public KnownLead As(string matchedBy) => new(Number, ContentHash, Status, Owner, LastArrival, matchedBy);
}
