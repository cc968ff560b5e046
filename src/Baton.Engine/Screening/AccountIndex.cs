using System.Collections.Frozen;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;

namespace Baton.Engine.Screening;

/// <summary>
/// Finds the account of a lead: by <c>lead.domain</c>, else by the host of <c>lead.website</c>, else by the e-mail's domain
/// unless it is a free-mail one, else by the company's name. "Else" means "not matching". Of the accounts whose domain is
/// the lead's or a parent of it, the longest domain wins; of equal ones the first listed. Constant time in the number of
/// accounts. Immutable and safe to share.
/// </summary>
public sealed class AccountIndex
{
    private readonly FrozenDictionary<string, AccountConfig> _byDomain;
    private readonly FrozenDictionary<string, AccountConfig>.AlternateLookup<ReadOnlySpan<char>> _byDomainSpan;
    private readonly FrozenDictionary<string, AccountConfig> _byName;
    private readonly FreeMail _freeMail;

    /// <param name="accounts">In the order of the file.</param>
    /// <param name="extraFreeMail">Free-mail domains beside those that ship with Baton.</param>
    public AccountIndex(IReadOnlyList<AccountConfig> accounts, IEnumerable<string> extraFreeMail)
    {
        var byDomain = new Dictionary<string, AccountConfig>();
        var byName = new Dictionary<string, AccountConfig>();
        foreach (var account in accounts)
        {
            if (WebDomain.Of(account.Domain) is { } domain)
            {
                byDomain.TryAdd(domain, account);
            }

            if (CompanyName.Key(account.Name) is { } name)
            {
                byName.TryAdd(name, account);
            }
        }

        _byDomain = byDomain.ToFrozenDictionary();
        _byDomainSpan = _byDomain.GetAlternateLookup<ReadOnlySpan<char>>();
        _byName = byName.ToFrozenDictionary();
        _freeMail = FreeMail.Standard.With(extraFreeMail);
    }

    /// <summary>The account, or null. The fields are normalised ones, by the slots of <see cref="LeadSlots"/>.</summary>
    public AccountMatch? Find(Value[] leadFields)
    {
        var byDomain = _byDomain.Count == 0 ? null : FindByDomain(leadFields);
        return byDomain ?? (_byName.Count == 0 ? null : FindByName(leadFields[LeadSlots.Company].TextOrNull));
    }

    private AccountMatch? FindByDomain(Value[] leadFields)
    {
        var domain = leadFields[LeadSlots.Domain].TextOrNull;
        var site = WebDomain.Of(leadFields[LeadSlots.Website].TextOrNull);
        var mail = EmailAddress.DomainOf(leadFields[LeadSlots.Email].TextOrNull).ToString();

        // Normalisation fills the domain, so that what is equal to another source came from there, as far as one can
        // tell; a free-mail domain that is also the e-mail's is no evidence, whoever wrote it there.
        var how =
            domain == site ? "website"
            : domain == mail ? "email"
            : "domain";
        return (how == "email" ? MatchMail(domain!) : Match(domain, how)) ?? Match(site, "website") ?? MatchMail(mail);
    }

    private AccountMatch? MatchMail(string domain) => _freeMail.Contains(domain) ? null : Match(domain, "email");

    private AccountMatch? Match(string? domain, string how)
    {
        ReadOnlySpan<char> parent = domain;
        while (parent.Length > 0)
        {
            // A company's own mail server may live under a provider's domain: that makes it no part of the provider.
            if (how == "email" && _freeMail.Contains(parent))
            {
                return null;
            }

            if (_byDomainSpan.TryGetValue(parent, out var account))
            {
                return new AccountMatch(account, how, domain!);
            }

            var dot = parent.IndexOf('.');
            parent = dot < 0 ? [] : parent[(dot + 1)..];
        }

        return null;
    }

    private AccountMatch? FindByName(string? company) =>
        company is not null && CompanyName.Key(company) is { } key && _byName.TryGetValue(key, out var account)
            ? new AccountMatch(account, "company", company)
            : null;
}
