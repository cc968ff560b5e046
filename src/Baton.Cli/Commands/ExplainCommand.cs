using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Cli.Remote;
using Baton.Engine;
using Baton.Engine.Explain;
using Baton.Storage;

namespace Baton.Cli.Commands;

/// <summary><c>baton explain LEAD</c>: why a lead went where it went, and why not to somebody else.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var lead = new Argument<string>("LEAD") { Description = "The lead's id." };
        lead.Validators.Add(Options.RefuseMisspelt);
        var rep = new Option<string?>("--rep") { Description = "Why not this rep?", HelpName = "REP" };
        var (data, server, key, json) = (Options.Data(), Options.Server(), Options.Key(), Options.Json());
        var command = new Command("explain", "Say why a lead went where it went, and why not to somebody else.")
        {
            lead,
            rep,
            data,
            server,
            key,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var (id, other, isJson) = (parsed.GetRequiredValue(lead), parsed.GetValue(rep), parsed.GetValue(json));
                if (parsed.GetValue(server) is { } address)
                {
                    await Remotely(
                        new ServerClient(address, parsed.GetValue(key)),
                        id,
                        other,
                        output,
                        isJson,
                        cancellation
                    );
                    return;
                }

                using var reader = DataFolders.Read(parsed.GetRequiredValue(data));
                Locally(reader, id, other, output, isJson);
            }
        );
        return command;
    }

    private static async Task Remotely(
        ServerClient server,
        string id,
        string? rep,
        TextWriter output,
        bool isJson,
        CancellationToken cancellation
    )
    {
        using (server)
        {
            var path = $"v1/leads/{Uri.EscapeDataString(id)}/explain";
            var answer =
                await server.Get(rep is null ? path : $"{path}?rep={Uri.EscapeDataString(rep)}", cancellation)
                ?? throw Unknown(id);
            var json = JsonNode.Parse(answer)!;
            if (isJson)
            {
                Json.Write(output, json);
            }
            else
            {
                foreach (var sentence in Sentences(json))
                {
                    output.WriteLine(sentence);
                }
            }
        }
    }

    private static IEnumerable<string> Sentences(JsonNode json) =>
        json["sentences"] is JsonArray all ? all.Select(s => $"{s}")
        : json["sentence"] is { } one ? [$"{one}"]
        : [json.ToJsonString()];

    private static void Locally(StoreReader reader, string id, string? rep, TextWriter output, bool isJson)
    {
        var number = reader.Leads.NumberOf(id) ?? throw Unknown(id);
        var record = LastDecision(reader, number);
        var before = new Workspace();
        foreach (var earlier in reader.Journal.Read(0).TakeWhile(r => r.Seq < record.Seq))
        {
            before.Apply(earlier.Events, earlier.At);
        }

        if (rep is null)
        {
            Print(before.Explain(record.Events, record.At, number) ?? throw Undecided(id), id, output, isJson);
        }
        else
        {
            Print(before.ExplainNot(record.Events, record.At, number, rep) ?? throw Undecided(id), id, output, isJson);
        }
    }

    private static JournalRecord LastDecision(StoreReader reader, long number)
    {
        JournalRecord? last = null;
        foreach (var record in reader.Journal.Read(0))
        {
            if (Workspace.Decides(record.Events, number))
            {
                last = record;
            }
        }

        return last ?? throw Undecided($"number {number}");
    }

    private static void Print(Explanation why, string id, TextWriter output, bool isJson)
    {
        if (isJson)
        {
            Json.Write(output, ExplanationJson.Of(why, id));
            return;
        }

        output.WriteLine(
            $"{id}: {why.Event} at {why.At}{(why.Winners.IsEmpty ? "" : " to " + string.Join(", ", why.Winners))}"
        );
        foreach (var sentence in why.Sentences)
        {
            output.WriteLine($"  {sentence}");
        }

        if (why.Guidance is { } guidance)
        {
            output.WriteLine($"  guidance: {guidance}");
        }
    }

    private static void Print(WhyNot not, string id, TextWriter output, bool isJson)
    {
        if (isJson)
        {
            Json.Write(output, ExplanationJson.Of(not, id));
            return;
        }

        output.WriteLine(not.Sentence);
        if (not.Flip is { } flip)
        {
            output.WriteLine($"  the smallest change that would have given it to {not.Rep}: {flip}");
        }
    }

    private static CommandException Unknown(string id) => CommandException.Failed($"there is no lead '{id}'");

    private static CommandException Undecided(string id) =>
        CommandException.Failed($"lead '{id}' was never routed: junk or a duplicate; see its timeline");
}
