using Baton.Storage;

namespace Baton.Cli.Tests.Commands;

public sealed class ApplyCommandTests : IDisposable
{
    private const string Before = """
        workspace: acme
        reps:
          - { id: ana, weight: 2 }
          - { id: bob }
        policy:
          pools: { all: { members: [ana, bob] } }
          rules:
            - { name: big, when: 'lead.employees > 10', route: [{ pool: all }] }
            - { name: all, route: [{ pool: all }] }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public ApplyCommandTests() => _data = _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_file_is_all_new_and_the_second_time_there_is_nothing_to_change()
    {
        var file = _folder.Write("workspace.yaml", Before);

        Cli.Do("apply", file, "--data", _data)
            .Output.ShouldBe(
                """
                + workspace: acme
                + reps[ana]: {"id":"ana","weight":2}
                + reps[bob]: {"id":"bob"}
                + policy.pools.all: {"members":["ana","bob"]}
                + policy.rules[big]: {"name":"big","when":"lead.employees > 10","route":[{"pool":"all"}]}
                + policy.rules[all]: {"name":"all","route":[{"pool":"all"}]}
                published: 6 added

                """
            );
        Cli.Do("apply", _folder.Path, "--data", _data).Output.ShouldBe("nothing to change\n");
    }

    [Fact]
    public void A_change_is_shown_by_path()
    {
        Apply(Before);
        var after = Before
            .Replace("weight: 2", "weight: 3, name: Ana")
            .Replace("  - { id: bob }", "  - { id: cy }")
            .Replace("[ana, bob]", "[ana, cy]");

        Apply(after, "--dry-run")
            .Output.ShouldBe(
                """
                ~ reps[ana].weight: 2 -> 3
                + reps[ana].name: Ana
                - reps[bob]: {"id":"bob"}
                + reps[cy]: {"id":"cy"}
                ~ policy.pools.all.members: ["ana","bob"] -> ["ana","cy"]
                dry run, nothing was changed: 2 changed, 2 added, 1 removed

                """
            );
        var json = Apply(after, "--json").Json;
        json["published"]!.GetValue<bool>().ShouldBeTrue();
        json["changes"]![0]!
            .ToJsonString()
            .ShouldBe("""{"kind":"changed","path":"reps[ana].weight","from":2,"to":3}""");
    }

    [Fact]
    public void The_order_of_rules_is_a_change()
    {
        Apply(Before);
        var lines = Before.Split('\n');

        Apply(string.Join('\n', [.. lines[..^2], lines[^1], lines[^2]]))
            .Output.ShouldBe("~ policy.rules: in another order\npublished: 1 reordered\n");
    }

    [Fact]
    public void Presence_is_a_change_only_where_asked_for()
    {
        Apply(Before);
        var away = Before.Replace("{ id: bob }", "{ id: bob, status: away }");

        Apply(away).Output.ShouldBe("nothing to change\n");
        Apply(away, "--runtime").Output.ShouldContain("+ reps[bob].status: away");
    }

    [Fact]
    public void A_file_with_faults_changes_nothing_and_tells_all_of_them()
    {
        Apply(Before);

        var ran = Cli.Run(
            "apply",
            _folder.Write("bad.yaml", Before.Replace("weight", "wieght").Replace("pool: all", "pool: al")),
            "--data",
            _data
        );

        ran.Code.ShouldBe(2);
        ran.Error.ShouldContain("did you mean 'weight'?");
        ran.Error.ShouldContain("did you mean 'all'?");
        ran.Error.ShouldEndWith("faults in the workspace file; nothing was done\n");
        Apply(Before).Output.ShouldBe("nothing to change\n");
    }

    [Fact]
    public void A_name_that_cannot_pass_on_is_told_with_all_other_faults_and_by_a_dry_run()
    {
        Apply(Before);
        var renamed = Before
            .Replace("{ id: bob }", "{ id: bob, was: cy }")
            .Replace("{ id: ana,", "{ id: cy, was: ana,");

        var dry = Cli.Run("apply", _folder.Write("new.yaml", renamed), "--data", _data, "--dry-run");
        var faulty = Cli.Run("apply", _folder.Write("new.yaml", renamed.Replace("weight", "wieght")), "--data", _data);

        (dry.Code, faulty.Code).ShouldBe((2, 2));
        dry.Error.ShouldContain("new.yaml: line 4, column 5: reps.bob.was: the rep 'cy' is still in the file");
        faulty.Error.ShouldContain("did you mean 'weight'?");
        faulty.Error.ShouldContain("the rep 'cy' is still in the file");
    }

    [Fact]
    public async Task A_folder_that_is_served_is_read_but_not_written()
    {
        Apply(Before);
        await using var owner = BatonStore.Open(
            new StoreOptions { Directory = _data, Address = "http://127.0.0.1:5099" }
        );

        var ran = Cli.Run("apply", _folder.Write("workspace.yaml", Before + "\n# more"), "--data", _data);

        ran.Code.ShouldBe(1);
        ran.Error.ShouldBe(
            $"baton: {_data} is served at http://127.0.0.1:5099; use --server http://127.0.0.1:5099 --key KEY instead of --data\n"
        );
        Apply(Before.Replace("weight: 2", "weight: 3"), "--dry-run").Output.ShouldContain("~ reps[ana].weight: 2 -> 3");
        Cli.Do("export", "workspace", "--data", _data).Output.ShouldContain("workspace: acme");
    }

    [Fact]
    public void What_is_exported_can_be_applied_and_changes_nothing()
    {
        Apply(Before);

        Cli.Do("export", "workspace", "--data", _data, "--output", _folder["out.yaml"]);

        Cli.Do("apply", _folder["out.yaml"], "--data", _data).Output.ShouldBe("nothing to change\n");
    }

    [Fact]
    public void Without_a_server_there_the_address_is_named()
    {
        var ran = Cli.Run(
            "apply",
            _folder.Write("workspace.yaml", Before),
            "--server",
            "http://127.0.0.1:9",
            "--key",
            "bk_x"
        );

        ran.Code.ShouldBe(1);
        ran.Error.ShouldStartWith("baton: no Baton server answers at http://127.0.0.1:9 ");
    }

    private Ran Apply(string text, params string[] options) =>
        Cli.Do(["apply", _folder.Write("workspace.yaml", text), "--data", _data, .. options]);
}
