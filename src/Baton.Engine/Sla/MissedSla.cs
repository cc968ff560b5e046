using NodaTime;

namespace Baton.Engine.Sla;

/// <summary>A promise that was not kept (accept, respond or follow_up), and when it fell due.</summary>
public sealed record MissedSla(string Sla, Instant Due);
