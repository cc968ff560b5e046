using Baton.Engine.People;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.People;

public sealed class TerritoryTableProperties
{
    // Few different values, so that ranges overlap, touch, repeat and have different lengths.
    private static readonly Gen<string?> Country = Gen.Elements<string?>(null, "FR", "CH");
    private static readonly Gen<string?> Region = Gen.Elements<string?>(null, null, "R1", "R2");
    private static readonly Gen<string?> Code = Gen.Elements<string?>(
        null,
        "10",
        "11",
        "12",
        "20",
        "99",
        "100",
        "101",
        "200",
        "A1"
    );

    private static readonly Gen<TerritoryRow> Row =
        from country in Country
        from region in Region
        from one in Code
        from other in Code
        from territory in Gen.Elements("a", "b", "c", "d")
        select Ordered(country, region, one, other, territory);

    private static readonly Gen<(string?, string?, string?)> Place =
        from country in Country
        from region in Region
        from code in Code
        select (country, region, code);

    [Fact]
    public void A_lookup_finds_what_a_scan_from_the_top_finds() =>
        Prop.ForAll(
                Gen.Zip(Row.ListOf(), Place.ListOf(20)).ToArbitrary(),
                pair =>
                {
                    var table = TerritoryTableTests.Table([.. pair.Item1]);
                    foreach (var (country, region, code) in pair.Item2)
                    {
                        table.Find(country, region, code).ShouldBe(Scan(pair.Item1, country, region, code));
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static string? Scan(IEnumerable<TerritoryRow> rows, string? country, string? region, string? code) =>
        rows.FirstOrDefault(row =>
            (row.Country is null || row.Country == country)
            && (row.Region is null || row.Region == region)
            && IsWithin(code, row.PostalFrom, row.PostalTo)
        )?.Territory;

    private static bool IsWithin(string? code, string? from, string? to) =>
        (from ?? to) is not { } any
        || (
            code is not null
            && code.Length == any.Length
            && string.CompareOrdinal(from ?? to, code) <= 0
            && string.CompareOrdinal(code, to ?? from) <= 0
        );

    private static TerritoryRow Ordered(string? country, string? region, string? one, string? other, string territory)
    {
        if (one is null || other is null || one.Length != other.Length)
        {
            return one is null
                ? new(country, region, null, other, territory)
                : new(country, region, one, null, territory);
        }

        return string.CompareOrdinal(one, other) <= 0
            ? new(country, region, one, other, territory)
            : new(country, region, other, one, territory);
    }
}
