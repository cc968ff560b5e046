using System.Globalization;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;

namespace Baton.Engine.Screening.Fuzzy;

/// <summary>The forms in which fields are compared: folded, without what people write in different ways.</summary>
internal static class FuzzyText
{
    private const int DateDigits = 8;

    /// <summary>Null where there is nothing to compare.</summary>
    public static string? Of(FuzzyKind kind, Value value)
    {
        if (Written(value) is not { } text)
        {
            return null;
        }

        var form = kind switch
        {
            FuzzyKind.Company => CompanyName.Key(text),
            FuzzyKind.Email => PersonKeys.Email(text) ?? text,
            FuzzyKind.Phone => Digits(text),
            FuzzyKind.Domain => WebDomain.Of(text) ?? Folding.Fold(text),
            FuzzyKind.Address or FuzzyKind.Text => Folding.Fold(text, ' '),
            FuzzyKind.Date => Date(text),
            FuzzyKind.Number => text,
            _ => Folding.Fold(text),
        };
        return form is "" ? null : form;
    }

    public static string? Folded(string? text) =>
        text is null || Folding.Fold(text) is not { Length: > 0 } folded ? null : folded;

    private static string? Written(Value value) =>
        value.Kind switch
        {
            ValueKind.String => value.AsString(),
            ValueKind.Int or ValueKind.Double => value.AsNumber().ToString("R", CultureInfo.InvariantCulture),
            ValueKind.Timestamp => value.AsTimestamp().InUtc().ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            ValueKind.Bool => value.AsBool() ? "true" : "false",
            _ => null,
        };

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    // Year first, whichever way it is written; day and month as they stand, because the comparison allows for their swap.
    private static string? Date(string text)
    {
        var parts = text.Split(['-', '/', '.', ' ', 'T'], StringSplitOptions.RemoveEmptyEntries);
        if (parts is [var day, var month, { Length: 4 } year, ..] && day.Length <= 2)
        {
            text = year + month.PadLeft(2, '0') + day.PadLeft(2, '0');
        }

        var digits = Digits(text);
        return digits.Length < DateDigits ? null : digits[..DateDigits];
    }
}
