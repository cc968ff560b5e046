using System.Collections.Immutable;
using NodaTime;

namespace Baton.Storage.Erasing;

/// <summary>The receipt of one erasure; nothing in it is personal.</summary>
/// <param name="Id">The journal record that holds it.</param>
/// <param name="Leads">The numbers of the leads whose personal data was erased.</param>
/// <param name="CleanedAt">
/// When the last copy was gone from the files, the write-ahead log included; null = that is being done.
/// </param>
public sealed record Erasure(long Id, Instant At, string? By, ImmutableArray<long> Leads, Instant? CleanedAt);
