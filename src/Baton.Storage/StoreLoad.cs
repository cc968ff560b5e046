using Baton.Engine;
using NodaTime;

namespace Baton.Storage;

/// <summary>
/// How busy a store is: submissions that wait for the writer now, and as of the last commit the journal's last record, the
/// state's sizes and when its next timer is due (<see cref="Instant.MaxValue"/> = never).
/// </summary>
public sealed record StoreLoad(int Queued, long Seq, WorkspaceSizes Sizes, Instant NextDue);
