using System.CommandLine;
using Baton.Cli.Demo;

namespace Baton.Cli.Commands;

/// <summary><c>baton demo</c>: a made-up company at work.</summary>
internal static class DemoCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    public static Command Create()
    {
        var data = new Option<string?>("--data")
        {
            Description = "The data folder; a temporary one when left out.",
            HelpName = "DIR",
        };
        var url = new Option<string>("--urls")
        {
            Description = "Where to listen.",
            HelpName = "URL",
            DefaultValueFactory = _ => DefaultUrl,
        };
        var leads = new Option<int>("--leads")
        {
            Description = "How many leads come at once.",
            HelpName = "N",
            DefaultValueFactory = _ => 3000,
            CustomParser = Options.Number<int>,
        };
        var rate = new Option<double>("--rate")
        {
            Description = "How many a second come after that.",
            HelpName = "R",
            DefaultValueFactory = _ => 2,
            CustomParser = Options.Number<double>,
        };
        var time = new Option<string?>("--for")
        {
            Description = "End after this long, such as 10s.",
            HelpName = "TIME",
        };
        var json = Options.Json();
        var command = new Command("demo", "Watch a made-up company share out its leads, at any hour.")
        {
            data,
            url,
            leads,
            rate,
            time,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = new DemoSettings(
                    parsed.GetValue(data),
                    parsed.GetRequiredValue(url),
                    Options.InRange("--leads", parsed.GetValue(leads), 0, 1_000_000),
                    Options.InRange("--rate", parsed.GetValue(rate), 0.01, 1000),
                    Options.TimeOf("--for", parsed.GetValue(time)),
                    parsed.GetValue(json)
                );
                var streams = parsed.InvocationConfiguration;
                await new DemoRun(settings, streams.Output, streams.Error).Run(cancellation);
                return ExitCodes.Good;
            }
        );
        return command;
    }
}
