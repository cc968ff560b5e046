using Baton.Storage;

namespace Baton.Cli.Tests.Commands;

public sealed class WorkspaceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_workspace_is_a_data_folder_of_its_own_with_keys_that_bear_its_name()
    {
        var key = Cli.Do("workspace", "create", "north", "--data", _folder.Path).Output;

        key.ShouldMatch("\\Abk_north\\.[A-Za-z0-9_-]{43}\n\\z");
        var north = Path.Combine(_folder.Path, "workspaces", "north");
        Cli.Do("key", "create", "crm", "--data", north).Output.ShouldStartWith("bk_north.");
        using var reader = StoreReader.Open(north);
        reader.Keys.Verify(key.Trim())!.Role.ShouldBe(Role.Admin);
    }

    [Fact]
    public void Workspaces_are_listed_by_name()
    {
        Cli.Do("key", "create", "x", "--data", _folder.Path);
        Cli.Do("workspace", "create", "south", "--data", _folder.Path);
        Cli.Do("workspace", "create", "north", "--data", _folder.Path);

        var listed = Cli.Do("workspace", "list", "--json", "--data", _folder.Path).Json.AsArray();

        listed.Select(w => w!["name"]!.ToString()).ShouldBe(["default", "north", "south"]);
    }

    [Theory]
    [InlineData("../up", 2, "'../up' is no workspace's name: use 1 to 40 of a-z, 0-9 and '-', a letter first")]
    [InlineData("default", 1, "there is a workspace 'default' already")]
    [InlineData("north", 1, "there is a workspace 'north' already; 'baton key create NAME --data ")]
    public void A_name_that_will_not_do_is_refused(string name, int code, string error)
    {
        Cli.Do("workspace", "create", "north", "--data", _folder.Path);

        var ran = Cli.Run("workspace", "create", name, "--data", _folder.Path);

        ran.Code.ShouldBe(code);
        ran.Error.ShouldContain(error);
    }
}
