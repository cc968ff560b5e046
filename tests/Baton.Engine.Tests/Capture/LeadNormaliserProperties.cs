using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Capture;

public sealed class LeadNormaliserProperties
{
    private static readonly NormaliserOptions Lenient = new()
    {
        KeepBadEmail = true,
        KeepBadValues = true,
        DefaultCountry = "US",
    };

    private static readonly string[] Texts =
    [
        "Kim@ONE.test",
        "ann @ x.test",
        "(415) 555-2671",
        "+43 (0) 664 1234567",
        "0044 20 7946 0958",
        "8 0 612 34567",
        "1-800-CONTACTS",
        "Österreich",
        "Lithuania",
        "RU",
        "Georgia",
        "US-CA",
        "US-US-CA",
        "de-by",
        "Bayern",
        "2139",
        "12345-6789",
        "sw1a1aa",
        "SE-11455",
        "English (UK)",
        "zh_hant_TW",
        "a-b-c",
        "https://www.www.x.test/",
        "ann@gmail.com",
        "1.200,50",
        "10k",
        "51-200",
        "yes",
        "a;b, ,c",
        "2025-12-22",
        "Berg, Ann",
        "Dr. Ann van der Berg Jr.",
        "\u0000\uD800x",
        "İstanbul",
        "ẞ",
        "ﬁﬃ²",
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
        Gen.Elements(Texts),
        Gen.Elements("0123456789+-() .,xE#/@<>:;äßİabcUSDE\u0660\u200B\uD83D\uDE00\uFFFE\n".ToCharArray())
            .ArrayOf()
            .Select(c => new string(c))
    );

    private static readonly Gen<RawLead> AnyLead = Gen.Zip(Gen.Elements(Sendable()), AnyText)
        .ArrayOf()
        .Select(pairs => new RawLead([
            .. pairs.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, Value.Of(p.Item2))),
        ]));

    [Fact]
    public void Normalising_the_normalised_changes_nothing() =>
        Prop.ForAll(
                AnyLead.ToArbitrary(),
                raw =>
                {
                    var once = LeadNormaliser.Normalise(raw, LeadSchema.Standard, Lenient, []).ShouldNotBeNull();
                    var again = LeadNormaliser
                        .Normalise(Sent(once), LeadSchema.Standard, Lenient, [])
                        .ShouldNotBeNull();
                    again.Fields.ShouldBe(once.Fields);
                    again.Original.ShouldBeEmpty();
                    again.Notes.ShouldBeEmpty();
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Nothing_that_is_sent_is_lost() =>
        Prop.ForAll(
                AnyLead.ToArbitrary(),
                raw =>
                {
                    var lead = LeadNormaliser.Normalise(raw, LeadSchema.Standard, Lenient, []).ShouldNotBeNull();
                    foreach (var (name, value) in raw.Fields.Where(f => CleanText.Trim(f.Value.AsString()).Length > 0))
                    {
                        var stored = lead.Fields[LeadSchema.Standard.SlotOf(name)];
                        (!stored.IsNull || lead.Original.Any(o => o.Key == name && o.Value == value)).ShouldBeTrue();
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_stored_phone_is_always_E164() =>
        Prop.ForAll(
                Gen.Zip(AnyText, Gen.Elements([.. Countries.Codes])).ToArbitrary(),
                pair =>
                {
                    if (PhoneNumbers.Read(pair.Item1, pair.Item2) is { } number)
                    {
                        number[0].ShouldBe('+');
                        number.Length.ShouldBeInRange(8, 16);
                        number.Skip(1).ShouldAllBe(c => char.IsAsciiDigit(c));
                        PhoneNumbers.Read(number, null).ShouldBe(number);
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static string[] Sendable() =>
        [.. LeadSchema.Standard.Fields.Where((f, slot) => !LeadSchema.IsReserved(slot)).Select(f => f.Name)];

    private static RawLead Sent(CapturedLead lead) =>
        new([
            .. LeadSchema
                .Standard.Fields.Select((field, slot) => KeyValuePair.Create(field.Name, lead.Fields[slot]))
                .Where(pair => !pair.Value.IsNull),
        ]);
}
