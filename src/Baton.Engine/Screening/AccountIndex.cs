using System.Collections.Frozen;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;

namespace Baton.Engine.Screening;

/// <summary>
/// Finds the account of a lead: by <c>lead.domain</c>, else by the host of <c>lead.website</c>, else by the e-mail's domain
/// unless it is a free-mail one, else by the company's name. "Else" means "not matching". The score says it in a figure:
/// <list type="table">
/// <item><term>1.00, 0.98, 0.96</term><description>the domain, the website's host, the e-mail's domain is the account's;
/// 0.01 less where it is under it</description></item>
/// <item><term>0.90, 0.88, 0.85, 0.75</term><description>the company is the account's name, by <see cref="NameLikeness"/>
/// </description></item>
/// </list>
/// The highest score wins, of equal ones the longest domain, then the account listed first. Constant time in the number of
/// accounts, but for those that share a name. Immutable and safe to share.
/// </summary>
public sealed class AccountIndex
{
    private const int ForBeingUnder = 1;

    private readonly IReadOnlyList<AccountConfig> _accounts;
    private readonly FrozenDictionary<string, int> _byDomain;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byDomainSpan;
    private readonly FrozenDictionary<string, int[]> _byName;
    private readonly FreeMail _freeMail;
    private readonly LeadSchema _schema;

    /// <param name="accounts">In the order of the file.</param>
    /// <param name="extraFreeMail">Free-mail domains beside those that ship with Baton.</param>
    /// <param name="schema">Says which fields are personal: their values are in no evidence.</param>
    public AccountIndex(IReadOnlyList<AccountConfig> accounts, IEnumerable<string> extraFreeMail, LeadSchema schema)
    {
        var byDomain = new Dictionary<string, int>();
        var byName = new Dictionary<string, List<int>>();
        for (var at = 0; at < accounts.Count; at++)
        {
            if (WebDomain.Of(accounts[at].Domain) is { } domain)
            {
                byDomain.TryAdd(domain, at);
            }

            foreach (var key in CompanySpelling.Of(accounts[at].Name)?.Keys() ?? [])
            {
                if (!byName.TryGetValue(key, out var named))
                {
                    byName[key] = named = [];
                }

                named.Add(at);
            }
        }

        _accounts = accounts;
        _byDomain = byDomain.ToFrozenDictionary();
        _byDomainSpan = _byDomain.GetAlternateLookup<ReadOnlySpan<char>>();
        _byName = byName.ToFrozenDictionary(n => n.Key, n => n.Value.ToArray());
        _freeMail = FreeMail.Standard.With(extraFreeMail);
        _schema = schema;
    }

    /// <summary>
    /// The account alone, or null: the same one as <see cref="Match"/> finds, for less. The fields are normalised ones, by
    /// the slots of <see cref="LeadSlots"/>.
    /// </summary>
    public AccountConfig? Find(Value[] leadFields) =>
        _accounts.Count > 0 && Rank(leadFields, isFirstEnough: true).First is { } first
            ? _accounts[first.Account]
            : null;

    /// <summary>The account with its score, evidence and runner-up, or null. Allocates nothing where there are no accounts.</summary>
    public AccountMatch? Match(Value[] leadFields)
    {
        if (_accounts.Count == 0 || Rank(leadFields, isFirstEnough: false) is not { First: { } first } ranking)
        {
            return null;
        }

        return new AccountMatch(NameOf(first))
        {
            MatchedBy = first.By,
            Score = first.Percent / 100m,
            Evidence = EvidenceOf(first),
            RunnerUp = ranking.Second is { } second
                ? new AccountRunnerUp(NameOf(second), second.Percent / 100m, EvidenceOf(second))
                : null,
        };
    }

    private string NameOf(Candidate candidate) => _accounts[candidate.Account].Name;

    // Whatever stands earlier here scores higher than all that stands later.
    private Ranking Rank(Value[] leadFields, bool isFirstEnough)
    {
        var ranking = new Ranking(isFirstEnough);
        if (_byDomain.Count > 0)
        {
            AddDomains(leadFields, ref ranking);
        }

        if (!ranking.IsSettled && leadFields[LeadSlots.Company].TextOrNull is { } company)
        {
            AddNames(company, ref ranking);
        }

        return ranking;
    }

