using System.Globalization;
using System.Text;
using Baton.Engine.Policies;
using Baton.Storage.Files;

namespace Baton.Cli.Benchmarking;

/// <summary>
/// A large company, always the same: a thousand rules of three conditions, twenty pools of a hundred reps, duplicates by
/// e-mail; and the leads that arrive there.
/// </summary>
internal static class BenchWorkspace
{
    public const int Rules = 1000;
    public const int Reps = Pools * Members;
    private const int Pools = 20;
    private const int Members = 100;
    private const int Countries = 200;
    private const int Industries = 50;

    /// <summary>Writes the workspace file into a folder and reads it as any other.</summary>
    public static MapNode Publishable(string folder)
    {
        var path = Path.Combine(folder, "workspace.yaml");
        File.WriteAllText(path, Text());
        var faults = new List<Fault>();
        var document = WorkspaceFiles.Load(path, faults);
        return document is not null && faults.Count == 0
            ? document.Root
            : throw new InvalidOperationException(string.Join("; ", faults));
    }

    /// <summary>A CSV file with a header. One row in five may repeat an earlier address.</summary>
    public static void WriteCsv(string path, int rows)
    {
        var random = new Random(4);
        using var file = new StreamWriter(path);
        file.Write("id,email,first_name,last_name,company,region,industry,employees,source,message\n");
        for (var row = 0; row < rows; row++)
        {
            var user = random.Next(5) == 0 && row > 0 ? random.Next(row) : row;
            file.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"B-{row},user{user}@example{row % 99}.test,First{row % 300},Last{row % 700},\"Acme, {row % 500} Inc\","
                )
            );
            file.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"R{random.Next(Countries)},I{random.Next(Industries)},{random.Next(6000)},web,\"Call at {row % 24}\"\n"
                )
            );
        }
    }

    private static string Text()
    {
        var text = new StringBuilder("workspace: bench\nreps:\n");
        for (var rep = 0; rep < Reps; rep++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{ id: rep-{rep} }}\n");
        }

        text.Append("policy:\n  screen: { duplicates: { match: [email], action: merge } }\n  pools:\n");
        for (var pool = 0; pool < Pools; pool++)
        {
            var members = Enumerable.Range(pool * Members, Members).Select(i => $"rep-{i}");
            text.Append(
                CultureInfo.InvariantCulture,
                $"    pool-{pool}: {{ members: [{string.Join(", ", members)}], method: least_loaded }}\n"
            );
        }

        text.Append("  rules:\n");
        AppendRules(text);
        return text.ToString();
    }

    private static void AppendRules(StringBuilder text)
    {
        var random = new Random(7);
        for (var rule = 1; rule < Rules; rule++)
        {
            var low = random.Next(10) * 500;
            text.Append(
                CultureInfo.InvariantCulture,
                $"    - {{ name: rule {rule}, when: 'lead.region == \"R{random.Next(Countries)}\" && "
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"lead.industry == \"I{random.Next(Industries)}\" && lead.employees >= {low} && lead.employees < {low + 1500}', "
            );
            text.Append(CultureInfo.InvariantCulture, $"route: [{{ pool: pool-{rule % Pools} }}] }}\n");
        }

        text.Append("    - { name: the rest, route: [{ pool: pool-0 }] }\n");
    }
}
