using System.Globalization;

namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// How alike two values of one field are, 0 to 1, given the mistakes that are made in such fields: letters swapped on the
/// keyboard, a digit misread, day and month exchanged, an extension or a country code left out.
/// </summary>
internal static class FieldLikeness
{
    private const double NearlyEqual = 0.85;
    private const double Alike = 0.8;
    private const int PhoneTail = 9;
    private const int ShortTail = 7;
    private const int LeastLocalPart = 5;

    public static double Of(FuzzyKind kind, string left, string right)
    {
        if (string.Equals(left, right, StringComparison.Ordinal))
        {
            return 1;
        }

        return kind switch
        {
            FuzzyKind.Company => Company(left, right),
            FuzzyKind.Email => Email(left, right),
            FuzzyKind.Phone => Phone(left, right),
            FuzzyKind.City => Math.Max(TextLikeness.JaroWinkler(left, right), TextLikeness.EditLikeness(left, right)),
            FuzzyKind.PostalCode => Code(left, right),
            FuzzyKind.Region => left.Length > 2 && TextLikeness.Edits(left, right) == 1 ? NearlyEqual : 0,
            FuzzyKind.Country => 0,
            FuzzyKind.Domain => Domain(left, right),
            FuzzyKind.Address => AddressLikeness.Of(left, right),
            FuzzyKind.Date => Date(left, right),
            FuzzyKind.Number => Number(left, right),
            FuzzyKind.Text => Math.Max(TextLikeness.JaroWinkler(left, right), AddressLikeness.Of(left, right)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    // "Orbit" and "Orbit Systems Europe" are mostly the same house.
    private static double Company(string left, string right)
    {
        var isPart = left.Length >= 5 && right.Length >= 5 && (Starts(left, right) || Starts(right, left));
        return Math.Max(isPart ? NearlyEqual + 0.05 : 0, TextLikeness.JaroWinkler(left, right));
    }

    // A typing mistake; or one person's addresses at work and at home.
    private static double Email(string left, string right)
    {
        if (TextLikeness.Edits(left, right) <= 1)
        {
            return NearlyEqual;
        }

        var (one, other) = (left.IndexOf('@', StringComparison.Ordinal), right.IndexOf('@', StringComparison.Ordinal));
        return one >= LeastLocalPart && one == other && left.AsSpan(0, one).SequenceEqual(right.AsSpan(0, other))
            ? Alike
            : 0;
    }

    private static double Phone(string left, string right)
    {
        var one = Tail(left, PhoneTail);
        var other = Tail(right, PhoneTail);
        if (one.Length < ShortTail || other.Length < ShortTail)
        {
            return 0;
        }

        if (one.SequenceEqual(other))
        {
            return 1;
        }

        return TextLikeness.Edits(one, other) == 1 || Tail(left, ShortTail).SequenceEqual(Tail(right, ShortTail))
            ? NearlyEqual
            : 0;
    }

    private static double Code(string left, string right) =>
        TextLikeness.Edits(left, right) switch
        {
            1 => Alike,
            2 when Math.Min(left.Length, right.Length) > 3 => 0.55,
            _ => 0,
        };

    private static double Domain(string left, string right) =>
        left.EndsWith("." + right, StringComparison.Ordinal) || right.EndsWith("." + left, StringComparison.Ordinal)
            ? 0.95
        : TextLikeness.Edits(left, right) == 1 ? NearlyEqual
        : 0;

    private static double Date(string left, string right)
    {
        var isSwapped =
            left.AsSpan(0, 4).SequenceEqual(right.AsSpan(0, 4))
            && left.AsSpan(4, 2).SequenceEqual(right.AsSpan(6, 2))
            && left.AsSpan(6, 2).SequenceEqual(right.AsSpan(4, 2));
        return isSwapped
            ? NearlyEqual
            : TextLikeness.Edits(left, right) switch
            {
                1 => NearlyEqual,
                2 => 0.7,
                _ => 0,
            };
    }

    private static double Number(string left, string right)
    {
        var one = Math.Abs(double.Parse(left, CultureInfo.InvariantCulture));
        var other = Math.Abs(double.Parse(right, CultureInfo.InvariantCulture));
        return Math.Min(one, other) / Math.Max(one, other);
    }

    private static bool Starts(string text, string with) => text.StartsWith(with, StringComparison.Ordinal);

    private static ReadOnlySpan<char> Tail(string digits, int length) =>
        digits.AsSpan(Math.Max(0, digits.Length - length));
}
