using Baton.Engine.Policies;

namespace Baton.Engine.Tests.Policies;

public sealed class WorkspaceSchemaTests
{
    [Fact]
    public void The_published_schema_is_what_the_binder_reads()
    {
        var schema = WorkspaceSchema.ToJson();
        var made = Path.Combine(AppContext.BaseDirectory, "workspace.schema.json");
        File.WriteAllText(made, schema);

        File.ReadAllText(Path.Combine(Root(), "docs", "workspace.schema.json"))
            .ShouldBe(schema, $"docs/workspace.schema.json is out of date; copy {made} there");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Baton.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
