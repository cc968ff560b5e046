using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Policies;

namespace Baton.Server.Import;

/// <summary>
/// Which field each column fills. A column that the caller names goes where he says; one that bears a field's name is that
/// field; one that bears a usual name of a field ("E-Mail", "Zip") is taken for it where nothing better claims the field.
/// The rest is left out, and reported.
/// </summary>
internal sealed class Columns
{
    private Columns(ImmutableArray<string?> fields, ImmutableArray<string> ignored) =>
        (Fields, Ignored, Filling) = (
            fields,
            ignored,
            [
                .. fields
                    .Select((field, i) => field is null ? default : new Column(i, field, LikelyRepeats(field)))
                    .Where(column => column != default),
            ]
        );

    /// <summary>The field of each column; null = left out.</summary>
    public ImmutableArray<string?> Fields { get; }

    /// <summary>The columns that are a field's, in their order: of a wide file few, so that they alone are looked at.</summary>
    public ImmutableArray<Column> Filling { get; }

    /// <summary>The columns that nobody asked to leave out and that are no field's.</summary>
    public ImmutableArray<string> Ignored { get; }

    /// <summary>Null with every fault where the mapping names what is not there, or no column is a field's.</summary>
    public static Columns? Of(
        IReadOnlyList<string> header,
        ImmutableArray<KeyValuePair<string, string>> map,
        LeadSchema schema,
        ICollection<CaptureFault> faults
    )
    {
        var before = faults.Count;
        var fields = new string?[header.Count];
        var asked = Ask(header, map, schema, fields, faults);
        var taken = fields.OfType<string>().ToHashSet(StringComparer.Ordinal);
        Claim(header, fields, asked, taken, name => CanBeSent(schema, name) ? name : null);
        Claim(header, fields, asked, taken, name => FieldNames.Guess(name, schema));
        if (faults.Count == before && taken.Count == 0)
        {
            faults.Add(new CaptureFault("header", "missing", "no column is a field of a lead; name some with 'map'"));
        }

        return faults.Count > before
            ? null
            : new Columns(
                [.. fields],
                [.. header.Where((name, i) => fields[i] is null && !asked.Contains(i) && name.Length > 0)]
            );
    }

    private static bool LikelyRepeats(string field) =>
        field is not ("id" or "external_id" or "email" or "phone" or "name" or "message");

    private static HashSet<int> Ask(
        IReadOnlyList<string> header,
        ImmutableArray<KeyValuePair<string, string>> map,
        LeadSchema schema,
        string?[] fields,
        ICollection<CaptureFault> faults
    )
    {
        var asked = new HashSet<int>();
        foreach (var (name, field) in map)
        {
            var column = IndexOf(header, name);
            if (column < 0)
            {
                faults.Add(
                    new CaptureFault(
                        "map",
                        "unknown_column",
                        $"there is no column '{name}'{NearestWord.Hint(name, header)}"
                    )
                );
            }
            else if (field.Length > 0 && schema.SlotOf(field) < 0)
            {
                var known = schema.Fields.Select(f => f.Name);
                faults.Add(
                    new CaptureFault("map", "unknown_field", $"unknown field '{field}'{NearestWord.Hint(field, known)}")
                );
            }
            else if (!asked.Add(column) || (field.Length > 0 && fields.Contains(field)))
            {
                faults.Add(new CaptureFault("map", "repeated", $"'{name}:{field}' repeats a column or a field"));
            }
            else
            {
                fields[column] = field.Length > 0 ? field : null;
            }
        }

        return asked;
    }

    // What only the policy sets would be refused in every row: such a column is left out like one that nobody knows.
    private static bool CanBeSent(LeadSchema schema, string name) =>
        schema.SlotOf(name) is >= 0 and var slot && !LeadSchema.IsReserved(slot);

    private static int IndexOf(IReadOnlyList<string> header, string name)
    {
        var folded = -1;
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i] == name)
            {
                return i;
            }

            if (folded < 0 && string.Equals(header[i], name.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                folded = i;
            }
        }

        return folded;
    }

    private static void Claim(
        IReadOnlyList<string> header,
        string?[] fields,
        HashSet<int> asked,
        HashSet<string> taken,
        Func<string, string?> field
    )
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is null && !asked.Contains(i) && field(header[i]) is { } found && taken.Add(found))
            {
                fields[i] = found;
            }
        }
    }
}

/// <param name="At">From 0.</param>
/// <param name="Repeats">Whether other rows likely have the same text in it.</param>
internal readonly record struct Column(int At, string Field, bool Repeats);

/// <summary>The usual names of fields in exports of other programs.</summary>
internal static class FieldNames
{
    private static readonly FrozenDictionary<string, string> Usual = Parse(
        """
        id: id leadid recordid
        external_id: externalid
        email: email emailaddress mail workemail businessemail emailaddress1
        phone: phone phonenumber telephone tel mobile mobilephone mobilenumber businessphone workphone
        first_name: firstname givenname forename vorname
        last_name: lastname surname familyname nachname
        name: name fullname contactname leadname
        title: title jobtitle position role
        company: company companyname organisation organization account accountname employer firma
        domain: domain companydomain
        website: website url web homepage
        employees: employees employeecount numberofemployees noofemployees headcount
        revenue: revenue annualrevenue
        industry: industry sector
        country: country countrycode countryregion
        region: region state province stateprovince stateregion
        city: city town
        postal_code: postalcode zip zipcode postcode zippostalcode plz
        language: language locale preferredlanguage
        source: source leadsource originalsource
        campaign: campaign campaignname utmcampaign
        medium: medium utmmedium
        landing_page: landingpage
        message: message comments comment
        product: product productinterest
        budget: budget
        value: value dealvalue
        interests: interests
        consent: consent optin marketingconsent
        created_at: createdat
        """
    );

    /// <summary>The field that a column of this name most likely is; null = none.</summary>
    public static string? Guess(string column, LeadSchema schema)
    {
        var folded = Fold(column);
        return Usual.GetValueOrDefault(folded) is { } field
            ? field
            : schema.Fields.FirstOrDefault(f => f.Custom && Fold(f.Name) == folded)?.Name;
    }

    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static FrozenDictionary<string, string> Parse(string table) =>
        table
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':'))
            .SelectMany(parts =>
                parts[1]
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(usual => KeyValuePair.Create(usual, parts[0].Trim()))
            )
            .DistinctBy(p => p.Key)
            .ToFrozenDictionary(StringComparer.Ordinal);
}
