using Baton.Engine;

namespace Baton.Storage.Tests;

public sealed partial class EngineTests
{
    // Some pages begin behind a snapshot, some before all of them.
    [Theory]
    [InlineData(11, 100_000)]
    [InlineData(12, 60)]
    public async Task Pages_of_lines_rebuild_the_balances_and_are_those_of_one_reading(int seed, long snapshotEvery)
    {
        await using var store = await Started(snapshotEvery: snapshotEvery);
        await Send(store, RandomCommands.Of(seed, 300), seed);
        var end = store.Journal.LastSeq + 1;

        foreach (var pool in await store.Read(w => w.PoolViews()))
        {
            var whole = store.Ledgers.Lines([pool.Id], 1, end).ToList();
            var paged = new List<(JournalRecord Record, LedgerLine Line)>();
            for (var from = 1L; from < end; from += 37)
            {
                paged.AddRange(store.Ledgers.Lines([pool.Id], from, Math.Min(from + 37, end)));
            }

            whole.Count.ShouldBeGreaterThan(5);
            paged.Select(Text).ShouldBe(whole.Select(Text));
            foreach (var member in pool.Members)
            {
                var moved = whole.SelectMany(l => l.Line.Moves).Where(m => m.Member == member.Id).Sum(m => m.Nano);
                (moved / 1_000_000_000m).ShouldBe(member.Balance, $"{pool.Id} {member.Id}");
            }
        }
    }

    private static string Text((JournalRecord Record, LedgerLine Line) line) =>
        $"{line.Record.Seq} {line.Line.Reason} {line.Line.Winner} {line.Line.Cost} "
        + string.Join(' ', line.Line.Earned.Concat(line.Line.Moves));
}
