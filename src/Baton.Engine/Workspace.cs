using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Baton.Engine.Applying;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies;
using Baton.Engine.Routing;
using Baton.Engine.Snapshots;
using NodaTime;

namespace Baton.Engine;

/// <summary>
/// One workspace's people, policy, ledgers and open leads, and the core loop: a command is decided into events, and
/// events are the only thing that changes state. Not thread-safe: one writer owns it.
/// </summary>
public sealed partial class Workspace
{
    private readonly WorkspaceState _state = new();
    private readonly Applier _applier;
    private readonly Router _router;
    private readonly List<Event> _events = [];

    // By lead, whether the command changed its fields: in the order in which its events name them.
    private readonly OrderedDictionary<long, bool> _touched = [];
    private readonly TraceMemory _traces = new();
    private Instant _now;

    public Workspace()
    {
        _applier = new Applier(_state);
        _router = new Router(_state);
    }

    /// <summary>The policy in force; null before the first one is published.</summary>
    public Policy? Policy => _state.Policy;

    /// <summary>The workspace file as it stands, every later change of people included.</summary>
    public MapNode Document => _state.Document;

    /// <summary>
    /// Decides a command and applies its events. <paramref name="now"/> never goes back. A refusal changes nothing.
    /// The caller first passes a <see cref="Tick"/> where <see cref="NextDue"/> is not after <paramref name="now"/>.
    /// </summary>
    public Outcome Handle(Command command, Facts facts, Instant now)
    {
        _now = now;
        _wake = null;
        _events.Clear();
        var answer = Decide(command, facts);
        if (answer.Refusal is not null)
        {
            _applier.Sweep();
            return _events.Count == 0
                ? answer
                : throw new InvalidOperationException(
                    $"{command.GetType().Name} was refused after it had changed something"
                );
        }

        Settle();
        _applier.Pack();
        var outcome = answer.Complete([.. _events], Touched());
        _applier.Sweep();
        return outcome;
    }

    /// <summary>Applies one journal record again, exactly as when it was decided.</summary>
    public void Apply(ImmutableArray<Event> events, Instant at)
    {
        _now = at;
        _wake = null;
        foreach (var @event in events)
        {
            _applier.Apply(@event, at);
            _traces.Note(@event);
        }

        _applier.Sweep();
    }

    /// <summary>The whole state as data. A workspace without a policy has none.</summary>
    public WorkspaceSnapshot Save() => new SnapshotWriter(_state).Write();

    /// <summary>A workspace that goes on exactly where the saved one stood.</summary>
    /// <exception cref="InvalidOperationException">The snapshot's policy does not compile: it was written by another version.</exception>
    public static Workspace Load(WorkspaceSnapshot snapshot) => Load(snapshot, null);

    /// <summary>The same of one that was taken apart by <see cref="WorkspaceSnapshot.Pack"/>.</summary>
    /// <exception cref="FormatException">The leads are packed in the way of another version.</exception>
    public static Workspace Load(WorkspaceSnapshot snapshot, ReadOnlyMemory<byte>? packed)
    {
        var workspace = new Workspace();
        new SnapshotReader(workspace._state, workspace._applier, snapshot, packed).Read();
        workspace._now = snapshot.At;
        return workspace;
    }

    private Outcome Decide(Command command, Facts facts)
    {
        if (_state.Policy is null && command is not PublishWorkspace)
        {
            return Refuse(ReasonCodes.Invalid, "the workspace has no policy yet; publish a workspace file first");
        }

        return command switch
        {
            CaptureLead c => Capture(c, facts),
            LeadCommand c => OnLead(c, facts),
            ClaimNext c => ClaimNext(c),
            ReassignLeads c => Reassign(c),
            MergeDuplicate c => Merge(c, facts),
            DismissDuplicate c => Dismiss(c, facts),
            UnmergeLead c => Unmerge(c, facts),
            RestoreLead c => Restore(c, facts),
            ErasePerson c => Erase(c, facts),
            ChangeRep c => Change(c),
            ReturnRep c => Return(c),
            ChangeTeam c => Change(c),
            PublishWorkspace c => Publish(c),
            PublishPolicy c => Publish(c),
            SetLedger c => Set(c),
            AdjustLedger c => Adjust(c),
            Pause c => Set(c),
            Tick => FireDue(),
            _ => throw new NotSupportedException($"nobody handles {command.GetType().Name}"),
        };
    }

    /// <summary>The only way to change anything: the event is applied at once, so that what follows is decided upon it.</summary>
    private void Emit(Event @event)
    {
        _applier.Apply(@event, _now);
        _traces.Note(@event);
        _events.Add(@event);
    }

    private static Outcome Refuse(string code, string message) => new() { Refusal = new Refusal(code, message) };

    private static Outcome Done(long? lead = null) => new() { Lead = lead };

    private ImmutableArray<LeadView> Touched()
    {
        _touched.Clear();
        foreach (var @event in _events)
        {
            if (@event is LeadEvent about)
            {
                Touch(about.Lead, fields: ChangesFields(about));
            }

            foreach (var (lead, _, _) in (@event as ScoresAged)?.Scores ?? [])
            {
                Touch(lead, fields: false);
            }

            if (OtherOf(@event) is { } other)
            {
                Touch(other, fields: true);
            }
        }

        var views = new LeadView[_touched.Count];
        var count = 0;
        foreach (var (number, fields) in _touched)
        {
            if (_state.Leads.TryGetValue(number, out var lead))
            {
                views[count++] = ViewOf(lead, withFields: fields);
            }
        }

        return count == views.Length
            ? ImmutableCollectionsMarshal.AsImmutableArray(views)
            : [.. views.AsSpan(0, count)];
    }

    // Of a lead that is merged now, a reader needs the keys under which it was found.
    private static bool ChangesFields(LeadEvent about) =>
        about is LeadCaptured or LeadUpdated or LeadQualified or LeadActivity or LeadMerged or LeadRevived;

    // The first record of a duplicate, whose fields change with it.
    private static long? OtherOf(Event @event) =>
        @event switch
        {
            LeadMerged merged => merged.Into,
            LeadUnmerged unmerged => unmerged.Of,
            _ => null,
        };

    private void Touch(long lead, bool fields)
    {
        if (!_touched.TryAdd(lead, fields) && fields)
        {
            _touched[lead] = true;
        }
    }
}
