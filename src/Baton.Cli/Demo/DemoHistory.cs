using Baton.Engine.Events;
using Baton.Storage;

namespace Baton.Cli.Demo;

/// <summary>One time that somebody got a lead: who, by which rule and pool, and why.</summary>
internal sealed record DemoAssignment(long Lead, string Rep, string? Pool, string? Rule, string Why);

/// <summary>What the journal tells of who got what, also of what happened by itself between two arrivals.</summary>
internal sealed class DemoHistory
{
    private readonly Dictionary<long, string> _rules = [];
    private readonly Dictionary<long, Event> _offers = [];
    private readonly List<DemoAssignment> _assignments = [];

    public IReadOnlyList<DemoAssignment> Assignments => _assignments;
    public PoolShares Pools { get; } = new();

    public static DemoHistory Read(Journal journal)
    {
        var history = new DemoHistory();
        foreach (var @event in journal.Read(0).SelectMany(record => record.Events))
        {
            history.Take(@event);
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
        var why = offer is null
            ? DecisionWords.Of(decision)
            : $"{DecisionWords.Of(decision)}, {DecisionWords.Of(offer)}";
        var from = pool ?? (offer as LeadOffered)?.Pool;
        _assignments.Add(new DemoAssignment(lead, rep, from, _rules.GetValueOrDefault(lead), why));
    }
}
