using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Cli.Remote;
using Baton.Engine;
using Baton.Engine.Explain;
using Baton.Storage;
using NodaTime;
using NodaTime.Text;

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
                Print(json, id, output);
            }
        }
    }

    // As what was found in the folder itself.
    private static void Print(JsonNode json, string id, TextWriter output)
    {
        if (json["sentences"] is JsonArray sentences)
        {
            var at = InstantPattern.ExtendedIso.Parse($"{json["at"]}");
            var winners = json["winners"]!.AsArray().Select(w => $"{w}");
            Print(id, $"{json["event"]}", at.Value, [.. winners], sentences.Select(s => $"{s}"), output);
            Guide(json["guidance"]?.ToString(), output);
            return;
        }

        var flip = json["flip"] is { } by
            ? new Flip($"{by["what"]}", by["from"]!.GetValue<decimal>(), by["to"]!.GetValue<decimal>())
            : null;
        Print($"{json["sentence"]}", flip, $"{json["rep"]}", output);
    }

    private static void Print(
        string id,
        string what,
        Instant at,
        IReadOnlyCollection<string> winners,
        IEnumerable<string> sentences,
        TextWriter output
    )
    {
        output.WriteLine($"{id}: {what} at {at}{(winners.Count == 0 ? "" : " to " + string.Join(", ", winners))}");
        foreach (var sentence in sentences)
        {
            output.WriteLine($"  {sentence}");
        }
    }

    private static void Guide(string? guidance, TextWriter output)
    {
        if (guidance is not null)
        {
            output.WriteLine($"  guidance: {guidance}");
        }
    }

    private static void Print(string sentence, Flip? flip, string rep, TextWriter output)
    {
        output.WriteLine(sentence);
        if (flip is not null)
        {
            output.WriteLine($"  the smallest change that would have given it to {rep}: {flip}");
        }
    }

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

        Print(id, why.Event, why.At, why.Winners, why.Sentences, output);
        Guide(why.Guidance, output);
    }

    private static void Print(WhyNot not, string id, TextWriter output, bool isJson)
    {
        if (isJson)
        {
            Json.Write(output, ExplanationJson.Of(not, id));
            return;
        }

        Print(not.Sentence, not.Flip, not.Rep, output);
    }

    private static CommandException Unknown(string id) => CommandException.Failed($"there is no lead '{id}'");

    private static CommandException Undecided(StoreReader reader, string id) =>
        CommandException.Failed(
            reader.Journal.FirstSeq is > 1 and var first
                ? $"nothing about lead '{id}' is left: the journal begins with record {first}"
                : $"lead '{id}' was never routed: junk or a duplicate; see its timeline"
        );
}
