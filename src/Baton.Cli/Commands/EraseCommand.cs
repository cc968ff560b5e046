using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Cli.Privacy;

namespace Baton.Cli.Commands;

/// <summary><c>baton erase --email ann@acme.test</c>: forgets a person, and says when the files are clean.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Show which leads it would be, and erase nothing." };
        var (data, server, key, json) = (Options.Data(), Options.Server(), Options.Key(), Options.Json());
        var person = new PersonOptions();
        var command = new Command("erase", "Erase the personal data of a person from everywhere.");
        person.AddTo(command);
        foreach (var option in new Option[] { dryRun, data, server, key, json })
        {
            command.Add(option);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                var body = person.Body(parsed);
                if (parsed.GetValue(dryRun))
                {
                    body["dry_run"] = true;
                }

                await using var target = PersonTarget.Open(
                    parsed.GetRequiredValue(data),
                    parsed.GetValue(server),
                    parsed.GetValue(key)
                );
                var answer = await target.Erase(body, cancellation);
                var output = parsed.InvocationConfiguration.Output;
                if (parsed.GetValue(json))
                {
                    Json.Write(output, answer);
                }
                else
                {
                    output.WriteLine(Words(answer));
                }
            }
        );
        return command;
    }

    private static string Words(JsonNode answer)
    {
        var leads = answer["leads"]!.AsArray();
        var which = leads.Count == 0 ? "no lead" : string.Join(", ", leads.Select(l => l!.ToString()));
        return answer["dry_run"]!.GetValue<bool>() ? $"dry run, nothing was erased: {which}"
            : answer["id"] is not { } id ? "nothing is left to erase"
            : answer["cleaned_at"] is { } at ? $"erasure {id}: {which}; the files are clean since {at}"
            : $"erasure {id}: {which}; the files are still being cleaned, see GET /v1/erasures/{id}";
    }
}
