using System.Collections.Immutable;
using System.Net;

namespace Baton.Client;

/// <summary>A request was not done, and the server said why.</summary>
public sealed class BatonException : Exception
{
    internal BatonException(HttpStatusCode status, ProblemDetails problem)
        : base($"{(int)status} {problem.Code}: {problem.Detail}")
    {
        Status = status;
        Code = problem.Code;
        Errors = problem.Errors;
    }

    /// <summary>The answer's status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Stable and meant for programs, such as <c>already_claimed</c>.</summary>
    public string Code { get; }

    /// <summary>Every fault of the request; empty where there is but one reason.</summary>
    public ImmutableArray<ProblemError> Errors { get; }
}

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Path">The field, key or parameter; empty for the whole.</param>
/// <param name="Code">Stable and meant for programs.</param>
/// <param name="Message">For people.</param>
public sealed record ProblemError(string Path, string Code, string Message)
{
    /// <summary>Where it stands in the text that was sent; null = unknown.</summary>
    public int? Line { get; init; }

    /// <summary>Where it stands in that line.</summary>
    public int? Column { get; init; }
}

internal sealed record ProblemDetails
{
    public string Code { get; set; } = "";
    public string Detail { get; set; } = "";
    public ImmutableArray<ProblemError> Errors { get; set; } = [];
}
