using System.Collections.Immutable;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Cli.Scenarios;

/// <summary>
/// An engine with what a server gives it: a clock, a journal, the facts of the past, the rows that readers see, and the
/// scenario's names of leads. All of it in memory.
/// </summary>
internal sealed class ScenarioWorld(Instant start)
{
    // A timer that fires more often than this at one instant would fire for ever.
    private const int MostTicksAtOnce = 100_000;

    private readonly List<(ImmutableArray<Event> Events, Instant At)> _journal = [];
    private readonly SortedDictionary<long, LeadView> _rows = [];
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _ids = [];
    private FactBook _facts = new();

    public Workspace Engine { get; private set; } = new();

    public Instant Now { get; private set; } = start;

    /// <summary>How many journal records there are.</summary>
    public int Position => _journal.Count;

    public IEnumerable<long> Leads => _rows.Keys;

    public IReadOnlyCollection<string> LeadIds => _numbers.Keys;

    public long? NumberOf(string id) => _numbers.TryGetValue(id, out var number) ? number : null;

    /// <summary>The scenario's name of a lead, <c>#7</c> where it has none.</summary>
    public string IdOf(long number) => _ids.TryGetValue(number, out var id) ? id : $"#{number}";

    public void Name(string id, long number)
    {
        _numbers.TryAdd(id, number);
        _ids.TryAdd(number, id);
    }

    public IEnumerable<Event> EventsSince(int position) => _journal.Skip(position).SelectMany(r => r.Events);

    public Facts FactsFor(FactsNeeded needed) => _facts.For(needed);

    public Outcome Submit(Command command)
    {
        var outcome = Engine.Handle(command, _facts.For(Engine.Needs(command, Now)), Now);
        if (outcome.Events.Length > 0)
        {
            _journal.Add((outcome.Events, Now));
            _facts.Apply(outcome.Events, Now);
        }

        foreach (var view in outcome.Touched)
        {
            _rows[view.Number] = view with { Fields = view.Fields ?? _rows.GetValueOrDefault(view.Number)?.Fields };
        }

        return outcome;
    }

    /// <summary>The lead as a reader sees it now: of a closed one, as it was left.</summary>
    public LeadView? View(long number) => Engine.Lead(number, Now) ?? _rows.GetValueOrDefault(number);

    /// <summary>Moves the clock, which never goes back, and lets everything happen on the way that is due, in order.</summary>
    public void MoveTo(Instant target)
    {
        var ticks = 0;
        while (Engine.NextDue <= target)
        {
            var due = Instant.Max(Now, Engine.NextDue);
            ticks = due == Now ? ticks + 1 : 0;
            Now = due;
            var isIdle = Submit(new Tick()).Events.Length == 0 && Engine.NextDue <= due;
            if (isIdle || ticks > MostTicksAtOnce)
            {
                throw new InvalidOperationException($"what is due at {due} stays due, whatever the engine does");
            }
        }

        Now = target;
    }

    /// <summary>Forgets everything but the journal, and reads it again.</summary>
    public void Restart()
    {
        (Engine, _facts) = (new Workspace(), new FactBook());
        foreach (var (events, at) in _journal)
        {
            Engine.Apply(events, at);
            _facts.Apply(events, at);
        }
    }
}
