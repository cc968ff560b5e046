using NodaTime;

namespace Baton.Trust.Tests.Checking;

/// <summary>A row of the read model, as the events imply it.</summary>
internal sealed record NaiveAssignment(
    long Lead,
    int N,
    string Rep,
    string How,
    string? Pool,
    string? Queue,
    Instant At
)
{
    public Instant? EndedAt { get; set; }
    public string? EndReason { get; set; }

    public string Row =>
        $"lead {Lead} #{N}: {Rep}, {How}, pool {Pool ?? "-"}, queue {Queue ?? "-"}, {At}"
        + (EndedAt is null ? "" : $" until {EndedAt} ({EndReason})");
}
