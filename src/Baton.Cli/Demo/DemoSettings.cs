namespace Baton.Cli.Demo;

/// <summary>How the demo runs.</summary>
/// <param name="Data">Null: a temporary folder, removed at the end.</param>
/// <param name="Rate">Leads a second after the first burst.</param>
/// <param name="For">How long leads keep coming; null = until somebody stops it.</param>
internal sealed record DemoSettings(string? Data, string Url, int Leads, double Rate, TimeSpan? For, bool IsJson);
