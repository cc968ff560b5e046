using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Baton.Engine.Capture;
using Baton.Engine.Policies.Config;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine.Policies.Binding;

/// <summary>The scalars of the workspace file.</summary>
internal static class Scalars
{
    private const string IdPattern = @"^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}$";
    private const int LongestName = 200;
    private const int LongestExpression = 10_000;

    public static NameRule AnyName { get; } =
        new("a name of 1 to 200 characters", name => name.Length is > 0 and <= LongestName, "^.{1,200}$");

    public static NameRule IdName { get; } =
        new("a name of at most 100 letters, digits and . _ - @ + that begins with a letter or digit", IsId, IdPattern);

    /// <summary>Names that expressions use: those of CEL.</summary>
    public static NameRule WordName { get; } =
        new(
            "a name of at most 100 letters, digits and _ that begins with a letter",
            IsWord,
            "^[A-Za-z][A-Za-z0-9_]{0,99}$"
        );

    public static Reader<string> Text { get; } =
        new ScalarReader<string>("text", (ScalarNode s, out string value) => Take(s.Text, true, out value), TextSchema);

    public static Reader<string> Name { get; } =
        new ScalarReader<string>(
            AnyName.Expected,
            (ScalarNode s, out string value) => Take(s.Text, AnyName.IsGood(s.Text), out value),
            () =>
                new JsonObject
                {
                    ["type"] = "string",
                    ["minLength"] = 1,
                    ["maxLength"] = LongestName,
                }
        );

    public static Reader<string> Id { get; } =
        new ScalarReader<string>(
            IdName.Expected,
            (ScalarNode s, out string value) => Take(s.Text, IsId(s.Text), out value),
            () => new JsonObject { ["type"] = new JsonArray("string", "number"), ["pattern"] = IdPattern }
        );

    public static Reader<string> Mail { get; } =
        new ScalarReader<string>(
            "an e-mail address",
            (ScalarNode s, out string value) => Take(s.Text, EmailAddress.Read(s.Text, out _) is not null, out value),
            () => new JsonObject { ["type"] = "string", ["format"] = "email" }
        );

    public static Reader<string> Domain { get; } =
        new ScalarReader<string>(
            "a domain such as acme.test",
            (ScalarNode s, out string value) =>
                Take(WebDomain.Of(s.Text) ?? "", WebDomain.Of(s.Text) is not null, out value),
            () => new JsonObject { ["type"] = "string", ["format"] = "hostname" }
        );

    public static Reader<string> Url { get; } =
        new ScalarReader<string>(
            "an http or https address",
            (ScalarNode s, out string value) => Take(s.Text, IsUrl(s.Text), out value),
            () => new JsonObject { ["type"] = "string", ["format"] = "uri" }
        );

    public static Reader<bool> Bool { get; } =
        new ScalarReader<bool>(
            "true or false",
            (ScalarNode s, out bool value) =>
                Take(s.Text == "true", s is { Quoted: false, Text: "true" or "false" }, out value),
            () => new JsonObject { ["type"] = "boolean" }
        );

    /// <summary>Any number, exact.</summary>
    public static Reader<decimal> Number { get; } = DecimalFrom("a number", decimal.MinValue);

    public static Reader<decimal> NotNegative { get; } = DecimalFrom("a number of 0 or more", 0);

    /// <summary>A share of the whole as 0..1, written <c>50%</c> or <c>0.5</c>.</summary>
    public static Reader<decimal> Percent { get; } =
        new ScalarReader<decimal>(
            "a share such as 50% or 0.5",
            ParsePercent,
            () =>
                new JsonObject
                {
                    ["type"] = new JsonArray("string", "number"),
                    ["pattern"] = @"^\d+(\.\d+)?%$",
                    ["minimum"] = 0,
                    ["maximum"] = 1,
                }
        );

    public static Reader<Duration> Span { get; } =
        new ScalarReader<Duration>(
            "a duration above zero such as 90d, 1h30m or 10s",
            ParseSpan,
            () =>
                new JsonObject
                {
                    ["type"] = "string",
                    ["pattern"] = @"^(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$",
                    ["minLength"] = 2,
                }
        );

    public static Reader<LocalDate> Date { get; } =
        new ScalarReader<LocalDate>(
            "a date such as 2026-12-25",
            (ScalarNode s, out LocalDate value) => Outcome(LocalDatePattern.Iso.Parse(s.Text), out value),
            () => new JsonObject { ["type"] = "string", ["format"] = "date" }
        );

    public static Reader<DayOrInstant> Moment { get; } =
        new ScalarReader<DayOrInstant>(
            "a date such as 2026-12-25 or an instant such as 2026-12-25T09:00:00Z",
            ParseMoment,
            () => new JsonObject { ["type"] = "string", ["pattern"] = @"^\d{4}-\d{2}-\d{2}(T.+(Z|[+-]\d{2}:\d{2}))?$" }
        );

    public static Reader<Instant> Time { get; } =
        new ScalarReader<Instant>(
            "an instant such as 2026-12-25T09:00:00Z",
            (ScalarNode s, out Instant value) =>
            {
                var parsed = ParseMoment(s, out var moment);
                value = moment.Instant ?? default;
                return moment.Instant is null ? Parsed.WrongType : parsed;
            },
            () => new JsonObject { ["type"] = "string", ["format"] = "date-time" }
        );

    public static Reader<DateTimeZone> Zone { get; } = new ZoneReader();

    public static Reader<ExpressionConfig> Expression { get; } =
        new ScalarReader<string>(
            "an expression",
            (ScalarNode s, out string value) =>
                Take(s.Text, s.Text.Trim().Length > 0 && s.Text.Length <= LongestExpression, out value),
            () => new JsonObject { ["type"] = new JsonArray("string", "boolean"), ["minLength"] = 1 }
        ).As(
            (text, node, place) => new ExpressionConfig(text, TextStart((ScalarNode)node)) { Path = place.ToString() }
        );

