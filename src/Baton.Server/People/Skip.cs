using NodaTime;

namespace Baton.Server.People;

/// <summary>A decision that passed a rep over, with the first gate that barred him.</summary>
/// <param name="Lead">Its number: whether he may know which it was is asked when it is shown.</param>
/// <param name="Pool">Null where it was no pool, such as an owner step.</param>
internal sealed record Skip(Instant At, long Lead, string? Pool, string Code, long? Actual, long? Needed);
