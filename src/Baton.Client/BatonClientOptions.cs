namespace Baton.Client;

/// <summary>How patient a client is.</summary>
public sealed record BatonClientOptions
{
    /// <summary>How often a request is tried again that was not answered, or answered with 429 or 503; 0 = never.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The longest that is waited before one of them. Where the server asks for more, the refusal is thrown.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For one answer to come. Imports and streams have no limit.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>A live stream from which nothing was heard for so long is opened anew; the server is heard every 5 seconds.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is waited by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