    public static Reader<ImmutableArray<ExpressionConfig>> Expressions { get; } =
        new ListReader<ExpressionConfig>("a list of expressions", Expression);

    public static Reader<ImmutableArray<string>> Texts { get; } = new ListReader<string>("a list of texts", Name);

    public static Reader<int> Whole(int least, int most = int.MaxValue)
    {
        var range = most == int.MaxValue ? $"of {least} or more" : $"from {least} to {most}";
        return new ScalarReader<int>(
            $"a whole number {range}",
            (ScalarNode s, out int value) => ParseWhole(s, least, most, out value),
            () =>
            {
                var schema = new JsonObject { ["type"] = "integer", ["minimum"] = least };
                if (most != int.MaxValue)
                {
                    schema["maximum"] = most;
                }

                return schema;
            }
        );
    }

    public static Reader<T> Word<T>()
        where T : struct, Enum => new WordReader<T>([.. Choice.Words<T>().Zip(Enum.GetValues<T>())]);

    /// <summary>The name of something declared elsewhere in the document.</summary>
    public static Reader<string> Ref(Kind kind) =>
        new ScalarReader<string>(
            $"the name of a {Findings.Word(kind)}",
            (ScalarNode s, out string value) => Take(s.Text, s.Text.Length > 0, out value),
            () => new JsonObject { ["type"] = new JsonArray("string", "number") }
        ).As(
            (name, node, place) =>
            {
                place.Findings.Refer(kind, name, node.At, place);
                return name;
            }
        );

    /// <summary>A list of names of the same kind; a name that stands twice is a fault.</summary>
    public static Reader<ImmutableArray<string>> Refs(Kind kind, int atLeast = 0) =>
        new ListReader<string>($"a list of {Findings.Word(kind)}s", Ref(kind), atLeast).As(
            (names, node, place) => Once(names, kind, (ListNode)node, place)
        );

    private static ImmutableArray<string> Once(ImmutableArray<string> names, Kind kind, ListNode list, Place place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (list.Items[i] is ScalarNode scalar && !seen.Add(scalar.Text))
            {
                var message = $"{Findings.Word(kind)} '{Found.Short(scalar.Text)}' stands here twice";
                place.Item(i, scalar.At).Fault(scalar.At, "duplicate", message);
            }
        }

        return [.. names.Distinct()];
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= 100
        && char.IsLetterOrDigit(text[0])
        && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '+');

    private static bool IsWord(string text) =>
        text.Length is > 0 and <= 100
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Length > 0;

    private static Parsed Take<T>(T made, bool isGood, out T value)
    {
        value = made;
        return isGood ? Parsed.Good : Parsed.WrongType;
    }

    private static Parsed Outcome<T>(ParseResult<T> result, out T value) =>
        result.TryGetValue(default!, out value) ? Parsed.Good : Parsed.WrongType;

    private static Parsed ParseWhole(ScalarNode scalar, int least, int most, out int value)
    {
        value = 0;
        if (
            scalar.Quoted
            || !decimal.TryParse(
                scalar.Text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return scalar is { Quoted: false } && TryDecimal(scalar.Text, out _) ? Parsed.OutOfRange : Parsed.WrongType;
        }

        if (number < least || number > most)
        {
            return Parsed.OutOfRange;
        }

        value = (int)number;
        return Parsed.Good;
    }

    private static Reader<decimal> DecimalFrom(string expected, decimal least) =>
        new ScalarReader<decimal>(
            expected,
            (ScalarNode s, out decimal value) =>
            {
                value = 0;
                return s.Quoted || !TryDecimal(s.Text, out value) ? Parsed.WrongType
                    : value < least ? Parsed.OutOfRange
                    : Parsed.Good;
            },
            () => least == 0 ? new() { ["type"] = "number", ["minimum"] = 0 } : new() { ["type"] = "number" }
        );

    private static bool TryDecimal(string text, out decimal value) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out value
        );

    private static Parsed ParsePercent(ScalarNode scalar, out decimal value)
    {
        var isPercent = scalar.Text.EndsWith('%');
        if (!TryDecimal(isPercent ? scalar.Text[..^1] : scalar.Text, out value) || (scalar.Quoted && !isPercent))
        {
            return Parsed.WrongType;
        }

        value = isPercent ? value / 100 : value;
        return value is >= 0 and <= 1 ? Parsed.Good : Parsed.OutOfRange;
    }

    private static Parsed ParseSpan(ScalarNode scalar, out Duration value) =>
        !DurationText.TryParse(scalar.Text, out value) ? Parsed.WrongType
        : value == Duration.Zero ? Parsed.OutOfRange
        : Parsed.Good;

    private static Parsed ParseMoment(ScalarNode scalar, out DayOrInstant value)
    {
        if (LocalDatePattern.Iso.Parse(scalar.Text).TryGetValue(default, out var day))
        {
            return Take(new DayOrInstant(day, null), true, out value);
        }

        var isInstant = OffsetDateTimePattern.ExtendedIso.Parse(scalar.Text).TryGetValue(default, out var instant);
        return Take(new DayOrInstant(null, instant.ToInstant()), isInstant, out value);
    }

    // The first character of the text itself, for columns within an expression: past the opening quote.
    private static Position TextStart(ScalarNode scalar) =>
        scalar.Quoted && scalar.At != Position.None ? scalar.At with { Column = scalar.At.Column + 1 } : scalar.At;

    private static JsonObject TextSchema() => new() { ["type"] = new JsonArray("string", "number", "boolean") };
}
