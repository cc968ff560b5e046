namespace Baton.Cli.Tests.Scenarios;

public sealed class DocumentationTests
{
    [Fact]
    public void Every_scenario_in_the_documentation_passes()
    {
        var examples = Directory.EnumerateFiles(Path.Combine(Root(), "docs"), "*.md").SelectMany(Scenarios).ToList();

        examples.ShouldNotBeEmpty();
        examples.ShouldAllBe(text => Written.Run(text) == null);
    }

    private static IEnumerable<string> Scenarios(string page) =>
        File.ReadAllText(page)
            .Split("```")
            .Where((_, i) => i % 2 == 1)
            .Select(block => block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..])
            .Where(text => text.StartsWith("scenario:", StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Baton.slnx")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return folder.FullName;
    }
}
