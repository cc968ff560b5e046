using System.Collections.Immutable;
using System.Globalization;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Routing;

namespace Baton.Engine.Assignment;

/// <summary>Everybody's open work and balances before many leads are handed over, and what that makes of them.</summary>
internal sealed class HandoverLoads(WorkspaceState state)
{
    private readonly Dictionary<RepState, long> _open = state.Reps.Values.ToDictionary(r => r, r => r.Open);
    private readonly (Ledger Ledger, LedgerMember Member, long Balance)[] _balances =
    [
        .. state
            .Ledgers.Values.OrderBy(l => l.Id, StringComparer.Ordinal)
            .SelectMany(l => l.Members.Select(m => (l, m, m.Balance))),
    ];

    public Handover After(ImmutableArray<HandoverMove> moves, IEnumerable<Event> events, int remaining)
    {
        var warnings = events.OfType<CapWarned>().ToLookup(w => w.Rep, StringComparer.Ordinal);
        var given = moves.Where(m => m.Kept is null).ToList();
        var gets = given.Where(m => m.To is not null).CountBy(m => m.To!, StringComparer.Ordinal).ToDictionary();
        var gives = given.Where(m => m.From is not null).CountBy(m => m.From!, StringComparer.Ordinal).ToDictionary();
        var reps = state
            .RepsInOrder.OrderBy(r => r.Order)
            .Select(r => RepOf(r, gets.GetValueOrDefault(r.Id), gives.GetValueOrDefault(r.Id), warnings[r.Id]))
            .Where(r => r.Gets > 0 || r.Gives > 0)
            .ToImmutableArray();
        var balances = _balances
            .Where(b => b.Member.Balance != b.Balance)
            .Select(b => new HandoverBalance(
                b.Ledger.Id,
                b.Member.Id,
                Nano.ToUnits(b.Balance),
                Nano.ToUnits(b.Member.Balance)
            ))
            .ToImmutableArray();
        return new Handover
        {
            Moves = moves,
            Reps = reps,
            Balances = balances,
            Remaining = remaining,
            Hash = HashOf(moves, reps, balances),
        };
    }

    private HandoverRep RepOf(RepState rep, int gets, int gives, IEnumerable<CapWarned> warnings) =>
        new(rep.Id, gets, gives, _open[rep], rep.Open, rep.Config.Capacity)
        {
            Warnings =
            [
                .. warnings
                    .GroupBy(w => w.Code, StringComparer.Ordinal)
                    .Select(g => new HandoverWarning(g.Key, g.Last().Actual, g.Last().Needed, g.Count())),
            ],
        };

    private static string HashOf(
        ImmutableArray<HandoverMove> moves,
        ImmutableArray<HandoverRep> reps,
        ImmutableArray<HandoverBalance> balances
    )
    {
        var lines = moves
            .Select(m =>
                $"{m.Lead}|{m.From}|{m.To}|{m.Status}|{string.Join(',', m.OfferedTo)}|{m.Pool}|{m.Queue}|{m.Kept}"
            )
            .Concat(reps.Select(r => $"{r.Rep}|{r.Gets}|{r.Gives}|{string.Join(',', r.Warnings)}"))
            .Concat(balances.Select(b => $"{b.Ledger}|{b.Member}|{b.After.ToString(CultureInfo.InvariantCulture)}"));
        return Splits.Hash("handover", string.Join('\n', lines)).ToString("x16", CultureInfo.InvariantCulture);
    }
}
