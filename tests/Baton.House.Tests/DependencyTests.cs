using System.Reflection;
using System.Xml.Linq;

namespace Baton.House.Tests;

public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Baton.Engine"] = [],
        ["Baton.Storage"] = ["Baton.Engine"],
        ["Baton.Server"] = ["Baton.Storage"],
        ["Baton.Cli"] = ["Baton.Server"],
        ["Baton.Client"] = [],
    };

    public static TheoryData<string> Projects => [.. Arrows.Keys];

    [Fact]
    public void Every_project_of_the_product_is_known_here() =>
        Repository
            .Under("src")
            .Where(f => f.Path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f.Path))
            .ShouldBe(Arrows.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_its_neighbour_alone(string project) =>
        References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).ShouldBe(Arrows[project]);

    // A compiled reference may skip a neighbour (the server uses the engine's types), but never points upwards.
    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_references_only_what_stands_below_it(string project) =>
        Compiled(project)
            .Where(name => name.StartsWith("Baton", StringComparison.OrdinalIgnoreCase))
            .Except(Below(project))
            .ShouldBeEmpty();

    [Fact]
    public void The_engine_references_the_base_library_and_NodaTime_alone()
    {
        Compiled("Baton.Engine")
            .Where(n => n != "NodaTime" && n != "netstandard" && n != "mscorlib")
            .Where(n => n != "System" && !n.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeEmpty();
        RuntimePackages("Baton.Engine").ShouldBe(["NodaTime"]);
    }

    [Fact]
    public void Package_versions_stand_in_one_file() =>
        Repository
            .Under("src", "tests", "bench")
            .Where(f => f.Path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(f =>
                XDocument.Parse(f.Text).Descendants("PackageReference").Any(p => p.Attribute("Version") is not null)
            )
            .ShouldBeEmpty();

    private static IEnumerable<string> Below(string project) => Arrows[project].SelectMany(p => Below(p).Append(p));

    private static IEnumerable<string> Compiled(string project) =>
        Production.Assembly(project).GetReferencedAssemblies().Select(a => a.Name!);

    private static IEnumerable<string> References(string project, string kind) =>
        Project(project).Descendants(kind).Select(r => r.Attribute("Include")!.Value);

    private static IEnumerable<string> RuntimePackages(string project) =>
        Project(project)
            .Descendants("PackageReference")
            .Where(p => p.Attribute("PrivateAssets") is null)
            .Select(p => p.Attribute("Include")!.Value);

    private static XDocument Project(string name) => XDocument.Parse(Repository.File($"src/{name}/{name}.csproj").Text);
}

/// <summary>The assemblies that ship.</summary>
internal static class Production
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        Assembly("Baton.Engine"),
        Assembly("Baton.Storage"),
        Assembly("Baton.Server"),
        Assembly("Baton.Cli"),
        Assembly("Baton.Client"),
    ];

    /// <summary>The program's assembly bears the name of the command.</summary>
    public static Assembly Assembly(string project) =>
        System.Reflection.Assembly.Load(project == "Baton.Cli" ? "baton" : project);
}
