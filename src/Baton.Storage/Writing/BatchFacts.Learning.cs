using Baton.Engine.Commands;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Storage.Writing;

// How the facts of a batch follow what its own commands did.
internal sealed partial class BatchFacts
{
    /// <summary>
    /// Whether these facts, with what a reader finds that may not see this batch yet, tell all that it did: the facts of the
    /// next may be gathered before it is committed.
    /// </summary>
    public bool AreWhole { get; private set; } = true;

    // What this batch did under keys that it did not ask for: the batch after it may.
    private readonly Dictionary<string, List<KnownRow>> _moreEmails = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KnownRow>> _morePhones = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Owner, long Order)> _moreAccounts = new(StringComparer.Ordinal);

    // Leads of which a reader may find what is no longer so, and keys that may lead elsewhere now.
    private readonly HashSet<long> _changed = [];
    private readonly HashSet<string> _rekeys = new(StringComparer.Ordinal);

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
            if (@event is LeadUpdated or LeadRestored or LeadMerged { Place: not null })
            {
                _accounts.Clear();
                AreWhole = false;
            }

            if (@event is LeadMerged merged)
            {
                Merge(merged, outcome, at);
            }
        }
    }

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

        // A duplicate is no person of its own.
        if (row.Status != "duplicate")
        {
            Add(row, Field(captured, "email"), _emails, _moreEmails);
            Add(row, Field(captured, "phone"), _phones, _morePhones);
        }
    }

    // Under a key that nobody asked for yet a fetch will find the row, unless it is the next batch's.
    private static void Add(
        KnownRow row,
        string? key,
        Dictionary<string, List<KnownRow>> known,
        Dictionary<string, List<KnownRow>> more
    )
    {
        if (key is null)
        {
            return;
        }

        if (!known.TryGetValue(key, out var rows) && !more.TryGetValue(key, out rows))
        {
            more[key] = rows = [];
        }

        rows.Add(row);
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
        else
        {
            _changed.Add(view.Number);
        }

        if (view.HasFields)
        {
            _changed.Add(view.Number);
            _rekeys.UnionWith(new[] { Field(view, "email"), Field(view, "phone") }.OfType<string>());

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
        else
        {
            _changed.Add(merged.Into);
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

    private void Alias(string? key, Dictionary<string, List<KnownRow>> known, KnownRow? first)
    {
        if (key is null)
        {
            return;
        }

        if (Under(key, known) is not { } rows)
        {
            _rekeys.Add(key);
            return;
        }

        if (first is not null && rows.Contains(first))
        {
            return;
        }

        if (first is null)
        {
            known.Remove(key);
            _rekeys.Add(key);
        }
        else
        {
            rows.Add(first);
        }
    }

    private void LearnAccount(LeadView view, Ownership? owned)
    {
        if (owned is not { } by || view.Account is not { } account)
        {
            return;
        }

        var known = _accounts.ContainsKey(account) ? _accounts : _moreAccounts;
        if (by.Order > known.GetValueOrDefault(account).Order)
        {
            known[account] = (by.Rep, by.Order);
        }
    }

    private (string? Owner, long Order) LastOwnerOf(string account) =>
        _accounts.TryGetValue(account, out var known) ? known : _moreAccounts.GetValueOrDefault(account);

    // Whose key leads where has changed behind what was fetched.
    private void Forget()
    {
        _ids.Clear();
        _emails.Clear();
        _phones.Clear();
        _accounts.Clear();
        _stored.Clear();
        _rows.Clear();
        AreWhole = false;
    }

    private void Forget(long number, string? key, Dictionary<string, List<KnownRow>> known)
    {
        if (key is not null)
        {
            known.Remove(key);
        }

        // Those that lead to it by a duplicate's merge are forgotten for the next batch, too.
        foreach (var (old, _) in known.Where(p => p.Value.Exists(row => row.Number == number)).ToList())
        {
            known.Remove(old);
            _rekeys.Add(old);
        }
    }

    private static List<KnownRow> Under(
        string key,
        Dictionary<string, List<KnownRow>> known,
        Dictionary<string, List<KnownRow>> more
    ) => Under(key, known) ?? more.GetValueOrDefault(key) ?? _noRows;

    private static List<KnownRow>? Under(string? key, Dictionary<string, List<KnownRow>> known) =>
        key is not null && known.TryGetValue(key, out var rows) ? rows : null;

    private static string? Field(LeadView view, string name) => view.Fields!.Value.TextOf(name);

    private static string? Field(LeadCaptured captured, string name) =>
        captured.Personal.Items.TextOf(name) ?? captured.Fields.Items.TextOf(name);
}
