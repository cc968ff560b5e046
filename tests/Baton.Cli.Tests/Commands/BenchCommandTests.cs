namespace Baton.Cli.Tests.Commands;

public sealed class BenchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_is_measured_every_request_answered_and_nothing_left_behind()
    {
        var ran = Cli.Do(
            "bench",
            "--data",
            _folder.Path,
            "--leads",
            "300",
            "--connections",
            "4",
            "--for",
            "1s",
            "--json"
        );

        string[] figures = ["bare_per_second", "import_per_second", "requests_per_second", "decision_us"];
        figures.ShouldAllBe(figure => (double)ran.Json[figure]! > 0);
        ((int)ran.Json["requests_failed"]!).ShouldBe(0);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_number_out_of_range_is_refused_with_its_bounds()
    {
        var ran = Cli.Run("bench", "--connections", "0");

        ran.Code.ShouldBe(2);
        ran.Error.ShouldBe("baton: --connections 0 is not from 1 to 1000\n");
    }
}
