using System.Net;
using System.Text;
using Baton.Server.Tests;
using Baton.Storage;

namespace Baton.Client.Tests;

public sealed class LeadTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private BatonClient _baton = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspaces.TwoReps);
        _baton = new BatonClient(_server.Client.BaseAddress!, _server.Key);
    }

    public async Task DisposeAsync()
    {
        _baton.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_lead_is_captured_and_read_back_with_its_own_fields()
    {
        var sent = new LeadFields
        {
            Id = "L/1",
            Country = "us",
            Employees = 12,
            Custom = { ["seats"] = 3 },
        };
        var (lead, decision) = await _baton.CaptureAsync(sent);
        var read = await _baton.GetAsync("L/1");

        (lead.Status, decision!.Owner, decision.Rule).ShouldBe(("assigned", "ana", "all"));
        (read.Owner, read.Fields.Country, read.Fields.Employees).ShouldBe(("ana", "US", 12));
        read.Fields.Custom["seats"]!.GetValue<int>().ShouldBe(3);
        read.IsBlind.ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_key_captures_once()
    {
        var one = await _baton.CaptureAsync(new LeadFields { Country = "US" }, "once");
        var two = await _baton.CaptureAsync(new LeadFields { Country = "US" }, "once");
        var three = await _baton.CaptureAsync(new LeadFields { Country = "US" });

        two.Lead.Id.ShouldBe(one.Lead.Id);
        three.Lead.Id.ShouldNotBe(one.Lead.Id);
    }

    [Fact]
    public async Task A_list_goes_on_over_all_pages()
    {
        for (var i = 0; i < 7; i++)
        {
            await _baton.CaptureAsync(new LeadFields { Id = $"L{i}" });
        }

        var ids = new List<string>();
        await foreach (var lead in _baton.ListAsync(new LeadQuery { Status = "assigned", PageSize = 3 }))
        {
            ids.Add(lead.Id);
        }

        ids.ShouldBe(["L6", "L5", "L4", "L3", "L2", "L1", "L0"]);
    }

    [Fact]
    public async Task A_change_leaves_what_it_does_not_name_and_an_explicit_null_clears()
    {
        await _baton.CaptureAsync(
            new LeadFields
            {
                Id = "L",
                City = "Reno",
                Country = "US",
                Custom = { ["seats"] = 3 },
            }
        );

        var changed = await _baton.UpdateAsync("L", new LeadFields { City = "Boston", Custom = { ["seats"] = null } });

        (changed.Lead.Fields.City, changed.Lead.Fields.Country).ShouldBe(("Boston", "US"));
        changed.Lead.Fields.Custom["seats"].ShouldBeNull();
    }

    [Fact]
    public async Task People_act_and_a_decision_is_explained()
    {
        await _baton.CaptureAsync(new LeadFields { Id = "L" });
        (await _baton.AssignAsync("L", "bob")).Lead.Owner.ShouldBe("bob");
        (await _baton.ContactAsync("L", "bob")).Lead.Status.ShouldBe("working");
        (await _baton.WinAsync("L", 1200)).Lead.Status.ShouldBe("won");
        await _baton.CaptureAsync(new LeadFields { Id = "M" });

        var why = await _baton.ExplainAsync("M");
        var not = await _baton.WhyNotAsync("M", why.Winners.Single() == "ana" ? "bob" : "ana");

        (why.Event, why.Rule, why.Considered.Length).ShouldBe(("lead_assigned", "all", 2));
        (not.Won, not.Code).ShouldBe((false, "outranked"));
        (await _baton.TimelineAsync("L")).Select(e => e.Type).ShouldContain("lead_won");
    }

    [Fact]
    public async Task A_problem_is_thrown_with_its_code_and_every_fault()
    {
        var fault = await Should.ThrowAsync<BatonException>(() =>
            _baton.CaptureAsync(new LeadFields { Custom = { ["emial"] = "x", ["seets"] = 1 } })
        );
        var unknown = await Should.ThrowAsync<BatonException>(() => _baton.GetAsync("nobody"));

        (fault.Status, fault.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, "invalid"));
        fault.Errors.Select(e => e.Path).ShouldBe(["emial", "seets"]);
        (unknown.Status, unknown.Code).ShouldBe((HttpStatusCode.NotFound, "unknown_lead"));
    }

    [Fact]
    public async Task An_import_says_what_became_of_each_row()
    {
        using var rows = new MemoryStream(Encoding.UTF8.GetBytes("Land,emial\nUS,x\n,\n"));
        var settings = new ImportSettings
        {
            Map = new Dictionary<string, string> { ["Land"] = "country", ["emial"] = "" },
        };

        var lines = new List<ImportLine>();
        await foreach (var line in _baton.ImportAsync(rows, ImportFormat.Csv, settings))
        {
            lines.Add(line);
        }

        lines[0].Status.ShouldBe("accepted");
        lines[0].Decision!.Owner.ShouldNotBeNull();
        (lines[^1].Row, lines[^1].Done, lines[^1].Rows).ShouldBe((null, true, lines.Count - 1));
    }

    [Fact]
    public async Task Reps_pools_turns_and_the_ledger_are_read()
    {
        await _baton.CaptureAsync(new LeadFields { Id = "L" });
        await _baton.AdjustLedgerAsync(
            "p",
            new Dictionary<string, decimal> { ["ana"] = 1, ["bob"] = -1 },
            "a lost lead"
        );
        await _baton.SetStatusAsync("bob", "away");

        (await _baton.RepsAsync()).Select(r => (r.Id, r.Status)).ShouldBe([("ana", "available"), ("bob", "away")]);
        (await _baton.RepAsync("ana")).Open.ShouldBe(1);
        (await _baton.PoolsAsync()).Single().Members.Length.ShouldBe(2);
        (await _baton.PoolAsync("p")).Members.Sum(m => m.Balance).ShouldBe(0);
        (await _baton.NextTurnsAsync("p", 3)).ShouldAllBe(turn => turn == "ana");
        var reasons = new List<string?>();
        await foreach (var line in _baton.LedgerAsync("p"))
        {
            reasons.Add(line.Note ?? line.Winner);
        }

        reasons.ShouldBe(["a lost lead", "ana"]);
    }

    [Fact]
    public async Task A_blind_lead_is_an_age_until_somebody_claims_it()
    {
        await using var server = await RunningServer.Start(
            Workspaces.Offers.Replace("cherry_pick", "blind").Replace("{ id: ana }", "{ id: ana, user: ana@acme.test }")
        );
        using var admin = new BatonClient(server.Client.BaseAddress!, server.Key);
        using var ana = new BatonClient(
            server.Client.BaseAddress!,
            server.Store.Keys.Create("ana", Role.Rep, "ana@acme.test")
        );
        await admin.CaptureAsync(new LeadFields { Id = "L", Source = "queue" });

        Lead? handle = null;
        await foreach (var lead in ana.ListAsync())
        {
            handle = lead;
        }

        handle!.IsBlind.ShouldBeTrue();
        (handle.Status, handle.Fields.Source).ShouldBe(("", null));
        (await ana.ClaimNextAsync("q")).Lead.Id.ShouldBe("L");
    }
}
