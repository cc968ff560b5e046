using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Cli.Reassigning;

namespace Baton.Cli.Commands;

/// <summary><c>baton reassign --rep ana --to pool:west</c>: gives a rep's open leads, or named ones, to others.</summary>
internal static class ReassignCommand
{
    public static Command Create()
    {
        var rep = new Option<string?>("--rep") { Description = "Whose open leads are given away.", HelpName = "REP" };
        var leads = new Option<string[]>("--lead")
        {
            Description = "A lead by its id, instead of --rep; may be repeated.",
            HelpName = "ID",
        };
        var to = new Option<string>("--to")
        {
            Description = "A rep, pool:ID, team:ID, or route: back to their routes.",
            HelpName = "TARGET",
            Required = true,
        };
        var reason = new Option<string?>("--reason") { Description = "A coded reason.", HelpName = "CODE" };
        reason.AcceptOnlyFromAmong([.. Server.Leads.CodedReasons.All]);
        var note = new Option<string?>("--note") { Description = "Words for the record.", HelpName = "TEXT" };
        var token = new Option<string?>("--token")
        {
            Description = "Of a dry run: do exactly what it showed, or nothing.",
            HelpName = "TOKEN",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show who would get what, and change nothing." };
        var (data, server, key, json) = (Options.Data(), Options.Server(), Options.Key(), Options.Json());
        var command = new Command("reassign", "Give many leads to somebody else, a leaver's for example.")
        {
            rep,
            leads,
            to,
            reason,
            note,
            token,
            dryRun,
            data,
            server,
            key,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (parsed.GetValue(rep) is null == parsed.GetValue(leads) is not { Length: > 0 })
                {
                    throw CommandException.Usage("name either a rep with --rep, or leads with --lead ID");
                }

                var body = new JsonObject { ["to"] = parsed.GetRequiredValue(to) };
                Set(body, "rep", parsed.GetValue(rep));
                Set(body, "reason", parsed.GetValue(reason));
                Set(body, "note", parsed.GetValue(note));
                Set(body, "token", parsed.GetValue(token));
                Set(body, "dry_run", parsed.GetValue(dryRun) ? true : null);
                Set(
                    body,
                    "leads",
                    parsed.GetValue(leads) is { Length: > 0 } ids ? Json.Array(ids.Select(i => (JsonNode)i)) : null
                );
                await using var target = ReassignTarget.Open(
                    parsed.GetRequiredValue(data),
                    parsed.GetValue(server),
                    parsed.GetValue(key)
                );
                var answer = await target.Reassign(body, cancellation);
                if (parsed.GetValue(json))
                {
                    Json.Write(parsed.InvocationConfiguration.Output, answer);
                }
                else
                {
                    HandoverReport.Write(parsed.InvocationConfiguration.Output, answer);
                }
            }
        );
        return command;
    }

    private static void Set(JsonObject body, string key, JsonNode? value)
    {
        if (value is not null)
        {
            body[key] = value;
        }
    }
}
