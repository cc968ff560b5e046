using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Screening;
using Baton.Engine.Screening.Fuzzy;
using NodaTime;

namespace Baton.Storage.Json;

/// <summary>One event's JSON object, asked key by key; what is absent reads as null, empty or false.</summary>
internal readonly struct EventReading(JsonElement json, JsonElement apart)
{
    public string Type => Text("type"u8);
    public long Lead => Number("lead"u8);
    public string? By => TextOrNull("by"u8);
    public string? RepOrNull => TextOrNull("rep"u8);
    public string Rep => Text("rep"u8);
    public string Reason => Text("reason"u8);
    public bool Refunded => Flag("refunded"u8);
    public ImmutableArray<string>? Kept => json.TryGetProperty("kept"u8, out _) ? Texts("kept"u8) : null;
    public FieldSet Fields => FieldsOf(json, "fields"u8);
    public FieldSet Answers => FieldsOf(json, "answers"u8);
    public FieldSet Personal => FieldsOf(apart, "personal"u8);
    public string? Note => Personal.Items.FirstOrDefault(f => f.Key == "note").Value.TextOrNull;
    public FieldSet Original => FieldsOf(apart, "original"u8);

    // Of old only how the account was found stood beside its name, or nothing.
    public AccountMatch? AccountMatch =>
        TextOrNull("account"u8) is not { } id ? null
        : json.TryGetProperty("account_match"u8, out var match) ? AccountMatchJson.Read(id, match)
        : new AccountMatch(id) { MatchedBy = TextOrNull("account_matched_by"u8) };

    public LeadPlace? Place(ReadOnlySpan<byte> name)
    {
        if (!json.TryGetProperty(name, out var item))
        {
            return null;
        }

        var place = new EventReading(item, default);
        return new LeadPlace
        {
            Territory = place.TextOrNull("territory"u8),
            AccountMatch = place.AccountMatch,
            Segments = place.Texts("segments"u8),
        };
    }

    public string Text(ReadOnlySpan<byte> name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public long Number(ReadOnlySpan<byte> name) => NumberOrNull(name) ?? throw Missing(name);

    public long? NumberOrNull(ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    public int Whole(ReadOnlySpan<byte> name) => (int)Number(name);

    public int? WholeOrNull(ReadOnlySpan<byte> name) => (int?)NumberOrNull(name);

    public decimal? DecimalOrNull(ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) ? value.GetDecimal() : null;

    public bool Flag(ReadOnlySpan<byte> name) => json.TryGetProperty(name, out var value) && value.GetBoolean();

    public Instant? TimeOrNull(ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) ? InstantText.Parse(value.GetString()!) : null;

    public Instant Time(ReadOnlySpan<byte> name) => TimeOrNull(name) ?? throw Missing(name);

    public MapNode Document(ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) ? NodeJson.ReadMap(value) : throw Missing(name);

    public ImmutableArray<string> Texts(ReadOnlySpan<byte> name) => Items(name, static item => item.GetString()!);

    public ImmutableArray<ScorePart> Parts() =>
        Items(
            "parts"u8,
            static item => new ScorePart(
                item.TextAt("rule"u8),
                item.GetProperty("points"u8).GetDecimal(),
                new EventReading(item, default).TimeOrNull("since"u8)
            )
        );

    public ImmutableArray<RefreshedStats> Stats() => Items("stats"u8, ReadStats);

    public ImmutableArray<AgedScore> Scores() =>
        Items(
            "scores"u8,
            static item => new AgedScore(
                item.NumberAt("lead"u8),
                item.GetProperty("score"u8).GetDecimal(),
                new EventReading(item, default).TextOrNull("grade"u8)
            )
        );

    public ImmutableArray<FieldEvidence> Evidence() =>
        Items(
            "evidence"u8,
            static item => new FieldEvidence(
                item.TextAt("field"u8),
                item.GetProperty("likeness"u8).GetDecimal(),
                item.GetProperty("bits"u8).GetDecimal()
            )
        );

    public ImmutableArray<Rename> Renames() =>
        Items(
            "renames"u8,
            static item => new Rename(item.TextAt("kind"u8), item.TextAt("from"u8), item.TextAt("to"u8))
        );

    public ImmutableArray<MemberBalance> Balances(ReadOnlySpan<byte> name) =>
        Items(name, static item => new MemberBalance(item.TextAt("member"u8), item.NumberAt("nano"u8)));

    public ImmutableArray<Charge> Charges() => Items("charges"u8, ReadCharge);

    public Trace Trace() =>
        json.TryGetProperty("trace"u8, out var trace)
            ? new Trace
            {
                PassedOver = Items(trace, "passed_over"u8, ReadPassedOver),
                Counts = Items(
                    trace,
                    "counts"u8,
                    static item => new ReasonCount(item.TextAt("code"u8), (int)item.NumberAt("count"u8))
                ),
            }
            : Engine.Events.Trace.Empty;

    private ImmutableArray<T> Items<T>(ReadOnlySpan<byte> name, Func<JsonElement, T> read) => Items(json, name, read);

    private static ImmutableArray<T> Items<T>(JsonElement holder, ReadOnlySpan<byte> name, Func<JsonElement, T> read)
    {
        if (!holder.TryGetProperty(name, out var list))
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            items.Add(read(item));
        }

        return items.DrainToImmutable();
    }

    private static RefreshedStats ReadStats(JsonElement item)
    {
        var one = new EventReading(item, default);
        return new RefreshedStats(
            one.Rep,
            new RepStats(
                one.DecimalOrNull("win_rate"u8),
                one.DecimalOrNull("value"u8),
                one.NumberOrNull("response"u8),
                one.Number("received"u8),
                one.Number("open"u8)
            )
        );
    }

    private static Charge ReadCharge(JsonElement item) =>
        new()
        {
            Ledger = item.TextAt("ledger"u8),
            Winner = item.TextAt("winner"u8),
            Cost = item.NumberAt("cost"u8),
            Out = Items(item, "out"u8, static position => position.GetInt32()),
            Owed = Items(
                item,
                "owed"u8,
                static owed => new OwedShare(owed.TextAt("member"u8), owed.NumberAt("amount"u8))
            ),
        };

    private static PassedOver ReadPassedOver(JsonElement item)
    {
        var one = new EventReading(item, default);
        return new PassedOver(
            one.Rep,
            one.Text("code"u8),
            one.NumberOrNull("actual"u8),
            one.NumberOrNull("needed"u8),
            one.TextOrNull("pool"u8)
        );
    }

    private static FieldSet FieldsOf(JsonElement holder, ReadOnlySpan<byte> name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var fields)
            ? ValueJson.ReadFields(fields)
            : FieldSet.Empty;

    private static FormatException Missing(ReadOnlySpan<byte> name) =>
        new($"'{System.Text.Encoding.UTF8.GetString(name)}' is missing");
}

internal static class JsonElementReading
{
    public static string TextAt(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.GetProperty(name).GetString()!;

    public static long NumberAt(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.GetProperty(name).GetInt64();
}
