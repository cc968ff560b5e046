using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using NodaTime;
using NodaTime.Text;

namespace Baton.Cli.Commands;

/// <summary><c>baton eval EXPR</c>: what an expression gives for a lead, or what is wrong with it.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var expression = new Argument<string>("EXPR") { Description = "An expression, such as 'lead.employees > 10'." };
        var lead = File("--lead", "The lead's fields as JSON: a file, or '-' for standard input.");
        var rep = File("--rep", "A rep as JSON: a file; with --workspace also a rep's id.");
        var workspace = File("--workspace", "Whose custom fields, named conditions and calendars to know.");
        var at = new Option<string?>("--at")
        {
            Description = "The instant that 'now' is, such as 2026-03-02T15:00:00Z.",
            HelpName = "INSTANT",
        };
        var json = Options.Json();
        var command = new Command("eval", "Evaluate an expression against a lead.")
        {
            expression,
            lead,
            rep,
            at,
            workspace,
            json,
        };
        command.SetAction(parsed =>
        {
            var source = parsed.GetValue(workspace);
            var policy = source is null
                ? null
                : WorkspaceSource.Read(source).Require(parsed.InvocationConfiguration.Error);
            var input = EvalInput.Read(policy, parsed.GetValue(lead), parsed.GetValue(rep));
            return Evaluate(
                parsed.GetRequiredValue(expression),
                input,
                InstantAt(parsed.GetValue(at)),
                parsed.InvocationConfiguration,
                parsed.GetValue(json)
            );
        });
        return command;
    }

    private static Option<string?> File(string name, string about) =>
        new(name) { Description = about, HelpName = "FILE" };

    private static Instant InstantAt(string? text)
    {
        if (text is null)
        {
            return SystemClock.Instance.GetCurrentInstant();
        }

        var read = OffsetDateTimePattern.Rfc3339.Parse(text);
        return read.Success
            ? read.Value.ToInstant()
            : throw CommandException.Usage($"--at {text} is no instant; write it as 2026-03-02T15:00:00Z");
    }

    private static int Evaluate(
        string expression,
        ExpressionTrial trial,
        Instant at,
        InvocationConfiguration streams,
        bool isJson
    )
    {
        var faults = new List<ConditionFault>();
        var value = trial.Run(expression, at, faults, out var failure);
        if (isJson)
        {
            Json.Write(streams.Output, Result(value, faults.Count > 0 ? faults[0] : failure, faults.Count == 0));
        }
        else if (faults.Count == 0)
        {
            streams.Output.WriteLine(value);
        }

        if (!isJson)
        {
            foreach (var fault in faults.Concat(failure is null ? [] : [failure]))
            {
                Point(expression, fault, streams.Error);
            }
        }

        return faults.Count > 0 ? ExitCodes.Usage : ExitCodes.Good;
    }

    // A computation that fails is null in a policy, so that is its value here; the reason comes along.
    private static JsonObject Result(Value value, ConditionFault? fault, bool hasValue)
    {
        var result = new JsonObject();
        if (hasValue)
        {
            result["value"] = Json.Of(value);
        }

        if (fault is not null)
        {
            result["fault"] = new JsonObject
            {
                ["line"] = fault.Line,
                ["column"] = fault.Column,
                ["message"] = fault.Message,
            };
        }

        return result;
    }

    private static void Point(string expression, ConditionFault fault, TextWriter error)
    {
        var lines = expression.ReplaceLineEndings("\n").Split('\n');
        if (fault.Line >= 1 && fault.Line <= lines.Length)
        {
            error.WriteLine(lines[fault.Line - 1]);
            error.WriteLine(new string(' ', Math.Max(0, fault.Column - 1)) + "^");
        }

        error.WriteLine(fault);
    }
}
