using System.Globalization;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Screening.Fuzzy;

namespace Baton.Duplicates;

/// <summary>A record of which it is known whose it is: records of one <see cref="Entity"/> are the same person's.</summary>
public sealed record LinkedRecord(string Id, int Entity, FuzzyRecord Compared)
{
    private static readonly string[] Columns =
    [
        "first_name",
        "last_name",
        "address",
        "city",
        "postal_code",
        "region",
        "birth_date",
    ];

    private static readonly LeadSchema Schema = LeadSchema.Standard.With([
        new LeadField("address", FieldKind.String, Personal: true, Custom: true),
        new LeadField("birth_date", FieldKind.String, Personal: true, Custom: true),
    ]);

    /// <summary>Compares what a lead has, and not the number of social security, which would tell at once.</summary>
    public static FuzzyMatcher Matcher { get; } = FuzzyMatcher.Of(Columns, Schema);

    /// <summary>
    /// Reads a file as the generator of FEBRL (Freely Extensible Biomedical Record Linkage) writes them: a heading, commas
    /// with blanks, no quotation marks, <c>rec-12-org</c> and <c>rec-12-dup-0</c> for two records of one person.
    /// </summary>
    public static List<LinkedRecord> Read(TextReader file)
    {
        var heading = Cells(file.ReadLine() ?? throw new FormatException("the file is empty"));
        var records = new List<LinkedRecord>();
        while (file.ReadLine() is { } line)
        {
            var cells = Cells(line);
            records.Add(Of(column => Array.IndexOf(heading, column) is >= 0 and var i ? cells[i] : ""));
        }

        return records;
    }

    private static LinkedRecord Of(Func<string, string> cell)
    {
        var id = cell("rec_id");
        var entity = int.Parse(id.Split('-')[1], CultureInfo.InvariantCulture);
        return new LinkedRecord(id, entity, Matcher.Prepare(field => ValueOf(Text(field, cell))));
    }

    private static string Text(string field, Func<string, string> cell) =>
        field switch
        {
            "first_name" => cell("given_name"),
            "last_name" => cell("surname"),
            "address" => $"{cell("street_number")} {cell("address_1")} {cell("address_2")}".Trim(),
            "city" => cell("suburb"),
            "postal_code" => cell("postcode"),
            "region" => cell("state"),
            "birth_date" => cell("date_of_birth"),
            _ => "",
        };

    private static Value ValueOf(string text) => text.Length == 0 ? Value.Null : Value.Of(text);

    private static string[] Cells(string line) => line.Split(',', StringSplitOptions.TrimEntries);
}
