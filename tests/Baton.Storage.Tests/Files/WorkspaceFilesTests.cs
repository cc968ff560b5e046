using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Storage.Files;

namespace Baton.Storage.Tests.Files;

public sealed class WorkspaceFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("baton-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Tables_are_read_into_the_document_relative_to_its_file()
    {
        Write(
            "territories.csv",
            "\uFEFFcountry,region,postal_from,postal_to,territory\r\nUS,,01000,14999,east\r\n\"US\",CA,,,\"west, \"\"far\"\"\"\r\n"
        );
        Write("accounts.csv", "name,domain,owner,tier,size\nAcme,acme.test,ana,gold,12\n");
        var faults = new List<Fault>();

        var document = Load(
            "reps: [{ id: ana }]\nterritories: { table: territories.csv }\naccounts: { table: accounts.csv }",
            faults
        )!;
        var workspace = document.Bind(faults)!;

        faults.ShouldBeEmpty();
        workspace.Territories.Rows.ShouldBe([
            new("US", null, "01000", "14999", "east"),
            new("US", "CA", null, null, "west, \"far\""),
        ]);
        workspace.Accounts.List[0].Domain.ShouldBe("acme.test");
        workspace.Accounts.List[0].Attributes.ToString().ShouldBe("""{"size": 12, "tier": "gold"}""");
        document
            .Tables.Select(t => (t.Path, Path.GetFileName(t.File)))
            .ShouldBe([("territories.table", "territories.csv"), ("accounts.table", "accounts.csv")]);
    }

    [Fact]
    public void A_document_with_its_tables_stands_by_itself()
    {
        Write("t.csv", "country,territory\nNO,north\n");
        var faults = new List<Fault>();

        var document = Load("territories: { table: t.csv }", faults)!;
        var again = JsonNodes.ReadJson(JsonNodes.ToJson(document.Root));

        WorkspaceBinder
            .Bind(again, faults)!
            .Territories.Rows.ShouldBe([new PostalRow("NO", null, null, null, "north")]);
    }

    [Fact]
    public void Faults_of_a_table_name_its_file_and_line()
    {
        Write(
            "accounts.csv",
            "name,domain,owner\nAcme,acme.test,ana\nBeta,\"beta\n.test\",bob\nGamma,gamma.test,anna\n"
        );
        Write("t.csv", "country,postal_form,territory\nUS,1,west\nUS,2\n");
        var faults = new List<Fault>();

        Load(
                "reps: [{ id: ana }, { id: bob }]\naccounts: { table: accounts.csv }\nterritories: { table: t.csv }",
                faults
            )!
            .Bind(faults);

        faults
            .Select(f => f.ToString().Replace(_folder + Path.DirectorySeparatorChar, ""))
            .ShouldBe(
                [
                    "accounts.csv: line 3, column 1: accounts.table[2].domain: expected a domain such as acme.test, found the text 'beta\n.test'",
                    "accounts.csv: line 5, column 1: accounts.table[3].owner: no rep 'anna'; did you mean 'ana'?",
                    "t.csv: line 1, column 1: territories.table[0]: unknown column 'postal_form'; did you mean 'postal_from'?",
                    "t.csv: line 3, column 1: territories.table[2]: expected 3 cells, found 2",
                ],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("territories: { table: none.csv }", "w.yaml: line 1, column 23: cannot read 'none.csv'")]
    [InlineData(
        "territories: { table: empty.csv }",
        "empty.csv: line 1, column 1: territories.table: the table has no header"
    )]
    [InlineData(
        "territories: { table: open.csv }",
        "open.csv: line 2, column 1: territories.table: a quote is never closed"
    )]
    [InlineData("[]", "w.yaml: line 1, column 1: expected a workspace: a map of keys such as reps and policy")]
    public void What_cannot_be_read_is_a_fault(string text, string expected)
    {
        Write("empty.csv", "\n");
        Write("open.csv", "territory,country\n\"north,NO\n");
        var faults = new List<Fault>();

        Load(text, faults);

        faults.ShouldHaveSingleItem().ToString().Replace(_folder + Path.DirectorySeparatorChar, "").ShouldBe(expected);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_fault()
    {
        var faults = new List<Fault>();

        WorkspaceFiles.Load("none.yaml", faults).ShouldBeNull();

        faults.ShouldHaveSingleItem().ToString().ShouldBe("none.yaml: cannot read 'none.yaml'");
    }

    private WorkspaceDocument? Load(string text, List<Fault> faults)
    {
        Write("w.yaml", text);
        return WorkspaceFiles.Load(Path.Combine(_folder, "w.yaml"), faults);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
