using System.Diagnostics;
using Baton.Engine.Commands;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>
/// Runs one scenario on a simulated clock, through the same engine that a server runs. It stops at the first step that
/// does not do what was expected. Scenarios share nothing and may run at once.
/// </summary>
internal sealed class ScenarioRunner
{
    private readonly Scenario _scenario;
    private readonly ScenarioWorld _world;
    private readonly ScenarioActions _actions;

    private ScenarioRunner(Scenario scenario)
    {
        _scenario = scenario;
        _world = new ScenarioWorld(scenario.Start);
        _actions = new ScenarioActions(_world);
    }

    /// <summary><paramref name="given"/> is what the scenario names or holds as its workspace.</summary>
    public static ScenarioResult Run(Scenario scenario, GivenWorkspace given)
    {
        var watch = Stopwatch.StartNew();
        var failure = new ScenarioRunner(scenario).Run(given);
        return new ScenarioResult(scenario.Name, scenario.File, scenario.At, failure) { Elapsed = watch.Elapsed };
    }

    private StepFailure? Run(GivenWorkspace given)
    {
        var refused = Guarded("given", null, _scenario.At, () => Give(given));
        if (refused is not null || _scenario.GivenError is not null)
        {
            return refused;
        }

        foreach (var step in _scenario.Steps)
        {
            if (Guarded($"step {step.Number}", step.Number, step.At, () => Run(step)) is { } failure)
            {
                return failure;
            }
        }

        return _scenario.Then is { } then
            ? Guarded(
                "then",
                null,
                _scenario.At,
                () => Judge("then", null, _scenario.At, new StepRun(_world.Position), then)
            )
            : null;
    }

    // An engine that throws is a failure of this scenario, not of the whole run.
    private static StepFailure? Guarded(string where, int? step, Position at, Func<StepFailure?> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var thrown = new Mismatch("engine", at, "an answer", $"{e.GetType().Name}: {e.Message}");
            var frames = (e.StackTrace ?? "").Split('\n').Take(5).Select(f => f.Trim());
            return new StepFailure(where, step, at, [thrown]) { Trace = [.. frames] };
        }
    }

    private StepFailure? Give(GivenWorkspace given)
    {
        var refusal = given.Refusal ?? _world.Submit(new PublishWorkspace(given.Content)).Refusal;

        return (refusal, _scenario.GivenError) switch
        {
            (null, null) => null,
            (null, { } error) => Given("given_error", $"a refusal with '{error}'", "accepted"),
            ({ } refused, null) => Given("given", "accepted", RefusalText.Of(refused)),
            ({ } refused, { } error) => RefusalText.Contains(refused, error)
                ? null
                : Given("given_error", $"a refusal with '{error}'", RefusalText.Of(refused)),
        };
    }

    private StepFailure Given(string key, string expected, string actual) =>
        new("given", null, _scenario.At, [new Mismatch(key, _scenario.At, expected, actual)]);

    private StepFailure? Run(Step step)
    {
        var run = new StepRun(_world.Position) { ExpectsRefusal = step.Expect is { Refused: true } };
        var target = step.MoveTo ?? _world.Now + (step.Advance ?? NodaTime.Duration.Zero);
        if (target < _world.Now)
        {
            var back = new Mismatch("at", step.At, $"not before {_world.Now}", $"{target}");
            return new StepFailure($"step {step.Number}", step.Number, step.At, [back]);
        }

        _world.MoveTo(target);
        if (step.Action is { } action)
        {
            _actions.Do(action, run);
            // What the action made due at this very instant belongs to its step.
            _world.MoveTo(_world.Now);
        }

        return Judge($"step {step.Number}", step.Number, step.At, run, step.Expect ?? new Expectation());
    }

    private StepFailure? Judge(string where, int? step, Position at, StepRun run, Expectation expectation)
    {
        List<Mismatch> mismatches = [.. JudgeRefusal(run, expectation, at)];
        mismatches.AddRange(new ExpectationChecker(_world, run).Check(expectation));
        return mismatches.Count == 0
            ? null
            : new StepFailure(where, step, at, [.. mismatches])
            {
                Trace = DecisionTrace.Of(_world, run, expectation.Lead),
            };
    }

    private static IEnumerable<Mismatch> JudgeRefusal(StepRun run, Expectation expectation, Position at)
    {
        if (run.Disturbance is { } disturbance)
        {
            yield return new Mismatch("error", at, "nothing changes", disturbance);
        }

        var expected = expectation.Error is { } text ? $"a refusal with '{text}'" : "a refusal";
        if (run.Refusal is not { } refusal)
        {
            if (expectation.Refused)
            {
                yield return new Mismatch("error", at, expected, "the action was accepted");
            }
        }
        else if (!expectation.Refused)
        {
            yield return new Mismatch("error", at, "the action is accepted", RefusalText.Of(refusal));
        }
        else if (expectation.Error is { } part && !RefusalText.Contains(refusal, part))
        {
            yield return new Mismatch("error", at, expected, RefusalText.Of(refusal));
        }
    }
}
