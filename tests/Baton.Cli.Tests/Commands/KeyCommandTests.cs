using Baton.Storage;

namespace Baton.Cli.Tests.Commands;

public sealed class KeyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_printed_alone_and_works_at_once_beside_a_server()
    {
        await using var store = BatonStore.Open(new StoreOptions { Directory = _folder.Path });

        var key = Cli.Do("key", "create", "ci", "--data", _folder.Path).Output;

        key.ShouldMatch("\\Abk_[A-Za-z0-9_-]{43}\n\\z");
        store.Keys.Verify(key.Trim())!.Name.ShouldBe("ci");
    }

    [Fact]
    public void A_key_can_be_made_before_the_first_start_and_revoked()
    {
        Cli.Do("key", "create", "ci", "--data", _folder["new"]);

        Cli.Do("key", "list", "--data", _folder["new"]).Output.ShouldContain("ci");
        Cli.Do("key", "revoke", "1", "--data", _folder["new"]).Output.ShouldBe("revoked key 1\n");
        Cli.Run("key", "revoke", "1", "--data", _folder["new"]).Code.ShouldBe(1);
        Cli.Do("key", "create", "cd", "--data", _folder["new"]);
        Cli.Do("key", "revoke", "2", "--json", "--data", _folder["new"]).Json["revoked"]!.GetValue<int>().ShouldBe(2);
        var keys = Cli.Do("key", "list", "--data", _folder["new"], "--json").Json;
        keys[0]!["revoked_at"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("ID nope is no whole number", "key", "revoke", "nope")]
    [InlineData("--leads many is no whole number", "bench", "--leads", "many")]
    [InlineData("--rate fast is no number", "demo", "--rate", "fast")]
    [InlineData("--journal-days x is no whole number", "retain", "--journal-days", "x")]
    [InlineData("say who: --email, --phone or --lead", "erase")]
    public void What_is_typed_wrong_is_told_in_words_of_the_command_line(string words, params string[] args)
    {
        var ran = Cli.Run([.. args, "--data", _folder["new"]]);

        (ran.Code, ran.Error).ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe(2),
            r => r.Error.ShouldContain(words),
            r => r.Error.ShouldNotContain("System.")
        );
    }

    [Fact]
    public void A_key_of_a_person_is_a_reps_unless_told()
    {
        Cli.Do("key", "create", "crm", "--data", _folder["new"]);
        Cli.Do("key", "create", "ana's", "--user", "ana@acme.test", "--data", _folder["new"]);
        Cli.Do("key", "create", "mo's", "--user", "mo", "--role", "manager", "--data", _folder["new"]);

        var keys = Cli.Do("key", "list", "--data", _folder["new"], "--json").Json.AsArray();

        keys.Select(k => $"{k!["name"]}: {k["role"]} {k["user"]}")
            .ShouldBe(["crm: admin ", "ana's: rep ana@acme.test", "mo's: manager mo"]);
    }

    [Theory]
    [InlineData("boss", "'boss' is no role; there are admin, manager, rep and viewer.")]
    [InlineData("rep", "a rep's key needs --user: the rep's e-mail or id")]
    public void A_role_that_makes_no_sense_is_refused(string role, string error)
    {
        var ran = Cli.Run("key", "create", "x", "--role", role, "--data", _folder["new"]);

        ran.Code.ShouldBe(2);
        ran.Error.ShouldContain(error);
    }

    [Fact]
    public void Where_there_is_no_data_the_cure_is_named()
    {
        var ran = Cli.Run("key", "list", "--data", _folder["nowhere"]);

        ran.Code.ShouldBe(2);
        ran.Error.ShouldContain("there is no Baton data in");
        ran.Error.ShouldContain("--data");
    }
}
