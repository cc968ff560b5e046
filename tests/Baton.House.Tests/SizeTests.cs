using Xunit.Abstractions;

namespace Baton.House.Tests;

public sealed class SizeTests(ITestOutputHelper output)
{
    private const int MostLinesOfFile = 400;
    private const int MostLinesOfComponent = 200;
    private const int MostLinesOfMethodAtP90 = 27;

    // The one list of exceptions. Each carries its reason.
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal);

    [Fact]
    public void No_file_is_longer_than_400_lines_without_a_listed_reason()
    {
        var files = Repository
            .ProductCode.Concat(Repository.Under("tests").Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal)))
            .ToList();
        Print("lines per file", files.Select(f => f.Lines.Count));

        files.Where(f => f.Lines.Count > MostLinesOfFile && !LongFiles.ContainsKey(f.Path)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_listed_exception_still_needs_to_be_one() =>
        LongFiles.Keys.Where(p => Repository.File(p).Lines.Count <= MostLinesOfFile).ShouldBeEmpty();

    [Fact]
    public void No_web_component_is_longer_than_200_lines() =>
        Repository
            .ProductCode.Where(f =>
                f.Path.EndsWith(".tsx", StringComparison.Ordinal) && f.Lines.Count > MostLinesOfComponent
            )
            .ShouldBeEmpty();

    [Fact]
    public void Nine_methods_in_ten_have_at_most_27_lines()
    {
        var methods = Repository
            .Under("src")
            .Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => MethodScanner.Scan(f.Text).Select(m => (File: f.Path, Method: m)))
            .OrderByDescending(m => m.Method.Lines)
            .ToList();
        Print("lines per method", methods.Select(m => m.Method.Lines));
        foreach (var (file, method) in methods.Take(10))
        {
            output.WriteLine($"{method.Lines, 5} {file}:{method.Line} {method.Name}");
        }

        methods.ShouldNotBeEmpty();
        Percentile([.. methods.Select(m => m.Method.Lines).Order()], 90)
            .ShouldBeLessThanOrEqualTo(MostLinesOfMethodAtP90);
    }

    private void Print(string what, IEnumerable<int> lengths)
    {
        var sorted = lengths.Order().ToArray();
        output.WriteLine(
            $"{what}: {sorted.Length} of them, median {Percentile(sorted, 50)}, p90 {Percentile(sorted, 90)}, longest {sorted[^1]}"
        );
    }

    // Nearest rank: the smallest length that this share of all lengths does not exceed.
    private static int Percentile(int[] sorted, int percent) =>
        sorted[Math.Max(0, (sorted.Length * percent + 99) / 100 - 1)];
}
