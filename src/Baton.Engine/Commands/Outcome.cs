using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Policies;

namespace Baton.Engine.Commands;

/// <summary>
/// What became of a command: its events, or a refusal, in which case nothing changed. A repeated capture has neither
/// and names the lead that was captured before.
/// </summary>
public sealed record Outcome
{
    private ImmutableArray<Event> _events = [];
    private ImmutableArray<LeadView> _touched = [];

    public ImmutableArray<Event> Events
    {
        get => _events;
        init => _events = value;
    }

    public Refusal? Refusal { get; init; }

    /// <summary>The lead the command was about: also of a repetition, and of a claim of a queue's next.</summary>
    public long? Lead { get; init; }
    public bool Repeated { get; init; }

    /// <summary>Of a <see cref="ReassignLeads"/>, what became of each lead.</summary>
    public Handover? Handover { get; init; }

    /// <summary>Every lead that the events changed, as it is now: rows for the read model.</summary>
    public ImmutableArray<LeadView> Touched
    {
        get => _touched;
        init => _touched = value;
    }

    /// <summary>This very object, with what came of the command: for who has made it and given it to nobody yet.</summary>
    internal Outcome Complete(ImmutableArray<Event> events, ImmutableArray<LeadView> touched)
    {
        (_events, _touched) = (events, touched);
        return this;
    }
}

/// <summary>Why a command was refused: a stable code, the words, and every fault of a refused document.</summary>
public sealed record Refusal(string Code, string Message)
{
    public ImmutableArray<Fault> Faults { get; init; } = [];

    public override string ToString() => $"{Code}: {Message}";
}
