namespace Baton.Cli.Benchmarking;

/// <param name="Data">The folder whose disk is measured; a temporary one when null. What is made in it is removed again.</param>
/// <param name="Leads">Rows of the import.</param>
/// <param name="Connections">Callers that post one lead after another.</param>
/// <param name="Time">How long they do.</param>
internal sealed record BenchSettings(string? Data, int Leads, int Connections, TimeSpan Time, bool IsJson);
