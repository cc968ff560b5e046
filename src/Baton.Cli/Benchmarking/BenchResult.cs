namespace Baton.Cli.Benchmarking;

/// <summary>What was measured; rates are leads a second.</summary>
/// <param name="Bare">One event row and one lead row for each, a thousand a transaction: what the disk and SQLite allow.</param>
internal sealed record BenchResult(
    int Rules,
    int Reps,
    double Bare,
    double Import,
    RequestRates Requests,
    double DecisionMicros
)
{
    public double ImportOfBare => Import / Bare;
}

/// <param name="P50">Milliseconds from the request to the durable answer; half of them took no longer.</param>
/// <param name="Failed">Answers that were no 201.</param>
internal sealed record RequestRates(double Rate, double P50, double P99, int Failed);
