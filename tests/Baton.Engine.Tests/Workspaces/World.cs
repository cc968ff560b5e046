using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies;
using Baton.Engine.Snapshots;
using Baton.Storage.Files;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>A workspace with a clock, a journal and the facts of the past, all in memory.</summary>
internal sealed class World
{
    private readonly FactBook _facts = new();

    public World(string yaml, string start = "2026-01-05T09:00:00Z")
    {
        Now = InstantPattern.ExtendedIso.Parse(start).Value;
        Expect(Do(new PublishWorkspace(Document(yaml))));
    }

    public Workspace Engine { get; private set; } = new();
    public Instant Now { get; private set; }
    public List<(ImmutableArray<Event> Events, Instant At)> Journal { get; } = [];

    /// <summary>The last row of every lead, closed ones too.</summary>
    public SortedDictionary<long, LeadView> Rows { get; } = [];

    public static MapNode Document(string yaml)
    {
        var faults = new List<Fault>();
        var document = YamlReader.Read(yaml, null, faults);
        faults.ShouldBeEmpty();
        return (MapNode)document!;
    }

    public static Outcome Expect(Outcome outcome)
    {
        outcome.Refusal?.ToString().ShouldBeNull();
        return outcome;
    }

    /// <summary>Passes a command now, whatever comes of it.</summary>
    public Outcome Do(Command command)
    {
        var outcome = Engine.Handle(command, _facts.For(Engine.Needs(command, Now)), Now);
        if (!outcome.Events.IsEmpty)
        {
            Journal.Add((outcome.Events, Now));
            _facts.Apply(outcome.Events, Now);
        }

        foreach (var row in outcome.Touched)
        {
            Rows[row.Number] = row;
        }

        return outcome;
    }

    /// <summary>Captures a lead and returns its row.</summary>
    public LeadView Capture(params (string Name, Value Value)[] fields)
    {
        var raw = new RawLead([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        var faults = new List<CaptureFault>();
        var lead = LeadNormaliser.Normalise(raw, Engine.Policy!.Schema, Engine.Policy.Normaliser, faults);
        faults.ShouldBeEmpty();
        var outcome = Expect(Do(new CaptureLead(lead!.Fields, (long)ContentHash.Of(raw), Engine.Policy.Version)));
        return Rows[outcome.Lead!.Value];
    }

    public void Advance(Duration by) => MoveTo(Now + by);

    /// <summary>Moves the clock and lets what is due on the way happen, in order.</summary>
    public void MoveTo(Instant target)
    {
        while (Engine.NextDue <= target)
        {
            Now = Instant.Max(Now, Engine.NextDue);
            Do(new Tick());
            Engine.NextDue.ShouldBeGreaterThan(Now);
        }

        Now = target;
    }

    /// <summary>Why the last decision on the lead fell as it did.</summary>
    public Explanation Why(long lead)
    {
        var (events, at, before) = Deciding(lead);
        return before.Explain(events, at, lead).ShouldNotBeNull();
    }

    /// <summary>The record that last decided on the lead, and the workspace as it stood before it.</summary>
    public (ImmutableArray<Event> Events, Instant At, Workspace Before) Deciding(long lead)
    {
        var at = Journal.FindLastIndex(r => Workspace.Decides(r.Events, lead));
        var before = new Workspace();
        foreach (var (events, then) in Journal.Take(at))
        {
            before.Apply(events, then);
        }

        return (Journal[at].Events, Journal[at].At, before);
    }

    /// <summary>The state as it would be after a restart: the journal replayed from its beginning.</summary>
    public Workspace Replayed()
    {
        var replayed = new Workspace();
        foreach (var (events, at) in Journal)
        {
            replayed.Apply(events, at);
        }

        return replayed;
    }

    /// <summary>Goes on with a workspace that was built from the journal, or from a snapshot.</summary>
    public void Restart(bool fromSnapshot = false) => Engine = fromSnapshot ? Packed() : Replayed();

    /// <summary>The state as a start from a snapshot has it.</summary>
    public Workspace Packed()
    {
        var (head, leads) = Engine.Save().Pack();
        return Workspace.Load(head, leads);
    }

    public static string Text(WorkspaceSnapshot snapshot) => Plain.Text(snapshot);
}
