using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Conditions.Rows;

namespace Baton.Storage.Listing;

/// <summary>How a field of a lead is kept in its row.</summary>
internal enum LeadColumnKind
{
    Text,
    Whole,

    /// <summary>A number as whole hundredths.</summary>
    Hundredths,

    /// <summary>A time as whole microseconds since 1970.</summary>
    Micros,

    /// <summary>A value in the JSON of the column.</summary>
    Json,
}

/// <param name="HasKey">Whether rows that have the same text are found by a key of it, kept apart from them.</param>
internal readonly record struct LeadColumn(LeadColumnKind Kind, string Name, bool HasKey = false);

/// <summary>
/// What a list's filter may name: the schema's fields, and beside them what a row has of its distribution. A field that
/// the policy declares comes before one of those that bears the same name.
/// </summary>
internal sealed class LeadColumns
{
    private const string Apart = "is personal and kept apart; a list is searched for it with 'search'";
    private const string Passing = "is worked out when a lead is routed and not kept with it";

    // Of these alone the row has a column, because people are found by them.
    private static readonly Dictionary<string, LeadColumn> OfPersons = new(StringComparer.Ordinal)
    {
        ["id"] = new(LeadColumnKind.Text, "client_id", HasKey: true),
        ["email"] = new(LeadColumnKind.Text, "email", HasKey: true),
        ["phone"] = new(LeadColumnKind.Text, "phone", HasKey: true),
    };

    private static readonly Dictionary<string, LeadColumn> OfEveryLead = new(StringComparer.Ordinal)
    {
        ["status"] = Text("status"),
        ["stage"] = Text("stage"),
        ["grade"] = Text("grade"),
        ["territory"] = Text("territory"),
        ["score"] = new(LeadColumnKind.Hundredths, "score"),
        ["created_at"] = new(LeadColumnKind.Micros, "created_at"),
    };

    private static readonly (string Name, FieldKind Kind, LeadColumn Column)[] OfDistribution =
    [
        .. new[] { "owner", "rule", "pool", "queue", "reason", "account" }.Select(n => (n, FieldKind.String, Text(n))),
        ("assigned_at", FieldKind.Timestamp, new(LeadColumnKind.Micros, "assigned_at")),
        ("last_arrival", FieldKind.Timestamp, new(LeadColumnKind.Micros, "last_arrival")),
        ("priority", FieldKind.Integer, new(LeadColumnKind.Whole, "priority")),
        ("effort", FieldKind.Integer, new(LeadColumnKind.Whole, "effort")),
    ];

    private readonly Dictionary<string, LeadColumn> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);

    public LeadColumns(LeadSchema schema)
    {
        var fields = new List<RecordField>();
        foreach (var field in schema.Fields)
        {
            fields.Add(new RecordField(field.Name, field.Kind));
            Add(field);
        }

        foreach (var (name, kind, column) in OfDistribution.Where(o => schema.SlotOf(o.Name) < 0))
        {
            fields.Add(new RecordField(name, kind));
            _columns.Add(name, column);
        }

        _columns.Add(RowField.AccountName, Text("account"));
        Type = new RecordType("lead", fields);
    }

    public RecordType Type { get; }

    public LeadColumn this[string field] => _columns[field];

    /// <summary>Why rows cannot be asked for a field; null = they can.</summary>
    public string? WhyNot(string field) => _refused.TryGetValue(field, out var why) ? $"lead.{field} {why}" : null;

    /// <summary>Whether the field says who a person is.</summary>
    public static bool IsOfPerson(string field) => OfPersons.ContainsKey(field);

    private void Add(LeadField field)
    {
        if (OfEveryLead.TryGetValue(field.Name, out var column))
        {
            _columns.Add(field.Name, column);
        }
        else if (field.Personal)
        {
            if (OfPersons.TryGetValue(field.Name, out var ofPerson) && field.Kind == FieldKind.String)
            {
                _columns.Add(field.Name, ofPerson);
            }
            else
            {
                _refused.Add(field.Name, Apart);
            }
        }
        else if (field is { Custom: false, Name: "probability" or "segments" })
        {
            _refused.Add(field.Name, Passing);
        }
        else
        {
            var isColumn = field is { Name: "source", Kind: FieldKind.String };
            _columns.Add(field.Name, isColumn ? Text("source") : new LeadColumn(LeadColumnKind.Json, "fields"));
        }
    }

    private static LeadColumn Text(string name) => new(LeadColumnKind.Text, name);
}
