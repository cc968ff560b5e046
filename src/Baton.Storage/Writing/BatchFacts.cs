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
internal sealed partial class BatchFacts(Func<SqliteFacts> store)
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
    private BatchFacts? _before;

    /// <summary>Fetches what these commands need and is not known yet.</summary>
    public void Fetch(IEnumerable<(FactsNeeded, TextKeys)> needs) => Fetch(needs, store);

    /// <summary>
    /// As <see cref="Fetch(IEnumerable{ValueTuple{FactsNeeded, TextKeys}})"/>, while the batch before, whose facts are whole, is still being written:
    /// from a reader that may not see it, and from what that batch learned. False, and nothing fetched, where that leaves it
    /// open who is who.
    /// </summary>
    public bool FetchBeside(IEnumerable<(FactsNeeded, TextKeys)> needs, SqliteFacts reader, BatchFacts before)
    {
        _before = before;
        Fetch(needs, () => reader);
        _before = null;
        var isSure =
            !before._rekeys.Overlaps(_emails.Keys.Concat(_phones.Keys)) && !before._changed.Overlaps(_rows.Keys);
        if (!isSure)
        {
            Forget();
            AreWhole = true;
        }

        return isSure;
    }

    private void Fetch(IEnumerable<(FactsNeeded, TextKeys)> needs, Func<SqliteFacts> source)
    {
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        var emails = new Dictionary<string, long>(StringComparer.Ordinal);
        var phones = new Dictionary<string, long>(StringComparer.Ordinal);
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        var leads = new HashSet<long>();
        foreach (var (need, keys) in needs)
        {
            Note(need.ClientId, keys, _ids, ids);
            Note(need.Email, keys, _emails, emails);
            Note(need.Phone, keys, _phones, phones);
            if (need.Account is { } account && !_accounts.ContainsKey(account))
            {
                accounts.Add(account);
            }

            foreach (var number in need.Leads)
            {
                if (!_stored.ContainsKey(number))
                {
                    leads.Add(number);
                }
            }
        }

        FetchIds(ids, source);
        FetchPersons(
            emails,
            _emails,
            keys => source().ByEmail(keys),
            static (b, key) => Under(key, b._emails, b._moreEmails)
        );
        FetchPersons(
            phones,
            _phones,
            keys => source().ByPhone(keys),
            static (b, key) => Under(key, b._phones, b._morePhones)
        );
        FetchAccounts(accounts, source);
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
            Fetch([(need, TextKeys.None)]);
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

    private static void Note<T>(
        string? text,
        TextKeys keys,
        Dictionary<string, T> known,
        Dictionary<string, long> wanted
    )
    {
        if (text is not null && !known.ContainsKey(text))
        {
            wanted[text] = keys.Of(text)!.Value;
        }
    }

    private bool Lacks(FactsNeeded need) =>
        (need.ClientId is { } id && !_ids.ContainsKey(id))
        || (need.Email is { } email && !_emails.ContainsKey(email))
        || (need.Phone is { } phone && !_phones.ContainsKey(phone))
        || (need.Account is { } account && !_accounts.ContainsKey(account))
        || (!need.Leads.IsEmpty && need.Leads.Any(n => !_stored.ContainsKey(n)));

    private void FetchIds(Dictionary<string, long> ids, Func<SqliteFacts> source)
    {
        foreach (var (id, _) in ids)
        {
            _ids[id] = null;
        }

        foreach (var (id, row) in ids.Count == 0 ? [] : source().ByClientId(ids))
        {
            _ids[id] = Shared(row);
        }

        foreach (var (id, _) in _before is null ? [] : ids)
        {
            if (_before!._ids.GetValueOrDefault(id) is { } row)
            {
                _ids[id] = Shared(row);
            }
        }
    }

    private void FetchPersons(
        Dictionary<string, long> keys,
        Dictionary<string, List<KnownRow>> known,
        Func<Dictionary<string, long>, List<(string Key, KnownRow Row)>> fetch,
        Func<BatchFacts, string, IEnumerable<KnownRow>> learned
    )
    {
        if (keys.Count == 0)
        {
            return;
        }

        foreach (var (key, _) in keys)
        {
            known[key] = [];
        }

        foreach (var (key, row) in fetch(keys))
        {
            known[key].Add(Shared(row));
        }

        foreach (var (key, _) in _before is null ? [] : keys)
        {
            foreach (var row in learned(_before!, key))
            {
                if (Shared(row) is var same && !known[key].Contains(same))
                {
                    known[key].Add(same);
                }
            }
        }
    }

    private void FetchAccounts(HashSet<string> accounts, Func<SqliteFacts> source)
    {
        if (accounts.Count == 0)
        {
            return;
        }

        foreach (var account in accounts)
        {
            _accounts[account] = default;
        }

        foreach (var (account, owner, order) in source().AccountOwners(accounts))
        {
            _accounts[account] = (owner, order);
        }

        foreach (var account in _before is null ? [] : accounts)
        {
            var (owner, order) = _before!.LastOwnerOf(account);
            if (owner is not null && order > _accounts[account].Order)
            {
                _accounts[account] = (owner, order);
            }
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

        return _rows[row.Number] = _before?._rows.GetValueOrDefault(row.Number) ?? row;
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
}