    private void AddDomains(Value[] leadFields, ref Ranking ranking)
    {
        var domain = leadFields[LeadSlots.Domain].TextOrNull;
        var site = WebDomain.Of(leadFields[LeadSlots.Website].TextOrNull);
        var mail = EmailAddress.DomainOf(leadFields[LeadSlots.Email].TextOrNull).ToString();

        // Normalisation fills an empty domain from the website, else from the e-mail: what is equal to its source came
        // from there, as far as one can tell. A free-mail domain that is also the e-mail's is no evidence, whoever
        // wrote it there.
        if (domain is not null && domain != site && (domain != mail || site is not null))
        {
            Add("domain", 100, domain, isMail: domain == mail, ref ranking);
        }

        if (site is not null && !ranking.IsSettled)
        {
            Add("website", 98, site, isMail: false, ref ranking);
        }

        if (mail != site && !ranking.IsSettled)
        {
            Add("email", 96, mail, isMail: true, ref ranking);
        }
    }

    private void Add(string by, int percent, string domain, bool isMail, ref Ranking ranking)
    {
        ReadOnlySpan<char> parent = domain;
        while (parent.Length > 0 && !ranking.IsSettled)
        {
            // A company's own mail server may live under a provider's domain: that makes it no part of the provider.
            if (isMail && _freeMail.Contains(parent))
            {
                return;
            }

            if (_byDomainSpan.TryGetValue(parent, out var account))
            {
                var score = parent.Length == domain.Length ? percent : percent - ForBeingUnder;
                ranking.Add(new Candidate(account, score, parent.Length, by, domain, default));
            }

            var dot = parent.IndexOf('.');
            parent = dot < 0 ? [] : parent[(dot + 1)..];
        }
    }

    private void AddNames(string company, ref Ranking ranking)
    {
        if (_byName.Count == 0 || CompanySpelling.Of(company) is not { } spelling)
        {
            return;
        }

        foreach (var key in spelling.Keys())
        {
            foreach (var account in _byName.GetValueOrDefault(key) ?? [])
            {
                var likeness = CompanySpelling.Of(_accounts[account].Name)!.LikenessTo(spelling);
                ranking.Add(new Candidate(account, PercentOf(likeness), 0, "company", company, likeness));
            }
        }
    }

    private static int PercentOf(NameLikeness likeness) =>
        likeness switch
        {
            NameLikeness.Written => 90,
            NameLikeness.Style => 88,
            NameLikeness.LegalForm => 85,
            NameLikeness.Transliteration => 75,
            _ => throw new ArgumentOutOfRangeException(nameof(likeness), likeness, null),
        };

    private string EvidenceOf(Candidate candidate)
    {
        var account = _accounts[candidate.Account];
        if (candidate.By == "company")
        {
            var company = Shown(LeadSlots.Company, $" '{candidate.Of}'");
            return $"company{company} = name of account '{account.Name}'" + PastOf(candidate.Likeness);
        }

        var (what, slot) = candidate.By switch
        {
            "website" => ("website host", LeadSlots.Website),
            // An address is personal, its domain only where the lead's domain is.
            "email" => ("email domain", LeadSlots.Domain),
            _ => ("domain", LeadSlots.Domain),
        };
        var mine = what + Shown(slot, $" {candidate.Of}");
        return candidate.DomainLength == candidate.Of.Length
            ? $"{mine} = domain of account '{account.Name}'"
            : $"{mine} is under domain {candidate.Of[^candidate.DomainLength..]} of account '{account.Name}'";
    }

    private string Shown(int slot, string value) => _schema.Fields[slot].Personal ? "" : value;

    private static string PastOf(NameLikeness likeness) =>
        likeness switch
        {
            NameLikeness.Written => "",
            NameLikeness.Style => " but for case or punctuation",
            NameLikeness.LegalForm => " but for the legal form",
            NameLikeness.Transliteration => " by transliteration",
            _ => throw new ArgumentOutOfRangeException(nameof(likeness), likeness, null),
        };

    // An account, by its place in the list, with what of the lead (Of) met it.
    private readonly record struct Candidate(
        int Account,
        int Percent,
        int DomainLength,
        string By,
        string Of,
        NameLikeness Likeness
    )
    {
        public bool IsBefore(in Candidate other) =>
            Percent != other.Percent ? Percent > other.Percent
            : DomainLength != other.DomainLength ? DomainLength > other.DomainLength
            : Account < other.Account;
    }

    // The best candidate and the best of another account; or the first domain alone, where that is all that is asked.
    private struct Ranking(bool isFirstEnough)
    {
        public readonly bool IsSettled => isFirstEnough && First is not null;
        public Candidate? First { get; private set; }
        public Candidate? Second { get; private set; }

        public void Add(in Candidate candidate)
        {
            if (First is not { } first || candidate.IsBefore(first))
            {
                Second = First is { } beaten && beaten.Account != candidate.Account ? beaten : Second;
                First = candidate;
            }
            else if (candidate.Account != first.Account && (Second is not { } second || candidate.IsBefore(second)))
            {
                Second = candidate;
            }
        }
    }
}
