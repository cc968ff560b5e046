namespace Baton.Engine.Events;

/// <summary>A manager gave many leads to others in one act, for the record: what became of each lead stands beside it.</summary>
public sealed record LeadsHandedOver : Event
{
    /// <summary>rep:ID, pool:ID, team:ID or route.</summary>
    public required string To { get; init; }

    /// <summary>Whose open leads they were; null where they were named one by one.</summary>
    public string? From { get; init; }
    public required string Reason { get; init; }
    public required int Moved { get; init; }
    public string? Note { get; init; }
    public string? By { get; init; }
}
