namespace Baton.Engine.Screening;

/// <summary>
/// Which account a lead belongs to and why, as it was found when the lead arrived or was last changed. What is null beside
/// <see cref="RunnerUp"/> is not known: the record was written before it was kept.
/// </summary>
/// <param name="Id">The account's name, by which it is known.</param>
public sealed record AccountMatch(string Id)
{
    /// <summary>domain, website, email or company: the field of the lead that met the account.</summary>
    public string? MatchedBy { get; init; }

    /// <summary>How strong the evidence is, 0 to 1 by the scale of <see cref="AccountIndex"/>: an order, no probability.</summary>
    public decimal? Score { get; init; }

    /// <summary>What of the lead met what of the account, in words.</summary>
    public string? Evidence { get; init; }

    /// <summary>The best of the other accounts that match; null = there is none.</summary>
    public AccountRunnerUp? RunnerUp { get; init; }
}

/// <summary>The account that a lead would belong to if the one it belongs to were not listed.</summary>
public sealed record AccountRunnerUp(string Id, decimal Score, string Evidence);
