using Baton.Engine.Capture;
using Baton.Engine.Conditions;

namespace Baton.Engine.Screening.Fuzzy;

/// <summary>One compared field and how it is compared, which follows from its name and type.</summary>
internal readonly record struct FuzzyField(string Name, FuzzyKind Kind)
{
    /// <summary>
    /// A standard field by its meaning; a custom one as a date, a number, an address or plain text. A custom text whose
    /// name speaks of a date or an address is one.
    /// </summary>
    public static FuzzyField Of(LeadField field) => new(field.Name, KindOf(field));

    private static FuzzyKind KindOf(LeadField field) =>
        field.Name switch
        {
            "name" => FuzzyKind.FullName,
            "first_name" => FuzzyKind.FirstName,
            "last_name" => FuzzyKind.LastName,
            "company" => FuzzyKind.Company,
            "email" => FuzzyKind.Email,
            "phone" => FuzzyKind.Phone,
            "city" => FuzzyKind.City,
            "postal_code" => FuzzyKind.PostalCode,
            "region" => FuzzyKind.Region,
            "country" => FuzzyKind.Country,
            "domain" or "website" => FuzzyKind.Domain,
            _ => KindOf(field.Name, field.Kind),
        };

    private static FuzzyKind KindOf(string name, FieldKind kind) =>
        kind switch
        {
            FieldKind.Timestamp => FuzzyKind.Date,
            FieldKind.Number => FuzzyKind.Number,
            _ when Speaks(name, "birth", "date", "dob") => FuzzyKind.Date,
            _ when Speaks(name, "address", "street") => FuzzyKind.Address,
            _ when Speaks(name, "phone", "mobile", "fax") => FuzzyKind.Phone,
            _ when Speaks(name, "email", "e_mail") => FuzzyKind.Email,
            _ => FuzzyKind.Text,
        };

    private static bool Speaks(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
