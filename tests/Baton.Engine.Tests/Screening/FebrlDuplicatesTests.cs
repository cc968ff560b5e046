using Baton.Duplicates;

namespace Baton.Engine.Tests.Screening;

/// <summary>The figures that bench/Baton.Duplicates prints, on the half of the people that no threshold was chosen on.</summary>
public sealed class FebrlDuplicatesTests
{
    private static readonly Lazy<(Linkage Chosen, Linkage HeldOut)> _halves = new(Read);

    private readonly Linkage _chosen = _halves.Value.Chosen;
    private readonly Linkage _heldOut = _halves.Value.HeldOut;

    [RealDataFact]
    public void Of_known_duplicates_nearly_all_are_found_and_nearly_none_wrongly()
    {
        var at = _chosen.BestThreshold();

        _heldOut.TruePairs.ShouldBe(250);
        _heldOut.Recall(at).ShouldBeGreaterThanOrEqualTo(0.97);
        _heldOut.Precision(at).ShouldBeGreaterThanOrEqualTo(0.995);
    }

    [RealDataFact]
    public void The_threshold_of_the_documentation_does_as_well_without_any_choice()
    {
        foreach (var half in new[] { _chosen, _heldOut })
        {
            half.Recall(0.95m).ShouldBeGreaterThanOrEqualTo(0.97);
            half.Precision(0.95m).ShouldBeGreaterThanOrEqualTo(0.995);
        }
    }

    [RealDataFact]
    public void Blocking_loses_no_more_than_one_pair_in_a_hundred_and_compares_few()
    {
        foreach (var half in new[] { _chosen, _heldOut })
        {
            half.BlockingRecall.ShouldBeGreaterThanOrEqualTo(0.99);
            half.Pairs.Count.ShouldBeLessThan(2 * half.Records);
        }
    }

    private static (Linkage Chosen, Linkage HeldOut) Read()
    {
        using var file = File.OpenText(Path.Combine(Root(), "..", "shared", "data", "febrl", "dataset1.csv"));
        var records = LinkedRecord.Read(file);
        return (
            new Linkage([.. records.Where(r => r.Entity % 2 == 0)]),
            new Linkage([.. records.Where(r => r.Entity % 2 == 1)])
        );
    }

    private static string Root()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Baton.slnx")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        return root;
    }
}
