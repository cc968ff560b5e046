using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Server.Hosting;
using Baton.Storage;
using Baton.Storage.Retaining;
using NodaTime;

namespace Baton.Cli.Commands;

/// <summary><c>baton retain --journal-days 400</c>: lets go of what is older, where no server does it by itself.</summary>
internal static class RetainCommand
{
    public static Command Create()
    {
        var journal = Days("--journal-days", "Records of the journal: histories, explanations, ledger lines.");
        var leads = Days("--closed-leads-days", "The personal data of leads that have ended.");
        var audit = Days("--audit-days", "Entries of the audit log.");
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("retain", "Let go of what is older than so many days; what is not named is kept.")
        {
            journal,
            leads,
            audit,
            data,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var limits = new RetentionLimits
                {
                    Journal = Of(parsed.GetValue(journal)),
                    ClosedLeads = Of(parsed.GetValue(leads)),
                    Audit = Of(parsed.GetValue(audit)),
                };
                if (limits.IsEmpty)
                {
                    throw CommandException.Usage(
                        "say what to let go: --journal-days, --closed-leads-days or --audit-days"
                    );
                }

                await using var store = DataFolders.OwnExisting(parsed.GetRequiredValue(data));
                var done = await RetentionRound.Run(store, limits, ActBy.CommandLine, cancellation);
                Report(done, parsed.InvocationConfiguration.Output, parsed.GetValue(json));
            }
        );
        return command;
    }

    private static Option<int?> Days(string name, string about) =>
        new(name)
        {
            Description = about,
            HelpName = "N",
            CustomParser = argument =>
            {
                var days = Options.Number<int>(argument);
                if (days < 1 && !argument.Errors.Any())
                {
                    argument.AddError($"{name} is a number of days, at least 1");
                }

                return days;
            },
        };

    private static Duration? Of(int? days) => days is { } some ? Duration.FromDays(some) : null;

    private static void Report(Retained done, TextWriter output, bool isJson)
    {
        if (isJson)
        {
            Json.Write(
                output,
                new JsonObject
                {
                    ["records"] = done.Records,
                    ["leads"] = done.Leads,
                    ["audit_entries"] = done.AuditEntries,
                    ["first_seq"] = done.FirstSeq,
                }
            );
            return;
        }

        output.WriteLine(
            $"let go: {done.Records} records, the personal data of {done.Leads} leads, {done.AuditEntries} audit entries; "
                + $"the journal begins with record {done.FirstSeq}"
        );
    }
}
