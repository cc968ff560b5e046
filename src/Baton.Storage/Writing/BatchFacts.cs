using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Writing;

/// <summary>
/// The facts of one batch: fetched in one query a kind before its first command, and kept current with what its own
/// commands did, so that two equal e-mails in one batch are one person. What was not foreseen (a command that needs
/// other facts after an earlier one changed the state) is fetched when asked: the batch's rows are written as it goes,
/// so the open transaction knows them.
/// </summary>
internal sealed class BatchFacts(Func<SqliteFacts> store)
{
    // Never changed: most leads are somebody new.
    private static readonly List<(KnownRow Row, string MatchedBy)> _nobody = [];
    private static readonly List<KnownRow> _noRows = [];

    private readonly Dictionary<string, KnownRow?> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KnownRow>> _emails = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KnownRow>> _phones = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Owner, long Order)> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, StoredLead?> _stored = [];
    private readonly Dictionary<long, KnownRow> _rows = [];

    /// <summary>Fetches what these commands need and is not known yet.</summary>
    public void Fetch(IEnumerable<FactsNeeded> needs)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var emails = new HashSet<string>(StringComparer.Ordinal);
        var phones = new HashSet<string>(StringComparer.Ordinal);
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        var leads = new HashSet<long>();
        foreach (var need in needs)
        {
            Note(need.ClientId, _ids, ids);
            Note(need.Email, _emails, emails);
            Note(need.Phone, _phones, phones);
            Note(need.Account, _accounts, accounts);
            foreach (var number in need.Leads)
            {
                if (!_stored.ContainsKey(number))
                {
                    leads.Add(number);
                }
            }
        }

        FetchIds(ids);
        FetchPersons(emails, _emails, keys => store().ByEmail(keys));
        FetchPersons(phones, _phones, keys => store().ByPhone(keys));
        FetchAccounts(accounts);
        FetchStored(leads);
    }

    public Facts For(FactsNeeded need)
    {
        if (need == FactsNeeded.None)
        {
            return Facts.None;
        }

        if (Lacks(need))
        {
            Fetch([need]);
        }

        var persons = Persons(need);
        return new Facts
        {
            SameId = need.ClientId is { } id ? _ids[id]?.As("id") : null,
            // Not fetched for the batch at once: who is similar changes with every lead of it, and its rows are written.
            SimilarPeople = need.Similar is { } similar ? store().Similar(similar.Blocks) : [],
            Person = need.Person is { } person ? store().Person(person) : [],
            SamePerson = persons.Count == 0 ? [] : [.. persons.Select(p => p.Row.As(p.MatchedBy))],
            LastOwner = LastOwner(persons, need.Account),
            Suspicion = need.Suspicion is { } suspected ? store().Duplicates.SuspicionOf(suspected) : null,
            Merge = need.Merge is { } merged ? store().Duplicates.MergeOf(merged) : null,
            Stored = Stored(need.Leads),
        };
    }

    /// <summary>Takes in what the command of record <paramref name="seq"/> did.</summary>
    public void Learn(Outcome outcome, long seq, Instant at)
    {
        var index = new OutcomeIndex(outcome, seq);
        foreach (var view in outcome.Touched)
        {
            _stored.Remove(view.Number);
            var owned = index.OwnedOf(view.Number);
            if (view.HasFields && index.CapturedOf(view.Number) is { } captured)
            {
                Add(view, captured, owned, at);
            }
            else
            {
                Change(view, owned);
            }

            LearnAccount(view, owned);
        }

        foreach (var @event in outcome.Events)
        {
            if (
                @event is LeadUnmerged or PersonalDataErased or PolicyPublished { Renames.Length: > 0 }
                || (@event is LeadMerged late && index.CapturedOf(late.Lead) is null)
            )
            {
                Forget();
                return;
            }

            // An owned lead may be another account's now.
            if (@event is LeadUpdated or LeadRestored)
            {
                _accounts.Clear();
            }

            if (@event is LeadMerged merged)
            {
                Merge(merged, outcome, at);
            }
        }
    }

    private static void Note<T>(string? key, Dictionary<string, T> known, HashSet<string> wanted)
    {
        if (key is not null && !known.ContainsKey(key))
        {
            wanted.Add(key);
        }
    }

    private bool Lacks(FactsNeeded need) =>
        (need.ClientId is { } id && !_ids.ContainsKey(id))
        || (need.Email is { } email && !_emails.ContainsKey(email))
        || (need.Phone is { } phone && !_phones.ContainsKey(phone))
        || (need.Account is { } account && !_accounts.ContainsKey(account))
        || (!need.Leads.IsEmpty && need.Leads.Any(n => !_stored.ContainsKey(n)));

    private void FetchIds(HashSet<string> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        foreach (var id in ids)
        {
            _ids[id] = null;
        }

        foreach (var (id, row) in store().ByClientId(ids))
        {
            _ids[id] = Shared(row);
        }
    }

    private void FetchPersons(
        HashSet<string> keys,
        Dictionary<string, List<KnownRow>> known,
        Func<IReadOnlyCollection<string>, List<(string Key, KnownRow Row)>> fetch
    )
    {
        if (keys.Count == 0)
        {
            return;
        }

        foreach (var key in keys)
        {
            known[key] = [];
        }

        foreach (var (key, row) in fetch(keys))
        {
            known[key].Add(Shared(row));
        }
    }

    private void FetchAccounts(HashSet<string> accounts)
    {
        if (accounts.Count == 0)
        {
            return;
        }

        foreach (var account in accounts)
        {
            _accounts[account] = default;
        }

        foreach (var (account, owner, order) in store().AccountOwners(accounts))
        {
            _accounts[account] = (owner, order);
        }
    }

    private void FetchStored(HashSet<long> leads)
    {
        if (leads.Count == 0)
        {
            return;
        }

        foreach (var number in leads)
        {
            _stored[number] = null;
        }

        foreach (var lead in store().Stored(leads))
        {
            _stored[lead.Number] = lead;
        }
    }

    // One lead found by two keys is one row, so that a change is seen under both.
    private KnownRow Shared(KnownRow row)
    {
        if (_rows.TryGetValue(row.Number, out var same))
        {
            return same;
        }

        return _rows[row.Number] = row;
    }

    private List<(KnownRow Row, string MatchedBy)> Persons(FactsNeeded need)
    {
        var byEmail = need.Email is { } email ? _emails[email] : _noRows;
        var byPhone = need.Phone is { } phone ? _phones[phone] : _noRows;
        if (byEmail.Count == 0 && byPhone.Count == 0)
        {
            return _nobody;
        }

        var persons = new List<(KnownRow Row, string MatchedBy)>();
        persons.AddRange(byEmail.Select(row => (row, "email")));
        persons.AddRange(byPhone.Except(byEmail).Select(row => (row, "phone")));
        persons.Sort(
            static (left, right) =>
                right.Row.LastArrival.CompareTo(left.Row.LastArrival) is var order and not 0
                    ? order
                    : right.Row.Number.CompareTo(left.Row.Number)
        );
        return persons;
    }

    private string? LastOwner(List<(KnownRow Row, string MatchedBy)> persons, string? account)
    {
        KnownRow? last = null;
        foreach (var (row, _) in persons)
        {
            if (row.OwnedBy is not null && (last is null || row.OwnedOrder > last.OwnedOrder))
            {
                last = row;
            }
        }

        return last?.OwnedBy ?? (account is null ? null : _accounts[account].Owner);
    }

    private ImmutableDictionary<long, StoredLead> Stored(ImmutableArray<long> numbers) =>
        numbers.IsEmpty
            ? ImmutableDictionary<long, StoredLead>.Empty
            : numbers.Distinct().Where(n => _stored[n] is not null).ToImmutableDictionary(n => n, n => _stored[n]!);

    private void Add(LeadView view, LeadCaptured captured, Ownership? owned, Instant at)
    {
        var row = new KnownRow
        {
            Number = view.Number,
            ContentHash = captured.ContentHash,
            Status = view.Status,
            Owner = view.Owner,
            OwnedBy = owned?.Rep,
            OwnedOrder = owned?.Order,
            LastArrival = at,
            ClientId = Field(captured, "id"),
        };
        _rows[row.Number] = row;
        if (row.ClientId is { } id)
        {
            _ids[id] = row;
        }

        // A duplicate is no person of its own; and under a key that nobody asked for yet, a fetch will find the row.
        if (row.Status != "duplicate")
        {
            Under(Field(captured, "email"), _emails)?.Add(row);
            Under(Field(captured, "phone"), _phones)?.Add(row);
        }
    }

    private void Change(LeadView view, Ownership? owned)
    {
        if (_rows.TryGetValue(view.Number, out var row))
        {
            row.Status = view.Status;
            row.Owner = view.Owner;
            row.OwnedBy = owned?.Rep ?? row.OwnedBy;
            row.OwnedOrder = owned?.Order ?? row.OwnedOrder;
        }

        if (view.HasFields)
        {
            // Its keys may have changed: whatever they were, and whatever they are now, is fetched anew.
            Forget(view.Number, Field(view, "email"), _emails);
            Forget(view.Number, Field(view, "phone"), _phones);
        }
    }

    // The duplicate's keys lead to the first lead from now on: they are fetched anew when asked for again.
    private void Merge(LeadMerged merged, Outcome outcome, Instant at)
    {
        if (_rows.TryGetValue(merged.Into, out var first))
        {
            first.LastArrival = at;
        }

        foreach (var view in outcome.Touched)
        {
            if (view.Number == merged.Lead && view.HasFields)
            {
                Alias(Field(view, "email"), _emails, first);
                Alias(Field(view, "phone"), _phones, first);
            }
        }
    }

    private static void Alias(string? key, Dictionary<string, List<KnownRow>> known, KnownRow? first)
    {
        if (Under(key, known) is not { } rows || (first is not null && rows.Contains(first)))
        {
            return;
        }

        if (first is null)
        {
            known.Remove(key!);
        }
        else
        {
            rows.Add(first);
        }
    }

    private void LearnAccount(LeadView view, Ownership? owned)
    {
        if (
            owned is { } by
            && view.Account is { } account
            && _accounts.TryGetValue(account, out var last)
            && by.Order > last.Order
        )
        {
            _accounts[account] = (by.Rep, by.Order);
        }
    }

    // Whose key leads where has changed behind what was fetched.
    private void Forget()
    {
        _ids.Clear();
        _emails.Clear();
        _phones.Clear();
        _accounts.Clear();
        _stored.Clear();
        _rows.Clear();
    }

    private static void Forget(long number, string? key, Dictionary<string, List<KnownRow>> known)
    {
        if (key is not null)
        {
            known.Remove(key);
        }

        foreach (var (old, _) in known.Where(p => p.Value.Exists(row => row.Number == number)).ToList())
        {
            known.Remove(old);
        }
    }

    private static List<KnownRow>? Under(string? key, Dictionary<string, List<KnownRow>> known) =>
        key is not null && known.TryGetValue(key, out var rows) ? rows : null;

    private static string? Field(LeadView view, string name) => view.Fields!.Value.TextOf(name);

    private static string? Field(LeadCaptured captured, string name) =>
        captured.Personal.Items.TextOf(name) ?? captured.Fields.Items.TextOf(name);
}
