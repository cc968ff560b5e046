using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Commands;

namespace Baton.Cli.Privacy;

/// <summary>Who is meant: <c>--email</c>, <c>--phone</c>, <c>--lead</c>, any of them.</summary>
internal sealed class PersonOptions
{
    private readonly Option<string?> _email = new("--email")
    {
        Description = "The person's e-mail.",
        HelpName = "EMAIL",
    };
    private readonly Option<string?> _phone = new("--phone")
    {
        Description = "The person's telephone.",
        HelpName = "PHONE",
    };
    private readonly Option<string?> _lead = new("--lead")
    {
        Description = "A lead of the person, by its id.",
        HelpName = "ID",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _email, _phone, _lead })
        {
            command.Add(option);
        }
    }

    public JsonObject Body(ParseResult parsed)
    {
        var body = new JsonObject();
        foreach (var (key, option) in new[] { ("email", _email), ("phone", _phone), ("lead", _lead) })
        {
            if (parsed.GetValue(option) is { } value)
            {
                body[key] = value;
            }
        }

        return body.Count > 0 ? body : throw CommandException.Usage("say who: --email, --phone or --lead");
    }
}
