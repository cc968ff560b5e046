using Baton.Engine.Events;
using NodaTime;

namespace Baton.Cli.Demo;

/// <summary>What became of the leads on the way, counted from the journal.</summary>
internal sealed class DemoCourse
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Instant> _owned = [];
    private readonly List<Duration> _calls = [];
    private readonly HashSet<long> _nurtured = [];
    private readonly Dictionary<long, string?> _grades = [];

    public int Junk => Of("junk");
    public int Merged => Of("merged");
    public int Nurtured => Of("nurtured");
    public int CameBack => Of("came back");
    public int GivenUp => Of("given up");
    public int Declined => Of("declined");
    public int Expired => Of("expired");
    public int Warned => Of("warned");
    public int Breached => Of("breached");
    public int Reassigned => Of("reassigned");
    public int Escalated => Of("escalated");

    /// <summary>Of the leads as they were scored last, the best first; those without a grade last.</summary>
    public IReadOnlyList<(string Grade, int Leads)> Grades =>
        [
            .. _grades
                .Values.CountBy(g => g ?? "none")
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, g.Value)),
        ];

    /// <summary>From the owner to the first call.</summary>
    public IReadOnlyList<Duration> Calls => _calls;

    public void Take(Event @event, Instant at)
    {
        Count(@event);
        switch (@event)
        {
            case LeadScored e:
                _grades[e.Lead] = e.Grade;
                break;
            case LeadNurtured e:
                _nurtured.Add(e.Lead);
                break;
            case LeadRouted e when _nurtured.Remove(e.Lead):
                Add("came back");
                break;
            case LeadAssigned e:
                _owned.TryAdd(e.Lead, at);
                break;
            case LeadClaimed e:
                _owned.TryAdd(e.Lead, at);
                break;
            case LeadContacted { First: true } e when _owned.TryGetValue(e.Lead, out var since):
                _calls.Add(at - since);
                break;
            default:
                break;
        }
    }

    private void Count(Event @event)
    {
        var counted = @event switch
        {
            LeadRejected => "junk",
            LeadMerged => "merged",
            LeadNurtured e => _nurtured.Contains(e.Lead) ? null : "nurtured",
            LeadDisqualified => "given up",
            OfferDeclined => "declined",
            OfferExpired => "expired",
            SlaWarned => "warned",
            SlaBreached => "breached",
            LeadReassigned => "reassigned",
            LeadEscalated => "escalated",
            _ => null,
        };
        if (counted is not null)
        {
            Add(counted);
        }
    }

    private void Add(string what) => _counts[what] = Of(what) + 1;

    private int Of(string what) => _counts.GetValueOrDefault(what);
}
