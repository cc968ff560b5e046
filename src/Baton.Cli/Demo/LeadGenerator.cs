using System.Collections.Immutable;
using System.Globalization;
using Baton.Engine.Conditions;

namespace Baton.Cli.Demo;

/// <summary>
/// Makes up leads as forms, advertisements and spreadsheets bring them: plausible and untidy. A seed gives the same leads
/// for ever. Of a hundred, about 5 are of somebody who wrote before, 8 of a company that the demo's workspace knows, 3
/// bear an address that is none, and most lack some field. Nobody in it is real: companies are under <c>.test</c>.
/// Not thread-safe.
/// </summary>
public sealed class LeadGenerator(ulong seed)
{
    private readonly SplitMix64 _chance = new(seed);
    private People? _people;

    /// <summary>The fields of the next lead, as they would be posted: not normalised, in no order that matters.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Next()
    {
        _people ??= new People(_chance);
        var person = _people.Next();
        var form = new Form(_chance);
        Identity(form, person);
        Company(form, person);
        Place(form, person);
        Interest(form, person);
        return form.Fields;
    }

    private void Identity(Form form, Person person)
    {
        form.Put("email", Email(person));
        if (_chance.Chance(25))
        {
            form.Put("name", Cased($"{person.First} {person.Last}"));
        }
        else
        {
            form.Put("first_name", Cased(person.First));
            form.Put(90, "last_name", Cased(person.Last));
        }

        form.Put(70, "phone", person.Phone);
        form.Put(40, "title", _chance.Pick(Words.Titles));
    }

    private string Email(Person person)
    {
        var parts = person.Email.Split('@');
        return _chance.Below(100) switch
        {
            < 3 => string.Format(CultureInfo.InvariantCulture, _chance.Pick(Words.BadEmails), parts[0], parts[1]),
            < 9 => $" {person.Email} ",
            < 17 => person.Email.ToUpperInvariant(),
            < 25 => char.ToUpperInvariant(person.Email[0]) + person.Email[1..],
            _ => person.Email,
        };
    }

    private string Cased(string name) =>
        _chance.Below(20) switch
        {
            0 => name.ToUpperInvariant(),
            1 => name.ToLowerInvariant(),
            2 => name + " ",
            _ => name,
        };

    private void Company(Form form, Person person)
    {
        // A known account's name brings its own legal form; people write it or leave it out.
        var known = DemoAccounts.All.Any(a => a.Domain == person.Domain);
        var suffix = _chance.Pick(person.Culture.Suffixes);
        var name =
            known || _chance.Chance(35) ? person.Company
            : suffix.StartsWith(',') ? person.Company + suffix
            : $"{person.Company} {suffix}";
        form.Put(88, "company", Cased(name));
        form.Put(30, "website", $"{_chance.Pick(["https://www.", "www.", "http://", ""])}{person.Domain}");
        form.Put(75, "employees", Count(person.Employees));
        form.Put(45, "industry", _chance.Pick(Words.Industries));
    }

    // Spreadsheets bring some numbers as text, with or without separators.
    private Value Count(int number) =>
        _chance.Below(10) switch
        {
            0 => Value.Of(number.ToString(CultureInfo.InvariantCulture)),
            1 => Value.Of(number.ToString("N0", CultureInfo.InvariantCulture)),
            _ => Value.Of((long)number),
        };

    private void Place(Form form, Person person)
    {
        var (culture, place) = (person.Culture, person.Place);
        form.Put(94, "country", _chance.Chance(50) ? culture.Spellings[0] : _chance.Pick(culture.Spellings));
        form.Put(60, "city", place[0]);
        if (place[1].Length > 0)
        {
            form.Put(
                80,
                "region",
                _chance.Below(5) switch
                {
                    0 => place[2],
                    1 => place[1].ToLowerInvariant(),
                    _ => place[1],
                }
            );
        }

        form.Put(65, "postal_code", place[3]);
        form.Put(55, "language", _chance.Pick(culture.Languages));
    }

    private void Interest(Form form, Person person)
    {
        var source = _chance.Pick(Words.Sources);
        form.Put(97, "source", source);
        if (source is "google_ads" or "linkedin")
        {
            form.Put("medium", "cpc");
            form.Put(
                80,
                "campaign",
                $"{_chance.Pick(Words.Products)}-{_chance.Pick(["spring", "summer", "autumn", "winter"])}"
            );
        }

        var product = _chance.Pick(Words.Products);
        form.Put(50, "landing_page", $"https://www.demo.test/{product}?utm_source={source}");
        form.Put(70, "product", product);
        form.Put(55, "budget", Budget(person.Employees));
        form.Put(20, "message", _chance.Pick(Words.Messages));
        form.Put(60, "consent", Value.Of(_chance.Chance(85)));
        if (_chance.Chance(25))
        {
            form.Put("interests", Value.OfList([.. Words.Products.Where(_ => _chance.Chance(40))]));
        }
    }

    // 20 to 120 a head, in hundreds.
    private Value Budget(int employees)
    {
        var amount = Math.Max(100, employees * _chance.Between(20, 120) / 100 * 100);
        return _chance.Chance(10)
            ? Value.Of("$" + amount.ToString("N0", CultureInfo.InvariantCulture))
            : Value.Of((long)amount);
    }

    /// <summary>The fields filled in so far.</summary>
    private sealed class Form(SplitMix64 chance)
    {
        private readonly ImmutableArray<KeyValuePair<string, Value>>.Builder _fields = ImmutableArray.CreateBuilder<
            KeyValuePair<string, Value>
        >();

        public ImmutableArray<KeyValuePair<string, Value>> Fields => _fields.DrainToImmutable();

        public void Put(string name, Value value) => _fields.Add(new(name, value));

        public void Put(string name, string text) => Put(name, Value.Of(text));

        /// <summary>Fills the field in for this share of leads, in percent.</summary>
        public void Put(int percent, string name, Value value)
        {
            if (chance.Chance(percent))
            {
                Put(name, value);
            }
        }

        public void Put(int percent, string name, string text) => Put(percent, name, Value.Of(text));
    }
}
