using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Cli.Templates;
using Baton.Engine.Policies;

namespace Baton.Cli.Commands;

/// <summary><c>baton init</c>: a commented workspace to start from.</summary>
internal static class InitCommand
{
    private const string Simplest = "round-robin";

    public static Command Create()
    {
        var directory = new Argument<string>("DIR")
        {
            Description = "Where to write it; the working folder when left out.",
            DefaultValueFactory = _ => ".",
        };
        directory.Validators.Add(Options.RefuseMisspelt);
        var template = new Option<string>("--template")
        {
            Description = "Which workspace to start from; see --list.",
            HelpName = "NAME",
            DefaultValueFactory = _ => Simplest,
        };
        var list = new Option<bool>("--list") { Description = "List the templates." };
        var json = Options.Json();
        var command = new Command("init", "Write a commented workspace to start from.")
        {
            directory,
            template,
            list,
            json,
        };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(list))
            {
                List(output, parsed.GetValue(json));
            }
            else
            {
                Write(
                    parsed.GetRequiredValue(template),
                    parsed.GetRequiredValue(directory),
                    output,
                    parsed.GetValue(json)
                );
            }
        });
        return command;
    }

    private static void List(TextWriter output, bool isJson)
    {
        if (isJson)
        {
            var all = Template.All.Select(t => new JsonObject { ["name"] = t.Name, ["about"] = t.About });
            Json.Write(output, Json.Array(all));
            return;
        }

        var table = Terminal.Table("template", "about");
        foreach (var template in Template.All)
        {
            table.Add(template.Name, template.About);
        }

        Terminal.On(output).Write(table);
    }

    private static void Write(string name, string directory, TextWriter output, bool isJson)
    {
        var template =
            Template.Find(name)
            ?? throw CommandException.Usage(
                $"there is no template '{name}'{NearestWord.Hint(name, Template.All.Select(t => t.Name))}; see 'baton init --list'"
            );
        if (template.Files.Select(f => Path.Combine(directory, f)).FirstOrDefault(Path.Exists) is { } there)
        {
            throw CommandException.Usage($"{there} is there already; nothing was written. Name an empty folder");
        }

        template.WriteTo(directory);
        var files = template.Files.Select(f => Path.Combine(directory, f)).ToArray();
        if (isJson)
        {
            Json.Write(output, new JsonObject { ["files"] = Json.Array(files.Select(f => (JsonNode)f)) });
            return;
        }

        foreach (var file in files)
        {
            output.WriteLine($"wrote {file}");
        }

        output.WriteLine($"next: baton test {directory}, then baton apply {directory}");
    }
}
