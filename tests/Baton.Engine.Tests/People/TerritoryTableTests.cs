using Baton.Engine.People;

namespace Baton.Engine.Tests.People;

public sealed class TerritoryTableTests
{
    private static readonly TerritoryTable Postal = Table(
        new("US", "", "10000", "14999", "us-northeast"),
        new("US", "", "90000", "96199", "us-pacific"),
        new("DE", "", "80000", "87999", "bavaria"),
        new("DE", "", "10000", "14999", "berlin-region")
    );

    [Theory]
    [InlineData("US", "94110", "us-pacific")]
    [InlineData("US", "90000", "us-pacific")]
    [InlineData("US", "96199", "us-pacific")]
    [InlineData("US", "96200", null)]
    [InlineData("US", "89999", null)]
    [InlineData("DE", "80331", "bavaria")]
    [InlineData("DE", "10115", "berlin-region")]
    [InlineData("US", "10115", "us-northeast")]
    [InlineData("DE", "8500", null)]
    [InlineData("DE", null, null)]
    [InlineData(null, "10115", null)]
    public void Both_ends_of_a_range_belong_to_it_and_a_code_of_another_length_to_none(
        string? country,
        string? code,
        string? found
    ) => Postal.Find(country, null, code).ShouldBe(found);

    [Fact]
    public void The_first_listed_row_that_holds_wins()
    {
        var table = Table(
            new("US", null, "94000", "94999", "bay"),
            new("US", "CA", null, null, "california"),
            new("US", null, "90000", "96199", "pacific"),
            new("US", null, null, null, "usa"),
            new(null, null, null, null, "world")
        );

        table.Find("US", "CA", "94110").ShouldBe("bay");
        table.Find("US", "CA", "90001").ShouldBe("california");
        table.Find("US", "OR", "90001").ShouldBe("pacific");
        table.Find("US", null, null).ShouldBe("usa");
        table.Find("FR", null, null).ShouldBe("world");
        table.Territories.ShouldBe(["bay", "california", "pacific", "usa", "world"]);
    }

    [Fact]
    public void A_single_bound_stands_for_both()
    {
        var table = Table(
            new("AT", null, "6020", null, "innsbruck"),
            TerritoryRow.From(new("AT", null, null, "5020", "salzburg"))
        );

        table.Find("AT", null, "6020").ShouldBe("innsbruck");
        table.Find("AT", null, "6021").ShouldBeNull();
        table.Find("AT", null, "5020").ShouldBe("salzburg");
    }

    [Fact]
    public void Names_and_notations_in_a_table_are_understood()
    {
        var table = Table(
            new("Germany", "Bavaria", null, null, "by"),
            new("Sweden", null, "11000", "11999", "stockholm")
        );

        table.Find("DE", "BY", null).ShouldBe("by");
        table.Find("SE", null, "114 55").ShouldBe("stockholm");
    }

    [Fact]
    public void A_bad_row_is_named_by_its_number_and_the_others_hold()
    {
        var faults = new List<string>();
        var table = TerritoryTable.Build(
            [
                new("Atlantis", null, null, null, "a"),
                new("US", null, "10000", "199", "b"),
                new("US", null, "20000", "10000", "c"),
                new("US", null, null, null, " "),
                new("US", null, null, null, "usa"),
            ],
            faults
        );

        faults.ShouldBe([
            "row 1: unknown country 'Atlantis'",
            "row 2: postal_from '10000' and postal_to '199' have different lengths",
            "row 3: postal_from '20000' comes after postal_to '10000'",
            "row 4: no territory",
        ]);
        table.Find("US", null, null).ShouldBe("usa");
    }

    internal static TerritoryTable Table(params TerritoryRow[] rows)
    {
        var faults = new List<string>();
        var table = TerritoryTable.Build(rows, faults);
        faults.ShouldBeEmpty();
        return table;
    }
}
