using System.Collections.Immutable;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>What became of one scenario. It passed where <see cref="Failure"/> is null.</summary>
internal sealed record ScenarioResult(string Name, string? File, Position At, StepFailure? Failure)
{
    public TimeSpan Elapsed { get; init; }
}

/// <summary>
/// The first step that did not do what was expected; later ones are not run. <see cref="Step"/> counts from 1 and is
/// null for the workspace itself and for <c>then</c>, which <see cref="Where"/> names.
/// </summary>
internal sealed record StepFailure(string Where, int? Step, Position At, ImmutableArray<Mismatch> Mismatches)
{
    /// <summary>Why the decision fell as it did, and what the step wrote to the journal: a line each.</summary>
    public ImmutableArray<string> Trace { get; init; } = [];
}

/// <summary>One key of an expectation, what it expected and what was found.</summary>
internal sealed record Mismatch(string Key, Position At, string Expected, string Actual)
{
    public override string ToString() => $"{Key}: expected {Expected}, actual {Actual}";
}
