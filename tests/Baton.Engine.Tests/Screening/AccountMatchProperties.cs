using System.Text.RegularExpressions;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Screening;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Screening;

/// <summary>The index against a matcher that tries every account in every way and sorts what it found.</summary>
public sealed class AccountMatchProperties
{
    private static readonly string[] _hosts =
    [
        "acme.test",
        "eu.acme.test",
        "x.eu.acme.test",
        "pacme.test",
        "orbit.test",
        "gmail.com",
        "mail.gmail.com",
        "a.mail.gmail.com",
    ];

    private static readonly string[] _words =
    [
        "Müller",
        "MÜLLER",
        "Mueller",
        "Muller",
        "Möller",
        "Moeller",
        "Orbit",
        "orbit",
        "Якорь",
        "Yakor",
        "IAKOR",
        "&",
        "und",
        "and",
        "AND",
        "GmbH",
        "Inc.",
        "Ltd",
    ];

    private static readonly string[] _forms = ["gmbh", "inc", "ltd"];

    private static readonly Gen<string?> AnyHost = Gen.Elements<string?>([null, .. _hosts]);

    private static readonly Gen<string> AnyName = Gen.Elements(_words)
        .NonEmptyListOf()
        .Select(words => string.Join(' ', words.Take(4)));

    private static readonly Gen<AccountConfig[]> AnyAccounts = Gen.Zip(AnyName, AnyHost)
        .Select(a => new AccountConfig { Name = a.Item1, Domain = a.Item2 })
        .ListOf()
        .Select(list => list.DistinctBy(a => a.Name).Take(12).ToArray());

    private static readonly Gen<Value[]> AnyLead = Gen.Zip(
            Gen.Zip(AnyHost, AnyHost),
            Gen.Zip(AnyHost, Gen.OneOf(AnyName.Select(n => (string?)n), Gen.Constant<string?>(null)))
        )
        .Select(parts =>
        {
            var fields = new Value[LeadSchema.Standard.Count];
            fields[LeadSlots.Domain] = Value.Of(parts.Item1.Item1);
            fields[LeadSlots.Website] = Value.Of(parts.Item1.Item2);
            fields[LeadSlots.Email] = Value.Of(parts.Item2.Item1 is { } mail ? "kim@" + mail : null);
            fields[LeadSlots.Company] = Value.Of(parts.Item2.Item2);
            return fields;
        });

    [Fact]
    public void The_index_finds_what_trying_everything_finds() =>
        Prop.ForAll(
                Gen.Zip(AnyAccounts, AnyLead).ToArbitrary(),
                sample =>
                {
                    var (accounts, lead) = sample;
                    var index = new AccountIndex(accounts, [], LeadSchema.Standard);
                    var tried = Tried(accounts, lead);

                    var match = index.Match(lead);

                    (match?.Id, match?.MatchedBy, match?.Score).ShouldBe(
                        tried.Count > 0 ? (tried[0].Id, tried[0].By, tried[0].Score) : (null, null, null)
                    );
                    var next = tried.Find(t => t.Id != tried[0].Id);
                    (match?.RunnerUp?.Id, match?.RunnerUp?.Score ?? 0).ShouldBe((next.Id, next.Score));
                    index.Find(lead)?.Name.ShouldBe(match?.Id);
                    (index.Find(lead) is null).ShouldBe(match is null);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    // Every account in every way, the best first: by score, then the longer domain, then the order of the list.
    private static List<(string Id, string By, decimal Score)> Tried(AccountConfig[] accounts, Value[] lead)
    {
        var found = new List<(string Id, string By, decimal Score, int Length, int Place)>();
        for (var i = 0; i < accounts.Length; i++)
        {
            var domain = accounts[i].Domain;
            foreach (var (by, host, score, isMail) in Sources(lead))
            {
                // A domain twice in the list is the first one's.
                if (
                    domain is not null
                    && (host == domain || host.EndsWith("." + domain, StringComparison.Ordinal))
                    && !(isMail && Parents(host).TakeWhile(p => p.Length >= domain.Length).Any(IsFreeMail))
                    && accounts.First(a => a.Domain == domain) == accounts[i]
                )
                {
                    found.Add((accounts[i].Name, by, host == domain ? score : score - 0.01m, domain.Length, i));
                }
            }

            if (lead[LeadSlots.Company].TextOrNull is { } company && ScoreOf(company, accounts[i].Name) is { } alike)
            {
                found.Add((accounts[i].Name, "company", alike, 0, i));
            }
        }

        return
        [
            .. found
                .OrderByDescending(f => f.Score)
                .ThenByDescending(f => f.Length)
                .ThenBy(f => f.Place)
                .Select(f => (f.Id, f.By, f.Score)),
        ];
    }

    private static IEnumerable<(string By, string Host, decimal Score, bool IsMail)> Sources(Value[] lead)
    {
        var domain = lead[LeadSlots.Domain].TextOrNull;
        var site = lead[LeadSlots.Website].TextOrNull;
        var mail = lead[LeadSlots.Email].TextOrNull?.Split('@')[1];
        var isFilled = domain == site || (site is null && domain == mail);
        if (domain is not null && !isFilled)
        {
            yield return ("domain", domain, 1.00m, domain == mail);
        }

        if (site is not null)
        {
            yield return ("website", site, 0.98m, false);
        }

        if (mail is not null && mail != site)
        {
            yield return ("email", mail, 0.96m, true);
        }
    }

    private static IEnumerable<string> Parents(string host)
    {
        var labels = host.Split('.');
        return labels.Select((_, i) => string.Join('.', labels[i..]));
    }

    private static bool IsFreeMail(string host) => FreeMail.Standard.Contains(host);

    private static decimal? ScoreOf(string lead, string account) =>
        !Spellings(Bare(lead)).Intersect(Spellings(Bare(account))).Any() ? null
        : lead == account ? 0.90m
        : string.Concat(Words(lead)) == string.Concat(Words(account)) ? 0.88m
        : Bare(lead) == Bare(account) ? 0.85m
        : 0.75m;

    private static string Bare(string name)
    {
        var words = Words(name).ToList();
        var hasForm = false;
        while (words.Count > 1 && (_forms.Contains(words[^1]) || (hasForm && words[^1] == "and")))
        {
            hasForm = true;
            words.RemoveAt(words.Count - 1);
        }

        return string.Concat(words);
    }

    // "and" in words or as a sign is one; in another language it is where it stands between two words.
    private static IEnumerable<string> Words(string name)
    {
        var words = Regex.Replace(name.ToLowerInvariant(), @"[^\p{L}&]", " ").Split(' ').Where(w => w != "").ToList();
        return words.Select((w, i) => w == "&" || (w == "und" && i > 0 && i < words.Count - 1) ? "and" : w);
    }

    private static IEnumerable<string> Spellings(string bare) =>
        from u in new[] { "u", "ue" }
        from o in new[] { "o", "oe" }
        from ya in new[] { "ya", "ia" }
        select bare.Replace("ü", u).Replace("ö", o).Replace("якорь", ya + "kor");
}
