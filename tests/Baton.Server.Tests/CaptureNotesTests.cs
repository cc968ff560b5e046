namespace Baton.Server.Tests;

/// <summary>What of a lead could not be understood and costs no lead: its sender is told.</summary>
public sealed class CaptureNotesTests
{
    [Fact]
    public async Task What_is_not_understood_costs_no_lead_and_its_sender_is_told()
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);

        var taken = await server.Send("/v1/leads", """{ "id": "n", "country": "Narnia", "phone": true }""", "k");
        var again = await server.Send("/v1/leads", """{ "id": "n", "country": "Narnia", "phone": true }""", "k");
        var changed = await RunningServer.Sent(server.Client, "PATCH", "/v1/leads/n", """{ "language": "Elvish" }""");
        var fine = await server.Send("/v1/leads", """{ "country": "us" }""");

        (taken.Status, Notes(taken)).ShouldBe((201, "country unknown_country, phone bad_phone"));
        taken.Text.ShouldContain("'country' is not a country that Baton knows; use its ISO 3166 code");
        again.Text.ShouldBe(taken.Text);
        (changed.Status, Notes(changed)).ShouldBe((200, "language unknown_language"));
        fine.Text.ShouldNotContain("notes");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?dry_run=true")]
    public async Task A_row_that_is_taken_tells_what_of_it_was_not_understood(string query)
    {
        await using var server = await RunningServer.Start(Workspaces.TwoReps);
        var rows = RunningServer.Text("city,country\nUlm,DE\nCair Paravel,Narnia\n", "text/csv");

        var sent = await Answer.Of(await server.Client.PostAsync("/v1/leads/import" + query, rows));

        var lines = sent.Text.Split('\n').Select(l => sent with { Text = l }).ToArray();
        lines[0].Text.ShouldNotContain("notes");
        (lines[1]["status"], Notes(lines[1])).ShouldBe(("accepted", "country unknown_country"));
        lines[1].Json.GetProperty("line").GetInt32().ShouldBe(3);
    }

    private static string Notes(Answer answer) =>
        string.Join(
            ", ",
            answer
                .Json.GetProperty("notes")
                .EnumerateArray()
                .Select(n => $"{n.GetProperty("path")} {n.GetProperty("code")}")
        );
}
