using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Events;
using Baton.Engine.Screening;
using Baton.Engine.Screening.Fuzzy;
using NodaTime;

namespace Baton.Storage.Json;

internal sealed partial class EventEncoder
{
    private void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    private void Account(AccountMatch? match)
    {
        if (match is null)
        {
            return;
        }

        _json.WriteString("account"u8, match.Id);
        if (match.Score is null)
        {
            // As records of old are written, of which this is one.
            Text("account_matched_by"u8, match.MatchedBy);
            return;
        }

        _json.WritePropertyName("account_match"u8);
        AccountMatchJson.Write(_json, match);
    }

    // Written even where it is empty: then the lead belongs nowhere, which is not the same as not known.
    private void Place(ReadOnlySpan<byte> name, LeadPlace? place)
    {
        if (place is null)
        {
            return;
        }

        _json.WriteStartObject(name);
        Text("territory"u8, place.Territory);
        Account(place.AccountMatch);
        Texts("segments"u8, place.Segments);
        _json.WriteEndObject();
    }

    private void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
    }

    private void Number(ReadOnlySpan<byte> name, decimal? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
    }

    private void Flag(ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            _json.WriteBoolean(name, true);
        }
    }

    private void Time(ReadOnlySpan<byte> name, Instant? value)
    {
        if (value is { } instant)
        {
            Span<byte> text = stackalloc byte[InstantText.MaxLength];
            _json.WriteString(name, text[..InstantText.Format(instant, text)]);
        }
    }

    private void Texts(ReadOnlySpan<byte> name, ImmutableArray<string> values)
    {
        if (!values.IsDefaultOrEmpty)
        {
            All(name, values);
        }
    }

    private void Kept(ImmutableArray<string>? ledgers)
    {
        if (ledgers is { } kept)
        {
            All("kept"u8, kept);
        }
    }

    private void All(ReadOnlySpan<byte> name, ImmutableArray<string> values)
    {
        _json.WriteStartArray(name);
        foreach (var value in values)
        {
            _json.WriteStringValue(value);
        }

        _json.WriteEndArray();
    }

    private Range Fields(ReadOnlySpan<byte> name, FieldSet fields) => Fields(_json, name, fields);

    // Returns where the fields stand; an empty range where there are none.
    private static Range Fields(Utf8JsonWriter json, ReadOnlySpan<byte> name, FieldSet fields)
    {
        if (fields.Items.Length == 0)
        {
            return default;
        }

        json.WritePropertyName(name);
        var start = (int)(json.BytesCommitted + json.BytesPending);
        ValueJson.Write(json, fields.Items.AsSpan());
        return start..(int)(json.BytesCommitted + json.BytesPending);
    }

    private void Evidence(ImmutableArray<FieldEvidence> evidence)
    {
        if (evidence.IsDefaultOrEmpty)
        {
            return;
        }

        _json.WriteStartArray("evidence"u8);
        foreach (var said in evidence)
        {
            _json.WriteStartObject();
            _json.WriteString("field"u8, said.Field);
            _json.WriteNumber("likeness"u8, said.Likeness);
            _json.WriteNumber("bits"u8, said.Bits);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Parts(ImmutableArray<ScorePart> parts)
    {
        if (parts.IsDefaultOrEmpty)
        {
            return;
        }

        _json.WriteStartArray("parts"u8);
        foreach (var part in parts)
        {
            _json.WriteStartObject();
            _json.WriteString("rule"u8, part.Rule);
            _json.WriteNumber("points"u8, part.Points);
            Time("since"u8, part.Since);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Scores(ImmutableArray<AgedScore> scores)
    {
        _json.WriteStartArray("scores"u8);
        foreach (var aged in scores)
        {
            _json.WriteStartObject();
            _json.WriteNumber("lead"u8, aged.Lead);
            _json.WriteNumber("score"u8, aged.Score);
            Text("grade"u8, aged.Grade);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Stats(ImmutableArray<RefreshedStats> all)
    {
        _json.WriteStartArray("stats"u8);
        foreach (var (rep, stats) in all)
        {
            _json.WriteStartObject();
            Text("rep"u8, rep);
            Number("win_rate"u8, stats.WinRate);
            Number("value"u8, stats.Value);
            Number("response"u8, stats.Response);
            Number("received"u8, (long?)stats.Received);
            Number("open"u8, (long?)stats.Open);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Balances(ReadOnlySpan<byte> name, ImmutableArray<MemberBalance> balances)
    {
        if (balances.IsDefaultOrEmpty)
        {
            return;
        }

        _json.WriteStartArray(name);
        foreach (var (member, nano) in balances)
        {
            _json.WriteStartObject();
            _json.WriteString("member"u8, member);
            _json.WriteNumber("nano"u8, nano);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Charges(ImmutableArray<Charge> charges)
    {
        if (charges.IsDefaultOrEmpty)
        {
            return;
        }

        _json.WriteStartArray("charges"u8);
        foreach (var charge in charges)
        {
            _json.WriteStartObject();
            _json.WriteString("ledger"u8, charge.Ledger);
            _json.WriteString("winner"u8, charge.Winner);
            _json.WriteNumber("cost"u8, charge.Cost);
            Positions(charge.Out);
            Owed(charge.Owed);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Positions(ImmutableArray<int> positions)
    {
        if (positions.IsDefaultOrEmpty)
        {
            return;
        }

        _json.WriteStartArray("out"u8);
        foreach (var position in positions)
        {
            _json.WriteNumberValue(position);
        }

        _json.WriteEndArray();
    }

    private void Owed(ImmutableArray<OwedShare> owed)
    {
        if (owed.IsDefaultOrEmpty)
        {
            return;
        }

        _json.WriteStartArray("owed"u8);
        foreach (var (member, amount) in owed)
        {
            _json.WriteStartObject();
            _json.WriteString("member"u8, member);
            _json.WriteNumber("amount"u8, amount);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Why(Trace trace)
    {
        if (trace.PassedOver.IsDefaultOrEmpty && trace.Counts.IsDefaultOrEmpty)
        {
            return;
        }

        _json.WriteStartObject("trace"u8);
        PassedOver(trace.PassedOver);
        Counts(trace.Counts);
        _json.WriteEndObject();
    }

    private void PassedOver(ImmutableArray<PassedOver> passed)
    {
        if (passed.IsDefaultOrEmpty)
        {
            return;
        }

        _json.WriteStartArray("passed_over"u8);
        foreach (var one in passed)
        {
            _json.WriteStartObject();
            _json.WriteString("rep"u8, one.Rep);
            _json.WriteString("code"u8, one.Code);
            Number("actual"u8, one.Actual);
            Number("needed"u8, one.Needed);
            Text("pool"u8, one.Pool);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Counts(ImmutableArray<ReasonCount> counts)
    {
        if (counts.IsDefaultOrEmpty)
        {
            return;
        }

        _json.WriteStartArray("counts"u8);
        foreach (var (code, count) in counts)
        {
            _json.WriteStartObject();
            _json.WriteString("code"u8, code);
            _json.WriteNumber("count"u8, count);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}
