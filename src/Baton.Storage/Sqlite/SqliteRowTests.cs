using System.Text.Json;
using Baton.Engine.Conditions;
using Baton.Engine.Conditions.Rows;
using Baton.Storage.Listing;
using Dapper;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Writes tests of rows as SQL: 1, 0, or NULL where the test fails, which AND, OR and NOT pass on as conditions do.
/// Constants are parameters. Where a row only has to pass or not (not exact), NULL may stand for 0, so that indexes
/// serve.
/// </summary>
internal sealed class SqliteRowTests(LeadColumns columns, FreshKeys fresh, DynamicParameters values)
{
    private readonly SqliteJsonTests _json = new(values);

    public string Write(RowTest test, bool isExact = false) =>
        test switch
        {
            Fixed { Answer: true } => "1",
            Fixed { Answer: false } => "0",
            Fixed => "NULL",
            AllOf all => $"({string.Join(" AND ", all.Parts.Select(p => Write(p, isExact)))})",
            AnyOf any => $"({string.Join(" OR ", any.Parts.Select(p => Write(p, isExact)))})",
            NotOf not => $"(NOT {Write(not.Part, isExact: true)})",
            IsTrue { Field: var field } => OfField(test, field, isExact),
            IsEqual { Field: var field } => OfField(test, field, isExact),
            IsAnyOf { Field: var field } => OfField(test, field, isExact),
            IsOrdered { Field: var field } => OfField(test, field, isExact),
            HasText { Field: var field } => OfField(test, field, isExact),
            HasItem { Field: var field } => OfField(test, field, isExact),
            IsKnown { Field: var field } => OfField(test, field, isExact),
            _ => throw Unknown(test),
        };

    /// <summary>Adds a parameter and returns its name in SQL.</summary>
    public static string Parameter(DynamicParameters values, object? value)
    {
        // The members of a list c1_ become c1_1, c1_2 and so on, which are no other constant's names.
        var name = $"c{values.ParameterNames.Count()}_";
        values.Add(name, value);
        return "@" + name;
    }

    /// <summary>A number or text as a parameter; a NaN has none.</summary>
    public static string Parameter(DynamicParameters values, Value constant) =>
        constant.Kind switch
        {
            ValueKind.String => Parameter(values, constant.AsString()),
            ValueKind.Int => Parameter(values, constant.AsInt()),
            ValueKind.Double => Parameter(values, constant.AsNumber()),
            ValueKind.Bool => Parameter(values, constant.IsTrue ? 1L : 0L),
            _ => throw new InvalidOperationException($"no parameter holds {constant.Kind}"),
        };

    public static bool IsNaN(Value constant) => constant.Kind == ValueKind.Double && double.IsNaN(constant.AsNumber());

    /// <summary>A text's function on an expression that is text or NULL; lengths count code points, as SQLite does.</summary>
    public static string Text(DynamicParameters values, string text, HasText test)
    {
        if (test.Part.Length == 0)
        {
            return $"{text} IS NOT NULL";
        }

        var (part, length) = (Parameter(values, test.Part), test.Part.EnumerateRunes().Count());
        return test.Function switch
        {
            "startsWith" => $"substr({text}, 1, {length}) = {part}",
            "endsWith" => $"substr({text}, -{length}) = {part}",
            _ => $"instr({text}, {part}) > 0",
        };
    }

    private string OfField(RowTest test, RowField field, bool isExact)
    {
        var column = columns[field.Name];
        return column.Kind == LeadColumnKind.Json ? _json.Write(test, field)
            : isExact ? $"coalesce({OfColumn(test, column)}, 0)"
            : $"({OfColumn(test, column)})";
    }

    private string OfColumn(RowTest test, LeadColumn column) =>
        test switch
        {
            IsEqual equal => Equal(column, equal.Constant),
            IsAnyOf any => AnyOf(column, any),
            IsOrdered order => Ordered(column, order),
            HasText text => Text(values, column.Name, text),
            IsKnown => $"{column.Name} IS NOT NULL",
            _ => throw Unknown(test),
        };

    private string AnyOf(LeadColumn column, IsAnyOf any)
    {
        var texts = any.Members.Where(m => m.Kind == ValueKind.String).Select(m => m.AsString()).ToArray();
        var others = any.Members.Where(m => m.Kind != ValueKind.String).Select(m => $"coalesce({Equal(column, m)}, 0)");
        string[] tests =
            column.Kind == LeadColumnKind.Text && texts.Length > 0
                ? [Keyed(column, texts, $"{column.Name} IN {Parameter(values, texts)}"), .. others]
                : [.. others];
        return tests.Length == 0 ? "0" : string.Join(" OR ", tests);
    }

    private string Equal(LeadColumn column, Value constant) =>
        constant.IsNull ? $"{column.Name} IS NULL"
        : Operand(column, constant, out var isWhole) is not { } operand || !isWhole ? "0"
        : !column.HasKey ? Found(column, $"{Expression(column)} = {operand}")
        : Keyed(column, [constant.AsString()], $"{column.Name} = {operand}");

    // Asks for the key as well, so that no other rows are read.
    private string Keyed(LeadColumn column, string[] texts, string test)
    {
        if (!column.HasKey)
        {
            return Found(column, test);
        }

        long[] keys =
        [
            .. SqliteLeadKeys.Of(column.Name).SelectMany(k => texts.Select(t => SqliteLeadKeys.Of(t, k)!.Value)),
        ];
        var found = JsonSerializer.Serialize(fresh.Numbers(keys));
        var numbers = SqliteLeadKeys.Numbers(Parameter(values, keys), Parameter(values, (object)found));
        return $"(number IN ({numbers}) AND {test})";
    }

    private static string Found(LeadColumn column, string test) =>
        column.Name == "owner" ? SqliteLeadOwners.Found(test) : test;

    private string Ordered(LeadColumn column, IsOrdered order)
    {
        if (Operand(column, order.Constant, out var isWhole) is not { } operand)
        {
            return "0";
        }

        // What lies between two microseconds is above the one and below the other.
        var symbol =
            isWhole ? order.Symbol
            : order.Symbol[0] == '<' ? "<="
            : ">";
        return $"{Expression(column)} {symbol} {operand}";
    }

    // Null = the column holds nothing that it could be equal to or stand before.
    private string? Operand(LeadColumn column, Value constant, out bool isWhole)
    {
        isWhole = true;
        switch (column.Kind)
        {
            case LeadColumnKind.Text when constant.Kind == ValueKind.String:
            case LeadColumnKind.Whole or LeadColumnKind.Hundredths when constant.IsNumber && !IsNaN(constant):
                return Parameter(values, constant);
            case LeadColumnKind.Micros when constant.Kind == ValueKind.Timestamp:
                var micros = Times.ToMicros(constant.AsTimestamp());
                isWhole = Times.FromMicros(micros) == constant.AsTimestamp();
                return Parameter(values, (object)micros);
            default:
                return null;
        }
    }

    // A whole number of hundredths over 100 is the very double that the score is to a condition.
    private static string Expression(LeadColumn column) =>
        column.Kind == LeadColumnKind.Hundredths ? $"({column.Name} / 100.0)" : column.Name;

    private static InvalidOperationException Unknown(RowTest test) =>
        new($"no column can be asked {test.GetType().Name}");
}
