using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.House.Tests;

/// <summary>The workspaces that the project shows to others: in its pages and in its samples.</summary>
public sealed class WorkspaceTests
{
    public static TheoryData<string, int> Blocks
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var page in Repository.TextFiles.Where(f => f.Path.EndsWith(".md", StringComparison.Ordinal)))
            {
                foreach (var (line, _) in Page.CodeBlocks(page.Path, "yaml policy"))
                {
                    data.Add(page.Path, line);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Samples =>
        [
            .. Repository
                .Under("samples")
                .Select(f => f.Path)
                .Where(p => p.EndsWith("/workspace.yaml", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_policy_in_the_documentation_binds_without_a_fault(string page, int line)
    {
        var text = Page.CodeBlocks(page, "yaml policy").Single(b => b.Line == line).Text;
        var faults = new List<Fault>();

        var root = YamlReader.Read(text, page, faults) as MapNode;
        root.ShouldNotBeNull();
        WorkspaceFiles.WithTables(root, null, faults).Bind(faults);

        faults.Select(f => f.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_binds_without_a_fault(string path)
    {
        var faults = new List<Fault>();

        WorkspaceFiles.Load(Path.Combine(Repository.Root, path), faults)?.Bind(faults);

        faults.Select(f => f.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_comes_with_scenarios_and_a_row_in_the_list(string path)
    {
        var folder = Path.GetDirectoryName(path)!;

        Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.scenario.yaml").ShouldNotBeEmpty();
        Repository.File("samples/README.md").Text.ShouldContain($"({Path.GetFileName(folder)}/workspace.yaml)");
    }
}
