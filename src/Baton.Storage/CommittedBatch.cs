using Baton.Engine.Commands;
using Baton.Engine.Events;

namespace Baton.Storage;

/// <summary>
/// What one commit made durable: records of the journal, leads captured, and leads that were assigned or claimed.
/// <see cref="Commands"/> are those that callers sent, refused and repeated ones included; 0 = only time passed.
/// </summary>
public readonly record struct CommittedBatch(int Commands, int Records, int Captured, int Assigned)
{
    /// <summary>From the first look at the commands to the end of the commit.</summary>
    public TimeSpan Took { get; init; }

    internal CommittedBatch With(Outcome outcome)
    {
        var (captured, assigned) = (Captured, Assigned);
        foreach (var e in outcome.Events)
        {
            captured += e is LeadCaptured ? 1 : 0;
            assigned += e is LeadAssigned or LeadClaimed ? 1 : 0;
        }

        return this with
        {
            Records = Records + 1,
            Captured = captured,
            Assigned = assigned,
        };
    }
}
