using System.Collections.Immutable;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.Commands;

/// <summary>
/// The store's look-ups, in memory: fed with the journal's records in order, it answers what a command needs to know
/// of the past. Scenarios and simulations use it in the store's place, and the store's SQL is tested against it.
/// It keeps every lead for ever, so its memory grows with the journal. Not thread-safe.
/// </summary>
public sealed class FactBook
{
    private readonly Dictionary<long, FactBookLead> _leads = [];
    private readonly Dictionary<string, long> _byId = new(StringComparer.Ordinal);
    private readonly FactIndex _byEmail = new();
    private readonly FactIndex _byPhone = new();
    private readonly FactIndex _byAccount = new();
    private readonly Dictionary<long, SuspectedPair> _suspicions = [];
    private FuzzyIndex? _byBlock;
    private long _ownerships;

    /// <summary>Takes in one journal record.</summary>
    public void Apply(ImmutableArray<Event> events, Instant at)
    {
        foreach (var @event in events)
        {
            if (@event is LeadEvent about)
            {
                Apply(about, at);
            }

            foreach (var rename in (@event as PolicyPublished)?.Renames.Where(r => r.Kind == RenameKinds.Rep) ?? [])
            {
                foreach (var lead in _leads.Values)
                {
                    lead.Rename(rename);
                }
            }
        }
    }

    /// <summary>
    /// What is known of what is asked. People are matched by normalised e-mail or phone; a duplicate that was merged
    /// counts as an arrival of the lead it was merged into, and its keys lead to that one. Of leads that nobody knows
    /// there are no facts.
    /// </summary>
    public Facts For(FactsNeeded needed) =>
        new()
        {
            SameId =
                needed.ClientId is { } id && _byId.TryGetValue(id, out var number) ? Known(_leads[number], "id") : null,
            SamePerson =
            [
                .. SamePerson(needed)
                    .OrderByDescending(p => p.Lead.LastArrival)
                    .ThenByDescending(p => p.Lead.Number)
                    .Select(p => Known(p.Lead, p.MatchedBy)),
            ],
            Suspicion =
                needed.Suspicion is { } suspected && _suspicions.TryGetValue(suspected, out var pair)
                    ? pair with
                    {
                        OfStatus = _leads[pair.Of].Status,
                    }
                    : null,
            Person = needed.Person is { } person ? [.. LeadsOf(person).Order()] : [],
            Merge = needed.Merge is { } merged ? _leads.GetValueOrDefault(merged)?.Merge : null,
            SimilarPeople = [.. Similar(needed.Similar).Select(l => l.ToSimilar())],
            LastOwner = LastOwner(SamePerson(needed).Select(p => p.Lead)) ?? LastOwner(_byAccount.Of(needed.Account)),
            Stored = needed
                .Leads.Distinct()
                .Where(_leads.ContainsKey)
                .ToImmutableDictionary(n => n, n => _leads[n].ToStored()),
        };

    private static KnownLead Known(FactBookLead lead, string matchedBy) =>
        new(lead.Number, lead.ContentHash, lead.Status, lead.Owner, lead.LastArrival, matchedBy);

    private IEnumerable<(FactBookLead Lead, string MatchedBy)> SamePerson(FactsNeeded needed) =>
        _byEmail
            .Of(needed.Email)
            .Select(lead => (Lead: Root(lead), MatchedBy: "email"))
            .Concat(_byPhone.Of(needed.Phone).Select(lead => (Lead: Root(lead), MatchedBy: "phone")))
            .DistinctBy(match => match.Lead.Number);

    private IEnumerable<long> LeadsOf(PersonSought sought)
    {
        var roots = _leads
            .Values.Where(l =>
                sought.Leads.Contains(l.Number)
                || (l.Text("email") is { } email && sought.Emails.Contains(email))
                || (l.Text("phone") is { } phone && sought.Phones.Contains(phone))
            )
            .Select(Root)
            .ToHashSet();
        return _leads.Values.Where(l => !l.IsErased && roots.Contains(Root(l))).Select(l => l.Number);
    }

