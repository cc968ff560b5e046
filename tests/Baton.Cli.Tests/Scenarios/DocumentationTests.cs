namespace Baton.Cli.Tests.Scenarios;

/// <summary>
/// The examples of the documentation, run as a reader would who copies them: the first policy of a page is its
/// <c>workspace.yaml</c>, and its scenarios lie beside it.
/// </summary>
public sealed class DocumentationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Pages =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
                .Where(page => Scenarios(page).Count > 0)
                .Select(page => Path.GetRelativePath(Repository.Root, page))
                .Order(StringComparer.Ordinal),
        ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_scenario_of_a_page_passes(string page)
    {
        var path = Path.Combine(Repository.Root, page);
        var scenarios = Scenarios(path);
        var policy = Blocks(path).FirstOrDefault(b => b.Info == "yaml policy").Text;
        if (policy is not null)
        {
            _folder.Write("workspace.yaml", policy);
        }

        _folder.Write("page.scenario.yaml", string.Join("---\n", scenarios));

        Cli.Do("test", _folder.Path).Output.ShouldEndWith($"\n{scenarios.Sum(Count)} passed, 0 failed\n");
    }

    private static IReadOnlyList<string> Scenarios(string path) =>
        [.. Blocks(path).Select(b => b.Text).Where(t => t.StartsWith("scenario:", StringComparison.Ordinal))];

    private static int Count(string block) =>
        block.Split('\n').Count(l => l.StartsWith("scenario:", StringComparison.Ordinal));

    private static IEnumerable<(string Info, string Text)> Blocks(string path) =>
        File.ReadAllText(path)
            .Split("```")
            .Where((_, i) => i % 2 == 1)
            .Select(block => block.Split('\n', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => (parts[0].Trim(), parts[1]));
}
