using NodaTime;

namespace Baton.Engine.Eligibility;

/// <summary>How far one window of a cap is used.</summary>
/// <param name="Used">Leads received in it, and those reserved by open offers.</param>
/// <param name="LessAt">When time alone makes it fewer; null = nothing was received that could go.</param>
public readonly record struct CapUse(CapWindow Window, int Used, int Limit, Instant? LessAt);
