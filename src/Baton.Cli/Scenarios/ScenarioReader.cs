using System.Collections.Immutable;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>Reads scenarios from the documents of a file. Unknown keys and wrong types are faults with their place.</summary>
internal static class ScenarioReader
{
    /// <summary>The scenario, or null where the document has a fault of its own.</summary>
    public static Scenario? Read(Node document, string? file, ICollection<Fault> faults)
    {
        var found = new List<Fault>();
        var scenario = document is MapNode map ? Read(new StrictMap(map, "", found), file) : Odd(document, found);
        foreach (var fault in found)
        {
            faults.Add(fault with { File = file });
        }

        return found.Count == 0 ? scenario : null;
    }

    private static Scenario? Odd(Node document, List<Fault> faults)
    {
        faults.Add(new Fault("", document.At, "a scenario is a map that starts with 'scenario: NAME'"));
        return null;
    }

    private static Scenario Read(StrictMap map, string? file)
    {
        var scenario = new Scenario
        {
            Name = map.NeededText("scenario").ReplaceLineEndings(" ").Trim(),
            File = file,
            At = map.At,
            Source = map.Text("source"),
            Workspace = map.Text("workspace"),
            Given = map.Map("given"),
            GivenError = map.Text("given_error"),
            Start = map.Instant("start") ?? Scenario.DefaultStart,
            Steps = ReadSteps(map),
            Then = map.Child("then") is { } then ? new ExpectationReader(then, null).Read() : null,
        };
        map.Close();
        CheckWhole(map, scenario);
        return scenario;
    }

    private static void CheckWhole(StrictMap map, Scenario scenario)
    {
        if (scenario.Workspace is null == scenario.Given is null)
        {
            map.Fault(map.At, "a scenario has either 'workspace' or 'given'", "missing");
        }

        var hasSteps = map.Node("steps") is not null;
        if (scenario.GivenError is not null && (hasSteps || scenario.Then is not null))
        {
            map.Fault(map.PlaceOf("given_error"), "'given_error' stands instead of 'steps' and 'then'");
        }

        if (scenario.GivenError is null && !hasSteps)
        {
            map.Fault(map.At, "'steps' is missing", "missing");
        }
    }

    private static ImmutableArray<Step> ReadSteps(StrictMap map)
    {
        switch (map.Node("steps"))
        {
            case null or ScalarNode { IsNull: true }:
                return [];
            case ListNode list:
                return [.. list.Items.Select((item, i) => ReadStep(map, item, i + 1)).OfType<Step>()];
            case var other:
                map.Fault(other.At, "'steps' is not a list", "wrong_type");
                return [];
        }
    }

    private static Step? ReadStep(StrictMap scenario, Node node, int number)
    {
        if (node is not MapNode map)
        {
            scenario.Fault(node.At, $"step {number} is not a map", "wrong_type");
            return null;
        }

        var step = scenario.Inner(map, $"steps[{number}]");
        var read = ReadStep(step, number);
        step.Close();
        return read;
    }

    private static Step ReadStep(StrictMap step, int number)
    {
        var action = ActionReader.Read(step);
        var read = new Step(number, step.At)
        {
            MoveTo = step.Instant("at"),
            Advance = step.Span("advance"),
            Action = action,
            Expect = step.Child("expect") is { } expect ? new ExpectationReader(expect, action).Read() : null,
        };
        if (read is { MoveTo: not null, Advance: not null })
        {
            step.Fault(step.PlaceOf("advance"), "a step has 'at' or 'advance', not both");
        }

        return read;
    }
}
