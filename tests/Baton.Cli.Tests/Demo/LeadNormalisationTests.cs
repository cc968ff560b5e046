using Baton.Cli.Demo;
using Baton.Engine.Capture;

namespace Baton.Cli.Tests.Demo;

/// <summary>What the demo makes up is untidy, but it must be what a server can read.</summary>
public sealed class LeadNormalisationTests
{
    private const int Many = 5_000;

    private static readonly Lazy<(List<CapturedLead> Leads, List<CaptureFault> Faults)> Sample = new(Read);

    [Fact]
    public void A_lead_is_refused_for_a_bad_address_and_nothing_else() =>
        Sample.Value.Faults.Select(f => f.Field).Distinct().ShouldBe(["email"]);

    [Fact]
    public void About_three_in_a_hundred_are_refused() => (Many - Sample.Value.Leads.Count).ShouldBeInRange(100, 200);

    [Fact]
    public void Every_spelling_of_a_country_is_understood() =>
        Cultures
            .All.SelectMany(c => c.Spellings.Select(s => (Written: s, Read: Countries.Find(s), Meant: c.Spellings[0])))
            .Where(s => s.Read != s.Meant)
            .ShouldBeEmpty();

    [Fact]
    public void Every_name_of_a_language_is_understood() =>
        Cultures.All.SelectMany(c => c.Languages).Where(l => Languages.Find(l) is null).ShouldBeEmpty();

    // A number in its country's own notation says nothing where the country is missing.
    [Fact]
    public void Nothing_but_a_telephone_number_without_a_country_is_left_empty()
    {
        var doubted = Sample.Value.Leads.Where(l => l.Notes.Count > 0).ToList();

        doubted.Count.ShouldBeInRange(Many / 50, Many / 25);
        doubted.ShouldAllBe(l => l.Notes.Single().Code == "bad_phone" && l.Fields[LeadSlots.Country].IsNull);
    }

    private static (List<CapturedLead>, List<CaptureFault>) Read()
    {
        var (leads, faults) = (new List<CapturedLead>(), new List<CaptureFault>());
        var generator = new LeadGenerator(11);
        for (var i = 0; i < Many; i++)
        {
            var raw = new RawLead(generator.Next());
            if (LeadNormaliser.Normalise(raw, LeadSchema.Standard, NormaliserOptions.Default, faults) is { } lead)
            {
                leads.Add(lead);
            }
        }

        return (leads, faults);
    }
}
