using System.Collections.Immutable;
using Baton.Cli.Scenarios;
using Baton.Engine;
using Baton.Engine.Events;

namespace Baton.Cli.Tests.Scenarios;

public sealed class ShareDeviationTests
{
    private static readonly ImmutableArray<MemberWeight> Members = [new("ana", 1), new("bob", 2), new("cleo", 0)];

    [Fact]
    public void The_worst_prefix_counts_not_the_end()
    {
        var (largest, detail) = Of(
            Charge(1, "ana"),
            Charge(2, "ana"),
            Charge(3, "bob"),
            Charge(4, "bob"),
            Charge(5, "bob"),
            Charge(6, "bob")
        );

        largest.ShouldBe(1.333333333m);
        detail.ShouldBe("1.333333333 (ana after 2 leads of 'p')");
    }

    [Fact]
    public void Who_is_barred_earns_nothing_of_that_lead()
    {
        Of(Charge(1, "bob", 0), Charge(2, "bob", 0)).Largest.ShouldBe(0);
        Of(Charge(1, "bob"), Charge(2, "bob")).Largest.ShouldBe(0.666666667m);
    }

    [Fact]
    public void Leads_of_other_steps_and_leads_without_a_charge_count_nowhere()
    {
        var free = new LeadAssigned
        {
            Lead = 1,
            Rep = "ana",
            How = "owner",
        };

        Of(free, Charge(99, "ana")).ShouldBe((0, "no lead that a ledger was charged for"));
    }

    private static (decimal Largest, string Detail) Of(params Event[] events) =>
        ShareDeviation.Of(events, [1, 2, 3, 4, 5, 6], ledger => ledger == "p" ? Members : null);

    private static LeadAssigned Charge(long lead, string winner, params ImmutableArray<int> barred) =>
        new()
        {
            Lead = lead,
            Rep = winner,
            How = "pool",
            Charges =
            [
                new Charge
                {
                    Ledger = "p",
                    Winner = winner,
                    Cost = 1_000_000_000,
                    Out = barred,
                },
            ],
        };
}