    // Built when first asked for, and anew for another policy's comparisons.
    private IEnumerable<FactBookLead> Similar(SimilarNeeded? needed)
    {
        if (needed is null)
        {
            return [];
        }

        if (_byBlock?.Screen != needed.Screen)
        {
            _byBlock = new FuzzyIndex(needed.Screen);
            foreach (var lead in _leads.Values)
            {
                _byBlock.Add(lead);
            }
        }

        return _byBlock.Of(needed.Blocks).Select(Root).Distinct();
    }

    private static string? LastOwner(IEnumerable<FactBookLead> leads) =>
        leads.Where(l => l.LastOwner is not null).MaxBy(l => l.OwnedSince)?.LastOwner;

    private FactBookLead Root(FactBookLead lead)
    {
        while (lead.MergedInto is { } into && _leads.TryGetValue(into, out var target))
        {
            lead = target;
        }

        return lead;
    }

    private void Apply(LeadEvent @event, Instant at)
    {
        if (@event is LeadCaptured captured)
        {
            Capture(captured, at);
            return;
        }

        if (!_leads.TryGetValue(@event.Lead, out var lead))
        {
            return;
        }

        if (@event is LeadMerged merged && _leads.TryGetValue(merged.Into, out var into))
        {
            Reindexed(into, l => l.Arrive(merged, lead.LastArrival));
        }

        if (@event is PersonalDataErased && lead.Text("id") is { } id)
        {
            _byId.Remove(id);
        }

        if (@event is LeadUnmerged unmerged && _leads.TryGetValue(unmerged.Of, out var first))
        {
            Reindexed(first, l => l.Empty(unmerged));
        }

        Suspect(@event);
        Reindexed(lead, l => l.Apply(@event));
        if (lead.Owner is not null && @event is LeadAssigned or LeadClaimed or LeadReassigned)
        {
            lead.OwnedSince = ++_ownerships;
        }
    }

    // One suspicion a lead. Where the earlier lead is merged into a third, that one is under suspicion to be the same.
    private void Suspect(LeadEvent @event)
    {
        switch (@event)
        {
            case LeadSuspected e:
                _suspicions[e.Lead] = new SuspectedPair(e.Lead, e.Of, SuspectedPair.Open, e.Score, e.Evidence);
                break;
            case LeadMerged e:
                Decide(e.Lead, SuspectedPair.Merged);
                foreach (
                    var pair in _suspicions.Values.Where(s => s.Of == e.Lead && s.State == SuspectedPair.Open).ToArray()
                )
                {
                    var isSame = pair.Lead == e.Into;
                    _suspicions[pair.Lead] = isSame
                        ? pair with
                        {
                            State = SuspectedPair.Merged,
                        }
                        : pair with
                        {
                            Of = e.Into,
                        };
                }

                break;
            case PersonalDataErased e:
                foreach (var pair in _suspicions.Values.Where(s => s.Lead == e.Lead || s.Of == e.Lead).ToArray())
                {
                    _suspicions.Remove(pair.Lead);
                }

                break;
            case DuplicateDismissed e:
                Decide(e.Lead, SuspectedPair.Dismissed);
                break;
            case LeadUnmerged e:
                var known = _suspicions.GetValueOrDefault(e.Lead) ?? new SuspectedPair(e.Lead, e.Of, "", 0, []);
                _suspicions[e.Lead] = known with { Of = e.Of, State = SuspectedPair.Dismissed };
                break;
            default:
                break;
        }
    }

    private void Decide(long lead, string state)
    {
        if (_suspicions.TryGetValue(lead, out var pair))
        {
            _suspicions[lead] = pair with { State = state };
        }
    }

    private void Capture(LeadCaptured captured, Instant at)
    {
        var lead = new FactBookLead(captured, at);
        _leads[lead.Number] = lead;
        Index(lead);
        if (lead.Text("id") is { } id)
        {
            _byId.TryAdd(id, lead.Number);
        }
    }

    private void Reindexed(FactBookLead lead, Action<FactBookLead> change)
    {
        _byEmail.Remove(lead.Text("email"), lead);
        _byPhone.Remove(lead.Text("phone"), lead);
        _byAccount.Remove(lead.Account, lead);
        _byBlock?.Remove(lead);
        change(lead);
        Index(lead);
    }

    private void Index(FactBookLead lead)
    {
        _byEmail.Add(lead.Text("email"), lead);
        _byPhone.Add(lead.Text("phone"), lead);
        _byAccount.Add(lead.Account, lead);
        _byBlock?.Add(lead);
    }
}
