using Baton.Storage.Listing;

namespace Baton.Storage.Tests;

// How the database goes about a page.
public sealed partial class ListingTests
{
    [Fact]
    public void The_newest_are_read_without_a_sort() => Plan("lead.seats > 3").ShouldNotContain("TEMP B-TREE");

    [Theory]
    [InlineData("lead.id == 'L9'", "leads USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData("lead.id == 'L9'", "lead_keys USING PRIMARY KEY (key=?)")]
    [InlineData("lead.id in ['L9', 'L12']", "leads USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData("lead.email == 'l9@acme.test'", "leads USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData("lead.id == 'L9' || lead.phone == '+15550000012'", "MULTI-INDEX OR")]
    [InlineData("lead.owner == 'ana'", "leads_owner (<expr>=? AND owner=?)")]
    [InlineData("lead.owner == 'ana' && lead.status == 'assigned'", "leads_owner (<expr>=? AND owner=? AND status=?)")]
    [InlineData("lead.owner in ['ana', 'bob']", "leads_owner (<expr>=? AND owner=?)")]
    [InlineData("lead.status == 'assigned'", "leads_status (status=?)")]
    public void An_index_finds_them(string source, string index)
    {
        Plan(source).ShouldContain(index);
        AssertNoTableIsWalked(Plan(source));
    }

    [Fact]
    public void Indexes_find_what_a_rep_may_see()
    {
        var plan = _store.Leads.Plan(LeadQuery.All with { Sight = _anas });

        plan.ShouldContain("leads_owner (<expr>=? AND owner=?)");
        AssertNoTableIsWalked(plan);
    }

    // But the ranges of leads that the index by owner is asked for.
    private static void AssertNoTableIsWalked(string plan) =>
        plan.Split('\n')
            .Where(line => line.StartsWith("SCAN", StringComparison.Ordinal))
            .ShouldBeSubsetOf(["SCAN ranges", "SCAN CONSTANT ROW", "SCAN json_each VIRTUAL TABLE INDEX 1:"]);

    private string Plan(string source) => _store.Leads.Plan(new LeadQuery { Condition = Compiled(source) });
}
