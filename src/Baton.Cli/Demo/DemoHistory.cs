using Baton.Engine.Events;
using Baton.Storage;

namespace Baton.Cli.Demo;

/// <summary>One time that somebody got a lead: who, by which rule and pool, and why.</summary>
internal sealed record DemoAssignment(long Lead, string Rep, string? Pool, string? Rule, string Why);

/// <summary>What the journal tells of who got what, also of what happened by itself between two arrivals.</summary>
internal sealed class DemoHistory(DecisionWords words)
{
    private readonly Dictionary<long, string> _rules = [];
    private readonly Dictionary<long, LeadOffered> _offers = [];
    private readonly Dictionary<long, string> _queues = [];
    private readonly List<DemoAssignment> _assignments = [];

    public IReadOnlyList<DemoAssignment> Assignments => _assignments;
    public PoolShares Pools { get; } = new();
    public DemoWays Ways { get; } = new();
    public DemoCourse Course { get; } = new();

    public static DemoHistory Read(Journal journal, DecisionWords words)
    {
        var history = new DemoHistory(words);
        foreach (var record in journal.Read(0))
        {
            foreach (var @event in record.Events)
            {
                history.Take(@event);
                history.Ways.Take(@event, record.At);
                history.Course.Take(@event, record.At);
            }
        }

        return history;
    }

    private void Take(Event @event)
    {
        Pools.Take(@event);
        switch (@event)
        {
            case LeadRouted e:
                _rules[e.Lead] = e.Rule;
                break;
            case LeadQueued e:
                _queues[e.Lead] = e.Queue;
                break;
            case LeadOffered e:
                _offers[e.Lead] = e;
                break;
            case LeadAssigned e:
                Add(e.Lead, e.Rep, e.Pool, e);
                break;
            case LeadReassigned { To: { } to } e:
                Add(e.Lead, to, e.Pool, e);
                break;
            case LeadClaimed e:
                Add(e.Lead, e.Rep, e.Queue, e);
                break;
            default:
                break;
        }
    }

    // The reason of an accepted offer is the offer's.
    private void Add(long lead, string rep, string? pool, Event decision)
    {
        var offer = decision is LeadAssigned { How: "offer" } ? _offers.GetValueOrDefault(lead) : null;
        var why = offer is null ? words.Of(decision) : $"{words.Of(decision)}, {words.Of(offer)}";
        var from = pool ?? offer?.Pool ?? offer?.Queue ?? DeskOf(lead, decision);
        _assignments.Add(new DemoAssignment(lead, rep, from, _rules.GetValueOrDefault(lead), why));
    }

    private string? DeskOf(long lead, Event decision) =>
        decision is LeadAssigned { How: "manual" } ? _queues.GetValueOrDefault(lead) : null;
}
