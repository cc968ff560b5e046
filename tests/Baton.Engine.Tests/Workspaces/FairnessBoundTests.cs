using Baton.Engine.Conditions;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>The claim of docs/rotation-and-the-ledger.md, on whole workspaces instead of bare numbers.</summary>
public sealed class FairnessBoundTests
{
    [Fact]
    public void With_a_constant_eligible_set_everybody_stays_within_the_bound_after_every_lead()
    {
        var weights = Gen.Choose(1, 40).ArrayOf().Where(w => w.Length is >= 2 and <= 9);
        Prop.ForAll(weights.ToArbitrary(), w => StaysWithinTheBound(w))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static bool StaysWithinTheBound(int[] weights)
    {
        var world = Pool(weights);
        var sum = weights.Sum();
        var received = new int[weights.Length];
        var bound = 1m - 1m / (2 * weights.Length - 2) + 0.000001m;
        for (var n = 1; n <= Math.Min(sum * 3, 200); n++)
        {
            var owner = world.Capture(("id", Value.Of($"L{n}"))).Owner!;
            received[int.Parse(owner[1..])]++;
            for (var i = 0; i < weights.Length; i++)
            {
                var deviation = Math.Abs(received[i] - (decimal)n * weights[i] / sum);
                deviation.ShouldBeLessThanOrEqualTo(bound);
            }

            world.Engine.Balances("p")!.Values.Sum().ShouldBe(0);
        }

        return true;
    }

    private static World Pool(int[] weights)
    {
        var reps = string.Join(", ", weights.Select((w, i) => $"{{ id: r{i}, weight: {w} }}"));
        var members = string.Join(", ", weights.Select((_, i) => $"r{i}"));
        return new World(
            $$"""
            reps: [{{reps}}]
            policy:
              pools: { p: { members: [{{members}}] } }
              rules: [{ name: all, route: [{ pool: p }] }]
            """
        );
    }
}
