using Baton.Engine.Assignment;

namespace Baton.Engine.Tests.Assignment;

/// <summary>No constant bound exists where the eligible set changes (the fair carpool problem), so the drift is measured.</summary>
public sealed class RotationDriftTests
{
    private const int Leads = 4000;

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(40)]
    public void Members_who_are_there_half_of_the_time_drift_less_than_the_alarm_level(int members) =>
        Drift(members, (_, random) => random.Next(2) == 0).ShouldBeLessThan(Rotation.DriftAlarm);

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(40)]
    public void Members_some_of_whom_are_seldom_there_drift_less_than_the_alarm_level(int members) =>
        Drift(members, (member, random) => random.Next(members) <= member).ShouldBeLessThan(Rotation.DriftAlarm);

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(40)]
    public void Members_who_work_in_shifts_drift_less_than_the_alarm_level(int members)
    {
        var isIn = new bool[members];
        Drift(members, (member, random) => isIn[member] ^= random.Next(20 * members) == 0)
            .ShouldBeLessThan(Rotation.DriftAlarm);
    }

    /// <summary>The furthest anybody was from the exact share, in leads, over ten pools with weights of 1 to 10.</summary>
    private static decimal Drift(int members, Func<int, Random, bool> isIn)
    {
        var furthest = 0L;
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            var ledger = new Ledger([.. Enumerable.Range(0, members).Select(_ => random.Next(1, 11))]);
            for (var lead = 0; lead < Leads; lead++)
            {
                var eligible = Enumerable.Range(0, members).Where(m => isIn(m, random)).ToArray();
                if (eligible.Length > 0)
                {
                    ledger.Lead(Nano.One, eligible);
                    furthest = Math.Max(furthest, ledger.Balances.Max(Math.Abs));
                }
            }

            ledger.Balances.Sum().ShouldBe(0);
        }

        return Nano.ToUnits(furthest);
    }
}
