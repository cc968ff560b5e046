using Baton.Engine.Commands;

namespace Baton.Cli.Scenarios;

/// <summary>What a step did: where in the journal it began, the leads it captured or handed over, the lead it was about.</summary>
internal sealed class StepRun(int journalFrom)
{
    public int JournalFrom { get; } = journalFrom;

    public bool ExpectsRefusal { get; init; }

    /// <summary>In order of arrival, duplicates and junk too; of a hand-over in the order in which they were given out.</summary>
    public List<long> Leads { get; } = [];

    /// <summary>Null where the action is about no lead.</summary>
    public long? Lead { get; set; }
    public Refusal? Refusal { get; set; }

    /// <summary>What changed although it must not have; null where nothing did.</summary>
    public string? Disturbance { get; set; }
}
