using System.Globalization;
using System.Text;

namespace Baton.Cli.Demo;

/// <summary>Makes up people and their companies, and remembers the last of them, because some come back.</summary>
internal sealed class People(SplitMix64 chance)
{
    private const int Remembered = 300;
    private const int ReturningPercent = 5;
    private const int OfAccountPercent = 8;
    private const int FreeMailPercent = 30;

    private readonly List<Person> _known = [];
    private int _oldest;

    public Person Next()
    {
        if (_known.Count > 0 && chance.Chance(ReturningPercent))
        {
            return chance.Pick(_known);
        }

        var person = New();
        if (_known.Count < Remembered)
        {
            _known.Add(person);
        }
        else
        {
            _known[_oldest] = person;
            _oldest = (_oldest + 1) % Remembered;
        }

        return person;
    }

    private Person New()
    {
        var culture = PickCulture();
        var (first, last) = (chance.Pick(culture.First), chance.Pick(culture.Last));
        var (company, domain, free) = PickCompany();
        return new Person
        {
            Culture = culture,
            First = first,
            Last = last,
            Email = Address(first, last, free ? chance.Pick(culture.FreeMail) : domain, free),
            Phone = chance.Digits(chance.Pick(culture.Phones)),
            Company = company,
            Domain = domain,
            Employees = Employees(),
            Place = chance.Pick(culture.Places).Split('/'),
        };
    }

    private Culture PickCulture()
    {
        var at = chance.Below(100);
        foreach (var culture in Cultures.All)
        {
            at -= culture.Share;
            if (at < 0)
            {
                return culture;
            }
        }

        return Cultures.All[0];
    }

    private (string Company, string Domain, bool FreeMail) PickCompany()
    {
        if (chance.Chance(OfAccountPercent))
        {
            var account = chance.Pick(DemoAccounts.All);
            return (account.Name, account.Domain, false);
        }

        var (adjective, noun) = (chance.Pick(Words.Adjectives), chance.Pick(Words.Nouns));
        var domain = Slug(adjective) + chance.Pick(["", "-"]) + Slug(noun) + ".test";
        return ($"{adjective} {noun}", domain, chance.Chance(FreeMailPercent));
    }

    // Nobody real may be meant: a mailbox that anybody can have bears the word example and a long number.
    private string Address(string first, string last, string domain, bool free)
    {
        var (f, l) = (Slug(first), Slug(last));
        var initial = f[..1];
        var name = chance.Below(4) switch
        {
            0 => $"{f}.{l}",
            1 => $"{initial}{l}",
            2 => $"{f}_{l}",
            _ => $"{f}{chance.Between(10, 99)}",
        };
        return free ? $"{name}.example{chance.Between(10_000, 99_999)}@{domain}" : $"{name}@{domain}";
    }

    // Most companies are small: a size class first, then evenly within it.
    private int Employees() =>
        chance.Below(100) switch
        {
            < 45 => chance.Between(1, 49),
            < 75 => chance.Between(50, 249),
            < 90 => chance.Between(250, 999),
            < 97 => chance.Between(1_000, 3_000),
            _ => chance.Between(3_001, 60_000),
        };

    /// <summary>Lower-case ASCII letters of the text; what has none, such as a name in kanji, becomes <c>user</c>.</summary>
    private static string Slug(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetter(c))
            {
                letters.Append(char.ToLower(c, CultureInfo.InvariantCulture));
            }
        }

        return letters.Length == 0 ? "user" : letters.ToString();
    }
}
