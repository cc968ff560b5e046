using System.Text.RegularExpressions;
using Baton.Engine.Events;

namespace Baton.House.Tests;

public sealed partial class DocumentationTests
{
    private static readonly string[] Headings = ["Introduction", "Example", "How it decides", "Limits", "Extending"];

    public static TheoryData<string> Pages => [.. ConceptPages().Select(f => f.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_about_a_concept_has_the_same_headings(string page) =>
        Page.Outside(Repository.File(page).Lines)
            .Where(l => l.StartsWith("## ", StringComparison.Ordinal))
            .Select(l => l[3..].Trim())
            .ShouldBe(Headings);

    [Fact]
    public void The_index_links_to_every_page()
    {
        var index = Repository.File("docs/README.md").Text;
        ConceptPages()
            .Where(f => !index.Contains($"({f.Path["docs/".Length..]})", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_link_to_a_file_of_the_project_leads_somewhere() =>
        Repository
            .TextFiles.Where(f => f.Path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(f => Links().Matches(f.Text).Select(m => (f.Path, Target: m.Groups[1].Value)))
            .Where(l => !l.Target.Contains("://", StringComparison.Ordinal) && !l.Target.StartsWith('#'))
            .Where(l => !Repository.Has(Resolve(l.Path, l.Target)))
            .ShouldBeEmpty();

    [Fact]
    public void Every_event_type_is_documented_and_no_other() =>
        Page.TableCodes("docs/events.md").ShouldBe(EventTypes.Names.Values, ignoreOrder: true);

    private static IEnumerable<SourceFile> ConceptPages() =>
        Repository
            .Under("docs")
            .Where(f => f.Path.EndsWith(".md", StringComparison.Ordinal) && f.Path != "docs/README.md");

    private static string Resolve(string page, string target)
    {
        var folder = Path.GetDirectoryName(page) ?? "";
        return Path.GetRelativePath(
            Repository.Root,
            Path.GetFullPath(Path.Combine(Repository.Root, folder, target.Split('#')[0]))
        );
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();
}
