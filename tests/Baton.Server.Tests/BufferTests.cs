using System.Text;
using Baton.Server.Import;
using Baton.Server.Json;

namespace Baton.Server.Tests;

public sealed class BufferTests
{
    [Fact]
    public void More_buffers_than_are_kept_can_be_given_back()
    {
        foreach (var buffer in Enumerable.Range(0, 500).Select(_ => JsonBuffer.Rent()).ToArray())
        {
            buffer.Json.WriteStringValue("x");
            buffer.Dispose();
        }

        foreach (var batch in Enumerable.Range(0, 100).Select(_ => RowBatch.Rent()).ToArray())
        {
            batch.Keep("x"u8);
            batch.Dispose();
        }

        using var next = JsonBuffer.Rent();
        next.Written.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_batch_that_grew_large_is_not_kept()
    {
        // None is kept now.
        var taken = Enumerable.Range(0, 100).Select(_ => RowBatch.Rent()).ToArray();
        var wide = taken[0];
        wide.Cells.AddRange(Enumerable.Repeat(new Cell(0, 0, Escaped: false), 70_000));
        wide.Dispose();

        var next = Enumerable.Range(0, 100).Select(_ => RowBatch.Rent()).ToArray();

        next.ShouldNotContain(wide);
        foreach (var batch in next.Concat(taken.Skip(1)))
        {
            batch.Dispose();
        }
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(100)]
    public async Task A_spool_gives_back_what_it_took_in_its_order(int memory)
    {
        await using var spool = new ResultSpool(memory);
        var expected = new StringBuilder();
        using var output = new MemoryStream();
        foreach (var i in Enumerable.Range(0, 2_000))
        {
            spool.Add(Encoding.ASCII.GetBytes($"line {i}\n"));
            expected.Append($"line {i}\n");
        }

        var pumping = spool.Pump(output, CancellationToken.None);
        foreach (var i in Enumerable.Range(2_000, 2_000))
        {
            spool.Add(Encoding.ASCII.GetBytes($"line {i}\n"));
            expected.Append($"line {i}\n");
        }

        spool.End();
        await pumping.WaitAsync(TimeSpan.FromSeconds(10));

        Encoding.ASCII.GetString(output.ToArray()).ShouldBe(expected.ToString());
    }
}
