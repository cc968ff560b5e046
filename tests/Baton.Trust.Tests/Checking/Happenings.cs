using Baton.Engine.Events;
using Baton.Storage;
using Baton.Trust.Tests.Load;

namespace Baton.Trust.Tests.Checking;

/// <summary>A lead as the record that captured it left it.</summary>
internal sealed record Arrival(long Lead, long Seq, string Status, string? Owner);

/// <summary>What the journal says was asked for, to be held against what clients asked for and were told.</summary>
internal sealed class Happenings
{
    private readonly Dictionary<(Ask Ask, long Lead, string? Rep), int> _counts = [];

    public Dictionary<string, List<Arrival>> Arrivals { get; } = new(StringComparer.Ordinal);

    public IEnumerable<((Ask Ask, long Lead, string? Rep) What, int Count)> Counts =>
        _counts.Select(c => (c.Key, c.Value));

    public int CountOf(Ask ask, long lead, string? rep) => _counts.GetValueOrDefault((ask, lead, rep));

    public void Note(JournalRecord record, NaiveWorkspace after)
    {
        foreach (var about in record.Events.OfType<LeadEvent>())
        {
            if (about is LeadCaptured captured && IdOf(captured) is { } id)
            {
                var lead = after.Leads[captured.Lead];
                var arrival = new Arrival(lead.Number, record.Seq, lead.Status, lead.ShownOwner);
                Arrivals[id] = [.. Arrivals.GetValueOrDefault(id, []), arrival];
            }

            if (AskOf(record, about) is { } what)
            {
                _counts[what] = _counts.GetValueOrDefault(what) + 1;
            }
        }
    }

    private static string? IdOf(LeadCaptured captured) =>
        captured.Personal.Items.FirstOrDefault(f => f.Key == "id").Value.TextOrNull;

    // Whose doing it was by the client: what the clock or a policy did is nobody's request.
    private static (Ask, long, string?)? AskOf(JournalRecord record, LeadEvent about) =>
        about switch
        {
            OfferAccepted e => (Ask.Accept, e.Lead, e.Rep),
            OfferDeclined e => (Ask.Decline, e.Lead, e.Rep),
            LeadClaimed e => (Ask.Claim, e.Lead, e.Rep),
            LeadAssigned { How: "manual" } e => (Ask.Assign, e.Lead, e.Rep),
            LeadReleased e => (Ask.Release, e.Lead, null),
            LeadContacted e => (Ask.Contact, e.Lead, null),
            LeadRejected e when !record.Events.Any(c => c is LeadCaptured) => (Ask.Reject, e.Lead, null),
            LeadWon e => (Ask.Won, e.Lead, null),
            LeadLost e => (Ask.Lost, e.Lead, null),
            _ => null,
        };
}
