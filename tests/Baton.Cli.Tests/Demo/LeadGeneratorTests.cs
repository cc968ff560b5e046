using Baton.Cli.Demo;
using Baton.Engine.Conditions;

namespace Baton.Cli.Tests.Demo;

public sealed class LeadGeneratorTests
{
    private const int Many = 20_000;

    private static readonly Lazy<IReadOnlyList<Dictionary<string, Value>>> Sample = new(() => [.. Leads(7, Many)]);

    [Fact]
    public void The_same_seed_gives_the_same_leads() => Texts(42, 500).ShouldBe(Texts(42, 500));

    [Fact]
    public void Another_seed_gives_other_leads() => Texts(42, 5).ShouldNotBe(Texts(43, 5));

    // Pinned, so that a demo, a benchmark or a bug report means the same leads in every version.
    [Fact]
    public void The_numbers_are_those_of_the_published_algorithm()
    {
        var chance = new SplitMix64(1234567);

        new[] { chance.Next(), chance.Next(), chance.Next() }.ShouldBe([
            6457827717110365317UL,
            3203168211198807973UL,
            9817491932198370423UL,
        ]);
    }

    [Fact]
    public void No_field_comes_twice_and_none_is_empty()
    {
        var generator = new LeadGenerator(3);
        for (var i = 0; i < 2_000; i++)
        {
            var fields = generator.Next();
            fields.Select(f => f.Key).ShouldBeUnique();
            fields.ShouldAllBe(f => !f.Value.IsNull);
        }
    }

    [Theory]
    [InlineData("email", 100, 100)]
    [InlineData("phone", 68, 72)]
    [InlineData("company", 86, 90)]
    [InlineData("employees", 73, 77)]
    [InlineData("country", 93, 95)]
    [InlineData("language", 53, 57)]
    [InlineData("budget", 53, 57)]
    public void A_field_is_filled_in_by_its_share_of_leads(string field, int low, int high) =>
        Percent(lead => lead.ContainsKey(field)).ShouldBeInRange(low, high);

    [Fact]
    public void About_five_in_a_hundred_wrote_before()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);

        Percent(lead => Address(lead) is { } address && !seen.Add(address)).ShouldBeInRange(4, 8);
    }

    [Fact]
    public void About_eight_in_a_hundred_are_of_a_known_company()
    {
        var domains = DemoAccounts.All.Select(a => "@" + a.Domain).ToList();

        Percent(lead =>
                Address(lead) is { } address && domains.Exists(d => address.EndsWith(d, StringComparison.Ordinal))
            )
            .ShouldBeInRange(6.5, 9.5);
    }

    [Fact]
    public void About_three_addresses_in_a_hundred_are_none() =>
        Percent(lead => Address(lead) is null).ShouldBeInRange(2.5, 3.5);

    [Fact]
    public void Nobody_real_is_meant()
    {
        var addresses = Sample.Value.Select(Address).OfType<string>();

        addresses
            .Where(a =>
                !a.EndsWith(".test", StringComparison.Ordinal) && !a.Contains(".example", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void Company_addresses_outnumber_free_mailboxes() =>
        Percent(lead => Address(lead)?.EndsWith(".test", StringComparison.Ordinal) == true).ShouldBeInRange(65, 73);

    [Fact]
    public void Most_companies_are_small_and_few_are_large()
    {
        var sizes = Sample.Value.Select(l => Number(l, "employees")).OfType<long>().Order().ToList();

        sizes[sizes.Count / 2].ShouldBeInRange(40, 100);
        sizes.Count(s => s > 3_000).ShouldBeInRange(sizes.Count / 50, sizes.Count / 25);
        sizes[^1].ShouldBeGreaterThan(20_000);
    }

    [Fact]
    public void Shares_of_countries_sum_to_a_hundred() => Cultures.All.Sum(c => c.Share).ShouldBe(100);

    [Fact]
    public void A_country_is_written_in_many_ways() =>
        Sample
            .Value.Select(l => l.GetValueOrDefault("country"))
            .Where(c => !c.IsNull)
            .Distinct()
            .Count()
            .ShouldBeGreaterThan(60);

    private static IEnumerable<Dictionary<string, Value>> Leads(ulong seed, int count)
    {
        var generator = new LeadGenerator(seed);
        for (var i = 0; i < count; i++)
        {
            yield return new(generator.Next(), StringComparer.Ordinal);
        }
    }

    private static IEnumerable<string> Texts(ulong seed, int count) =>
        Leads(seed, count).Select(l => string.Join("; ", l.Select(f => $"{f.Key}={f.Value}")));

    private static double Percent(Func<Dictionary<string, Value>, bool> holds) =>
        100.0 * Sample.Value.Count(holds) / Many;

    /// <summary>The address as it should have been typed, or null where what was typed is none.</summary>
    private static string? Address(Dictionary<string, Value> lead)
    {
        var typed = lead["email"].AsString().Trim().ToLowerInvariant();
        var parts = typed.Split('@');
        return parts.Length == 2 && parts[0].Length > 0 && parts[1].Contains('.') && !typed.Contains(' ')
            ? typed
            : null;
    }

    private static long? Number(Dictionary<string, Value> lead, string field) =>
        !lead.TryGetValue(field, out var value) ? null
        : value.Kind == ValueKind.Int ? value.AsInt()
        : long.Parse(value.AsString().Replace(",", "", StringComparison.Ordinal), provider: null);
}
