using System.Collections.Immutable;
using Baton.Engine;
using Baton.Engine.Events;

namespace Baton.Cli.Scenarios;

/// <summary>
/// How far the leads that members received strayed from their exact shares. A lead that a ledger was charged for gives
/// every earner its weight over the weights of all earners, and the winner one lead; the difference is taken after each
/// lead, for each ledger by itself. Leads that no ledger was charged for count nowhere, nor do opening counts.
/// </summary>
internal static class ShareDeviation
{
    // Sums of thirds in decimals stray by less than this.
    private const int Digits = 9;

    /// <summary>The largest difference in leads, and whose it was.</summary>
    public static (decimal Largest, string Detail) Of(
        IEnumerable<Event> events,
        IReadOnlyCollection<long> leads,
        Func<string, ImmutableArray<MemberWeight>?> weights
    )
    {
        var wanted = leads.ToHashSet();
        var ledgers = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (
            var charge in events.OfType<LeadEvent>().Where(e => wanted.Contains(e.Lead)).SelectMany(e => Charges(e))
        )
        {
            if (!ledgers.TryGetValue(charge.Ledger, out var tally))
            {
                ledgers[charge.Ledger] = tally = new Tally(charge.Ledger, weights(charge.Ledger) ?? []);
            }

            tally.Add(charge);
        }

        return ledgers.Count == 0
            ? (0, "no lead that a ledger was charged for")
            : ledgers.Values.Select(t => (t.Largest, t.Detail)).MaxBy(t => t.Largest);
    }

    private static ImmutableArray<Charge> Charges(LeadEvent @event) =>
        @event switch
        {
            LeadAssigned assigned => assigned.Charges,
            LeadOffered offered => offered.Charges,
            LeadReassigned reassigned => reassigned.Charges,
            _ => [],
        };

    private sealed class Tally(string ledger, ImmutableArray<MemberWeight> members)
    {
        private readonly decimal[] _ahead = new decimal[members.Length];
        private int _count;

        public decimal Largest { get; private set; }

        public string Detail { get; private set; } = $"0 in '{ledger}'";

        public void Add(Charge charge)
        {
            var barred = charge.Out.ToHashSet();
            var total = members.Where((_, i) => !barred.Contains(i)).Sum(m => (decimal)m.Weight);
            _count++;
            for (var i = 0; i < members.Length; i++)
            {
                _ahead[i] += members[i].Member == charge.Winner ? 1 : 0;
                _ahead[i] -= barred.Contains(i) || total == 0 ? 0 : members[i].Weight / total;
                Note(members[i].Member, Math.Round(Math.Abs(_ahead[i]), Digits));
            }
        }

        private void Note(string member, decimal deviation)
        {
            if (deviation > Largest)
            {
                Largest = deviation;
                Detail = $"{Shown.Number(deviation)} ({member} after {_count} leads of '{ledger}')";
            }
        }
    }
}
