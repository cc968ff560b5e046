using Baton.Cli.Demo;
using Baton.Engine.Events;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Cli.Tests.Demo;

public sealed class DemoWaysTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly PolicyConfig Policy = new()
    {
        Pools =
        [
            new PoolConfig { Name = "inner" },
            new PoolConfig { Name = "outer", Note = "around it" },
            new PoolConfig { Name = "unused" },
        ],
        Queues =
        [
            new QueueConfig { Name = "tank" },
            new QueueConfig { Name = "desk", Mode = QueueMode.Manual },
            new QueueConfig { Name = "rush", Mode = QueueMode.Shotgun },
        ],
    };

    private readonly DemoWays _ways = new();

    [Fact]
    public void A_pool_counts_what_it_gave_and_so_does_the_pool_around_it()
    {
        Route(1);
        Take(
            0,
            new LeadAssigned
            {
                Lead = 1,
                Rep = "ana",
                How = "pool",
                Pool = "inner",
                Charges = [Charge("outer"), Charge("inner")],
            }
        );

        Result().ShouldBe([("inner", 1, Duration.Zero, null), ("outer", 1, Duration.Zero, null)]);
    }

    [Fact]
    public void The_wait_runs_from_the_first_rule_to_the_first_owner_and_is_the_median()
    {
        foreach (var (lead, minutes) in new[] { (1, 4), (2, 60), (3, 5) })
        {
            Route(lead);
            Take(0, Queued(lead, "tank"));
            Take(
                minutes,
                new LeadClaimed
                {
                    Lead = lead,
                    Rep = "ana",
                    Queue = "tank",
                }
            );
        }

        Result().ShouldBe([("tank", 3, Duration.FromMinutes(5), 0)]);
    }

    [Fact]
    public void What_nobody_took_from_a_queue_is_left()
    {
        Take(0, Queued(1, "tank"));
        Take(0, Queued(2, "tank"));
        Take(
            1,
            new LeadClaimed
            {
                Lead = 2,
                Rep = "ana",
                Queue = "tank",
            }
        );

        Result().ShouldBe([("tank", 1, null, 1)]);
    }

    [Fact]
    public void A_lead_given_by_hand_counts_for_the_desk_and_an_accepted_one_for_whoever_offered()
    {
        Take(0, Queued(1, "desk"));
        Take(
            9,
            new LeadAssigned
            {
                Lead = 1,
                Rep = "ana",
                How = "manual",
            }
        );
        Take(
            0,
            new LeadOffered
            {
                Lead = 2,
                Reps = ["ana", "bob"],
                Queue = "rush",
                Step = 0,
            }
        );
        Take(
            2,
            new LeadAssigned
            {
                Lead = 2,
                Rep = "bob",
                How = "offer",
                Queue = "rush",
            }
        );
        Take(
            0,
            new LeadOffered
            {
                Lead = 3,
                Reps = ["bob"],
                Pool = "inner",
                Step = 0,
                Charges = [Charge("inner")],
            }
        );
        Take(
            1,
            new LeadAssigned
            {
                Lead = 3,
                Rep = "bob",
                How = "offer",
                Pool = "inner",
            }
        );

        Result().Select(w => (w.Name, w.Leads)).ShouldBe([("inner", 1), ("desk", 1), ("rush", 1)]);
    }

    [Fact]
    public void Whoever_knew_them_already_comes_first()
    {
        Take(
            0,
            new LeadAssigned
            {
                Lead = 1,
                Rep = "ana",
                How = "owner",
            }
        );

        _ways.Result(Policy).ShouldHaveSingleItem().Busiest.ShouldBe(("ana", 1));
    }

    private IEnumerable<(string Name, int Leads, Duration? Wait, int? Left)> Result() =>
        _ways.Result(Policy).Select(w => (w.Name, w.Leads, w.Wait, w.Left));

    private void Route(long lead) =>
        Take(
            0,
            new LeadRouted
            {
                Lead = lead,
                Rule = "all",
                Version = 1,
            }
        );

    private void Take(int minutes, Event @event) => _ways.Take(@event, Nine + Duration.FromMinutes(minutes));

    private static LeadQueued Queued(long lead, string queue) =>
        new()
        {
            Lead = lead,
            Queue = queue,
            Step = 0,
        };

    private static Charge Charge(string ledger) =>
        new()
        {
            Ledger = ledger,
            Winner = "ana",
            Cost = 1,
        };
}
