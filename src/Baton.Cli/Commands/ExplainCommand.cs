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
                ?? throw (
                    rep is null || await server.Get(path, cancellation) is null
                        ? Unknown(id)
                        : CommandException.Failed($"there is no rep '{rep}'")
                );
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
        var lead = reader.Leads.Get(id) ?? throw Unknown(id);
        if (lead.Erased)
        {
            throw CommandException.Failed($"the personal data of lead '{id}' was erased; it cannot be replayed");
        }

        if (rep is null)
        {
            Print(reader.Decisions.Why(lead.Number) ?? throw Undecided(reader, id), id, output, isJson);
        }
        else
        {
            var not = reader.Decisions.WhyNot(lead.Number, rep) ?? throw Undecided(reader, id);
            if (not.Code == ReasonCodes.UnknownRep)
            {
                throw CommandException.Failed(not.Sentence);
            }

            Print(not, id, output, isJson);
        }
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

    private static CommandException Undecided(StoreReader reader, string id) =>
        CommandException.Failed(
            reader.Journal.FirstSeq is > 1 and var first
                ? $"nothing about lead '{id}' is left: the journal begins with record {first}"
                : $"lead '{id}' was never routed: junk or a duplicate; see its timeline"
        );
}
