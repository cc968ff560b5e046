using Baton.Engine.Conditions;
using Baton.Engine.Conditions.Rows;
using Baton.Storage.Json;
using Dapper;

namespace Baton.Storage.Sqlite;

/// <summary>
/// Tests of the fields that a row keeps as JSON. What stands there need not be of the field's kind now: an earlier policy
/// may have declared another. So each looks at the kind first, and fails (NULL) where the condition would.
/// </summary>
internal sealed class SqliteJsonTests(DynamicParameters values)
{
    private const string Document = "CAST(fields AS TEXT)";

    public string Write(RowTest test, RowField field)
    {
        var at = new Place(this, field);
        var sql = test switch
        {
            IsEqual equal => Equal(at, equal.Constant),
            IsAnyOf any => AnyOf(at, any),
            IsOrdered order => Ordered(at, order),
            HasText text => at.Case($"{at.Type} = 'text'", SqliteRowTests.Text(values, at.Value, text)),
            HasItem has => HasItem(at, field, has.Item),
            IsTrue => at.Case($"{at.Type} IN ('true', 'false')", $"{at.Type} = 'true'"),
            IsKnown => field.Key is null ? $"({at.Kind} <> 'null')" : $"({at.Type} IS NOT NULL)",
            _ => throw new InvalidOperationException($"no field can be asked {test.GetType().Name}"),
        };
        return field.Key is null ? sql : WithinMap(field, sql);
    }

    // What has no keys fails.
    private string WithinMap(RowField field, string sql)
    {
        var map = new Place(this, new RowField(field.Name));
        return $"(CASE WHEN {map.Kind} IN ('object', 'null') AND {map.Time} IS NULL THEN {sql} END)";
    }

    private string Equal(Place at, Value constant) =>
        constant.Kind switch
        {
            ValueKind.Null => $"({at.Kind} = 'null')",
            ValueKind.Bool => $"({at.Type} IS '{(constant.IsTrue ? "true" : "false")}')",
            ValueKind.String => $"({at.Type} IS 'text' AND {at.Value} = {Parameter(constant)})",
            ValueKind.Timestamp => $"({at.Time} IS {Text(InstantText.Format(constant.AsTimestamp()))})",
            _ when SqliteRowTests.IsNaN(constant) => "0",
            _ => $"({at.Kind} IN ('integer', 'real') AND {at.Value} = {Parameter(constant)})",
        };

    private string AnyOf(Place at, IsAnyOf any)
    {
        var texts = any.Members.Where(m => m.Kind == ValueKind.String).Select(m => m.AsString()).ToArray();
        var others = any.Members.Where(m => m.Kind != ValueKind.String).Select(m => Equal(at, m));
        string[] tests =
            texts.Length == 0
                ? [.. others]
                : [$"({at.Type} IS 'text' AND {at.Value} IN {SqliteRowTests.Parameter(values, texts)})", .. others];
        return tests.Length == 0 ? "0" : $"({string.Join(" OR ", tests)})";
    }

    private string Ordered(Place at, IsOrdered order)
    {
        var (constant, symbol) = (order.Constant, order.Symbol);
        return constant.Kind switch
        {
            ValueKind.String => at.Case($"{at.Type} = 'text'", $"{at.Value} {symbol} {Parameter(constant)}"),
            ValueKind.Bool => at.Case($"{at.Type} IN ('true', 'false')", $"{at.Value} {symbol} {Parameter(constant)}"),

            // Without the Z the texts stand in the order of their times, however many decimals they have.
            ValueKind.Timestamp => at.Case(
                $"{at.Time} IS NOT NULL",
                $"rtrim({at.Time}, 'Z') {symbol} {Text(InstantText.Format(constant.AsTimestamp()).TrimEnd('Z'))}"
            ),
            _ => at.Case(
                $"{at.Type} IN ('integer', 'real')",
                SqliteRowTests.IsNaN(constant) ? "0" : $"{at.Value} {symbol} {Parameter(constant)}"
            ),
        };
    }

    private string HasItem(Place at, RowField field, Value item)
    {
        var equal = item.Kind switch
        {
            ValueKind.Null => "type = 'null'",
            ValueKind.Bool => $"type = '{(item.IsTrue ? "true" : "false")}'",
            ValueKind.String => $"type = 'text' AND value = {Parameter(item)}",
            _ when SqliteRowTests.IsNaN(item) => "0",
            _ => $"type IN ('integer', 'real') AND value = {Parameter(item)}",
        };
        var key =
            item.Kind == ValueKind.String && field.Key is null
                ? $"EXISTS (SELECT 1 FROM json_each({Document}, {at.Path}) WHERE key = {Parameter(item)})"
                : "0";
        return $"(CASE {at.Kind} WHEN 'array' THEN EXISTS (SELECT 1 FROM json_each({Document}, {at.Path}) WHERE {equal}) "
            + $"WHEN 'object' THEN CASE WHEN {at.Time} IS NULL THEN {key} END WHEN 'null' THEN 0 END)";
    }

    private string Parameter(Value constant) => SqliteRowTests.Parameter(values, constant);

    private string Text(string text) => SqliteRowTests.Parameter(values, (object)text);

    // A field, or a key of the map in it, as JSON's functions see it.
    private sealed class Place(SqliteJsonTests tests, RowField field)
    {
        public string Path { get; } = tests.Text(PathOf(field));

        /// <summary>JSON's name of what is there; NULL where nothing is.</summary>
        public string Type => $"json_type({Document}, {Path})";

        /// <summary>The same, 'null' where nothing is.</summary>
        public string Kind => $"coalesce({Type}, 'null')";

        public string Value => $"json_extract({Document}, {Path})";

        /// <summary>The text of a time; NULL where there is none.</summary>
        public string Time => $"json_extract({Document}, {Path} || '.\"$time\"')";

        /// <summary>Of the right kind what <paramref name="test"/> says; null is false, anything else fails.</summary>
        public string Case(string isKind, string test) =>
            $"(CASE WHEN {isKind} THEN {test} WHEN {Kind} = 'null' THEN 0 END)";

        private static string PathOf(RowField field) =>
            field.Key is null ? $"$.\"{field.Name}\"" : $"$.\"{field.Name}\".\"{field.Key}\"";
    }
}
