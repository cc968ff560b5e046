using System.Collections.Immutable;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Cli.Scenarios;

/// <summary>One case of a scenario file: a workspace, and what is to happen in it step by step.</summary>
internal sealed record Scenario
{
    /// <summary>A Monday.</summary>
    public static Instant DefaultStart { get; } = Instant.FromUtc(2026, 1, 5, 9, 0);

    public required string Name { get; init; }
    public string? Source { get; init; }
    public required string? File { get; init; }
    public required Position At { get; init; }

    /// <summary>Path of a workspace file, relative to <see cref="File"/>; null where <see cref="Given"/> stands inline.</summary>
    public string? Workspace { get; init; }
    public MapNode? Given { get; init; }

    /// <summary>The workspace itself is refused with a message that contains this.</summary>
    public string? GivenError { get; init; }
    public Instant Start { get; init; } = DefaultStart;
    public ImmutableArray<Step> Steps { get; init; } = [];
    public Expectation? Then { get; init; }
}

/// <summary>At most one move of the clock, then at most one action, then what must hold. Steps count from 1.</summary>
internal sealed record Step(int Number, Position At)
{
    public Instant? MoveTo { get; init; }
    public Duration? Advance { get; init; }
    public ScenarioAction? Action { get; init; }
    public Expectation? Expect { get; init; }
}
