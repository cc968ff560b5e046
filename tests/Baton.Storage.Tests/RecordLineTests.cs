using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Storage.Sqlite;
using Baton.Storage.Writing;
using NodaTime;

namespace Baton.Storage.Tests;

public sealed class RecordLineTests
{
    private readonly List<long> _written = [];
    private int _flushed;

    [Fact]
    public void Every_record_is_written_in_order_when_the_line_has_settled()
    {
        using var line = new RecordLine(record => _written.Add(record.Seq), () => _flushed = _written.Count);
        for (var round = 1; round <= 3; round++)
        {
            Add(line, from: ((round - 1) * 1000) + 1, count: 1000);

            line.Settle();

            _written.ShouldBe(Enumerable.Range(1, round * 1000).Select(i => (long)i));
            _flushed.ShouldBe(_written.Count);
        }
    }

    [Fact]
    public void After_a_failure_nothing_more_is_written_and_who_settles_hears_of_it()
    {
        using var line = new RecordLine(
            record =>
                _written.Add(record.Seq == 70 ? throw new InvalidOperationException("the disk is gone") : record.Seq),
            () => _flushed = _written.Count
        );
        Add(line, from: 1, count: 90);

        Should.Throw<InvalidOperationException>(line.Settle).Message.ShouldBe("the disk is gone");

        _written.ShouldBe(Enumerable.Range(1, 69).Select(i => (long)i));
        line.FailedSeq.ShouldBe(70);
        _flushed.ShouldBe(64, "what comes after a failure is not flushed");
        Should.Throw<InvalidOperationException>(() => Add(line, from: 91, count: 1));
        line.Quiet();
    }

    [Fact]
    public void Who_settles_hears_of_rows_that_could_not_be_flushed()
    {
        using var line = new RecordLine(
            record => _written.Add(record.Seq),
            () => throw new InvalidOperationException("the disk is full")
        );
        Add(line, from: 1, count: 3);

        Should.Throw<InvalidOperationException>(line.Settle).Message.ShouldBe("the disk is full");
    }

    private static void Add(RecordLine line, int from, int count)
    {
        for (var seq = from; seq < from + count; seq++)
        {
            line.Add(
                new DecidedRecord(
                    seq,
                    NodaConstants.UnixEpoch,
                    Actor: null,
                    new Outcome(),
                    LeadSchema.Standard,
                    TextKeys.None
                )
            );
        }
    }
}
