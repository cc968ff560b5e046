using System.Net.Http.Headers;
using System.Net.Http.Json;
using Baton.Storage;
using Baton.Storage.Webhooks;

namespace Baton.Cli.Tests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["data"];
    private string File => _folder["baton.zip"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_running_server_is_backed_up_and_another_serves_what_is_restored()
    {
        string key;
        using (var server = BatonProcess.Start("serve", "--data", Data, "--urls", "http://127.0.0.1:0"))
        {
            key = server.LineStarting("API key:");
            using var http = Client(server.LineStarting("Console:"), key);
            (await http.PostAsJsonAsync("v1/leads", new { id = "before" })).EnsureSuccessStatusCode();

            var taken = Cli.Do("backup", File, "--data", Data, "--json").Json;

            taken["workspaces"]![0]!["name"]!.ToString().ShouldBe("default");
            taken["workspaces"]![0]!["seq"]!.GetValue<long>().ShouldBe(2);
            (await http.PostAsJsonAsync("v1/leads", new { id = "after" })).EnsureSuccessStatusCode();
            Cli.Run("restore", File, "--data", Data, "--force").Error.ShouldContain("is in use by another Baton (pid ");
            server.Terminate();
            server.Exit().ShouldBe(0);
        }

        Cli.Do("restore", File, "--data", _folder["other"])
            .Output.ShouldContain($"restored to {_folder["other"]} as of ");

        using var again = BatonProcess.Start("serve", "--data", _folder["other"], "--urls", "http://127.0.0.1:0");
        using var client = Client(again.LineStarting("Console:"), key);
        (await client.GetAsync("v1/leads/before")).IsSuccessStatusCode.ShouldBeTrue();
        (await client.GetAsync("v1/leads/after")).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_that_a_backup_leaves_out_is_named()
    {
        await using (var store = BatonStore.Open(new StoreOptions { Directory = Data }))
        {
            var hook = new WebhookConfig("https://crm.test/hook", ["*"]);
            store.Webhooks.Add(hook, after: 0, most: 1, ActBy.CommandLine).ShouldNotBeNull();
        }

        Cli.Do("backup", File, "--data", Data)
            .Output.ShouldContain("secrets.key is not in it: keep a copy elsewhere, for webhooks sign by it");
    }

    [Fact]
    public void Neither_command_destroys_anything_unasked()
    {
        Cli.Do("key", "create", "x", "--data", Data);
        Cli.Do("backup", File, "--data", Data).Output.ShouldContain("baton.zip: ");

        Cli.Run("backup", File, "--data", Data).Error.ShouldContain("is there already; name another");
        Cli.Run("restore", File, "--data", Data).Error.ShouldContain("is not empty; name another folder with --data");
        Cli.Do("backup", File, "--data", Data, "--force");
        var replaced = Cli.Do("restore", File, "--data", Data, "--force", "--json").Json["replaced"]!.ToString();

        using var reader = StoreReader.Open(replaced);
        reader.Keys.List().Single().Name.ShouldBe("x");
    }

    [Theory]
    [InlineData("backup", "there is no Baton data in ")]
    [InlineData("restore", "there is no file ")]
    public void What_is_not_there_is_said(string command, string error)
    {
        var ran = Cli.Run(command, _folder["none.zip"], "--data", _folder["none"]);

        ran.Code.ShouldBe(2);
        ran.Error.ShouldContain(error);
        Directory.GetFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    private static HttpClient Client(string url, string key)
    {
        var http = new HttpClient { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }
}
