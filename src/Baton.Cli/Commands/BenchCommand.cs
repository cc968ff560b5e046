using System.CommandLine;
using Baton.Cli.Benchmarking;
using Baton.Cli.Output;

namespace Baton.Cli.Commands;

/// <summary><c>baton bench</c>: how fast the whole system is here.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data")
        {
            Description = "A folder on the disk to measure; a temporary one when left out. Nothing stays in it.",
            HelpName = "DIR",
        };
        var leads = new Option<int>("--leads")
        {
            Description = "How many rows are imported.",
            HelpName = "N",
            DefaultValueFactory = _ => 50_000,
            CustomParser = Options.Number<int>,
        };
        var connections = new Option<int>("--connections")
        {
            Description = "How many callers post at once.",
            HelpName = "N",
            DefaultValueFactory = _ => 64,
            CustomParser = Options.Number<int>,
        };
        var time = new Option<string?>("--for")
        {
            Description = "How long they post, such as 10s.",
            HelpName = "TIME",
            DefaultValueFactory = _ => "5s",
        };
        var json = Options.Json();
        var command = new Command(
            "bench",
            "Measure import, requests and decisions on this machine, beside the bare limit."
        )
        {
            data,
            leads,
            connections,
            time,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = new BenchSettings(
                    parsed.GetValue(data),
                    Options.InRange("--leads", parsed.GetValue(leads), 100, 10_000_000),
                    Options.InRange("--connections", parsed.GetValue(connections), 1, 1000),
                    Options.TimeOf("--for", parsed.GetValue(time)) ?? TimeSpan.FromSeconds(5),
                    parsed.GetValue(json)
                );
                var streams = parsed.InvocationConfiguration;
                var run = new BenchRun(settings, step => streams.Error.WriteLine($"measuring {step} …"));
                var result = await run.Run(cancellation);
                if (settings.IsJson)
                {
                    Json.Write(streams.Output, BenchReport.Json(result, settings));
                }
                else
                {
                    BenchReport.Write(result, settings, streams.Output);
                }

                return ExitCodes.Good;
            }
        );
        return command;
    }
}
