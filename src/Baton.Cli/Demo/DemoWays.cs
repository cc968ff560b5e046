using Baton.Engine.Events;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Cli.Demo;

/// <summary>One way in which leads found an owner: a pool, a queue, or somebody who knew them already.</summary>
/// <param name="Name">Of the pool or queue.</param>
/// <param name="Method">The method or mode, as the policy writes it.</param>
/// <param name="Leads">That found an owner in this way.</param>
/// <param name="Wait">The median from the first rule that matched to the first owner; null of none.</param>
/// <param name="Busiest">Who got the most, and how many.</param>
/// <param name="Left">Of a queue: leads that nobody there took.</param>
internal sealed record DemoWay(
    string Name,
    string Method,
    int Leads,
    Duration? Wait,
    (string Rep, int Leads) Busiest,
    int? Left,
    string? Note
);

/// <summary>Counts, from the journal alone, how leads found their owners.</summary>
internal sealed class DemoWays
{
    private const string Owner = "owner";

    private readonly Dictionary<string, List<(string Rep, Duration? Wait)>> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<long>> _queued = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Instant> _routed = [];
    private readonly Dictionary<long, LeadOffered> _offers = [];
    private readonly Dictionary<long, string> _queues = [];
    private readonly HashSet<long> _owned = [];

    public void Take(Event @event, Instant at)
    {
        switch (@event)
        {
            case LeadRouted e:
                _routed.TryAdd(e.Lead, at);
                break;
            case LeadQueued e:
                Park(e.Lead, e.Queue);
                break;
            case LeadOffered e:
                _offers[e.Lead] = e;
                Park(e.Lead, e.Queue);
                break;
            case LeadAssigned e:
                Find(e.Lead, e.Rep, PlacesOf(e), at);
                break;
            case LeadClaimed e:
                Find(e.Lead, e.Rep, [e.Queue], at);
                break;
            case LeadReassigned { To: { } to } e:
                Find(e.Lead, to, Names(e.Pool, e.Charges), at);
                break;
            default:
                break;
        }
    }

    /// <summary>Those that were used, in the order of the policy; first whoever was known already.</summary>
    public IReadOnlyList<DemoWay> Result(PolicyConfig policy) =>
        [
            .. new[] { Of(Owner, Owner, "whoever knows the company, or the person", isQueue: false) }
                .Concat(policy.Pools.Select(p => Of(p.Name, Choice.Word(p.Method), p.Note, isQueue: false)))
                .Concat(policy.Queues.Select(q => Of(q.Name, Choice.Word(q.Mode), q.Note, isQueue: true)))
                .Where(w => w.Leads > 0 || w.Left > 0),
        ];

    private DemoWay Of(string name, string method, string? note, bool isQueue)
    {
        var found = _found.GetValueOrDefault(name) ?? [];
        var waits = found.Select(f => f.Wait).OfType<Duration>().Order().ToArray();
        var busiest = found
            .CountBy(f => f.Rep, StringComparer.Ordinal)
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return new DemoWay(
            name,
            method,
            found.Count,
            waits.Length == 0 ? null : waits[(waits.Length - 1) / 2],
            (busiest.Key ?? "", busiest.Value),
            isQueue ? Math.Max(0, (_queued.GetValueOrDefault(name)?.Count ?? 0) - found.Count) : null,
            note
        );
    }

    // An offer's pools are those of the offer; what the manager gave by hand came from the desk that it lay on.
    private IEnumerable<string> PlacesOf(LeadAssigned e) =>
        e.How switch
        {
            Owner => [Owner],
            "manual" => _queues.TryGetValue(e.Lead, out var desk) ? [desk] : [],
            "offer" when e.Queue is { } queue => [queue],
            "offer" => Names(e.Pool, _offers[e.Lead].Charges),
            _ => Names(e.Pool, e.Charges),
        };

    // The pool that gave it and those around it, without the teams inside one.
    private static IEnumerable<string> Names(string? pool, IEnumerable<Charge> charges) =>
        charges.Select(c => c.Ledger.Split('/')[0]).Append(pool).OfType<string>().Distinct();

    private void Park(long lead, string? queue)
    {
        if (queue is not null)
        {
            _queues[lead] = queue;
            _queued.TryAdd(queue, []);
            _queued[queue].Add(lead);
        }
    }

    private void Find(long lead, string rep, IEnumerable<string> places, Instant at)
    {
        // Only the first owner was waited for.
        Duration? wait = _owned.Add(lead) && _routed.TryGetValue(lead, out var from) ? at - from : null;
        foreach (var place in places)
        {
            _found.TryAdd(place, []);
            _found[place].Add((rep, wait));
        }
    }
}
