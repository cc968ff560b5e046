using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Events;

namespace Baton.Engine;

/// <summary>The journal read again for the lines of a ledger.</summary>
public sealed partial class Workspace
{
    /// <summary>
    /// The name of a pool's ledger now and, latest first, those that it had before: what
    /// <see cref="ApplyTraced"/> follows. Only the name itself where there is no such pool.
    /// </summary>
    public ImmutableArray<string> LedgerNames(string id)
    {
        var names = new List<string> { id };
        while (Before(names[^1]) is { } former && !names.Contains(former))
        {
            names.Add(former);
        }

        return [.. names];

        // The teams inside a pool that is split by team bear its name before theirs.
        string? Before(string name) =>
            _state
                .Renamed.Where(r => r.Key.Kind == RenameKinds.Pool)
                .Select(r =>
                    r.Value == name ? r.Key.From
                    : name.StartsWith(r.Value + "/", StringComparison.Ordinal) ? r.Key.From + name[r.Value.Length..]
                    : null
                )
                .FirstOrDefault(f => f is not null);
    }

    /// <summary>
    /// As <see cref="Apply"/>, and says what the record moved in one ledger, in order. Every change of a balance is in a
    /// line, so that all lines of a ledger from its beginning sum to its balances.
    /// </summary>
    /// <param name="names">The ledger is the one under the first of these names that is known at the time.</param>
    public ImmutableArray<LedgerLine> ApplyTraced(
        ImmutableArray<Event> events,
        NodaTime.Instant at,
        ImmutableArray<string> names
    )
    {
        _now = at;
        _wake = null;
        var lines = ImmutableArray.CreateBuilder<LedgerLine>();
        foreach (var @event in events)
        {
            var ledger = names.Select(n => _state.Ledgers.GetValueOrDefault(n)).FirstOrDefault(l => l is not null);
            if (ledger is not null)
            {
                ledger.Trail ??= new LedgerTrail(ledger);
            }

            _applier.Apply(@event, at);
            _traces.Note(@event);
            var movements = ledger?.Trail?.Take() ?? [];
            lines.AddRange(movements.Select(m => LineOf(@event, m)));

            // What a person did is a line even where it moved nothing.
            if (movements.IsEmpty && @event is LedgerAdjusted adjusted && adjusted.Ledger == ledger?.Id)
            {
                lines.Add(new LedgerLine(@event, adjusted.Reason));
            }
        }

        _applier.Sweep();
        return lines.DrainToImmutable();
    }

    private static LedgerLine LineOf(Event @event, LedgerMovement movement) =>
        movement.Entry is { } entry
            ? new LedgerLine(@event, movement.Sign < 0 ? "refund" : ChargeReason(@event))
            {
                Winner = entry.Winner,
                Cost = movement.Sign * entry.Cost,
                Earned = [.. Ledgers.Earned(entry).Select(e => e with { Nano = movement.Sign * e.Nano })],
                Moves = movement.Moves,
            }
            : new LedgerLine(@event, movement.Reason) { Moves = movement.Moves };

    private static string ChargeReason(Event @event) =>
        @event is LeadAssigned { How: not "pool" } assigned ? assigned.How : "pick";
}

/// <summary>One movement of a ledger and the event that brought it. All amounts count 10⁻⁹ of the ledger's unit.</summary>
/// <param name="Reason">
/// pick, owner or manual: a charge; refund: its reversal; adjusted, opening or lapse; reset: it began anew; members: who has
/// left shared out his balance.
/// </param>
public sealed record LedgerLine(Event Event, string Reason)
{
    /// <summary>Who pays, or in a refund gets back, the cost; null where it is neither.</summary>
    public string? Winner { get; init; }

    /// <summary>Negative in a refund.</summary>
    public long Cost { get; init; }

    /// <summary>Who earned the cost, or in a refund gives it back (negative): they sum to the cost.</summary>
    public ImmutableArray<MemberBalance> Earned { get; init; } = [];

    /// <summary>
    /// By how much each balance changed: they sum to zero. The winner's is the share earned less the cost; what would fall
    /// to somebody who has left fell to those who stay.
    /// </summary>
    public ImmutableArray<MemberBalance> Moves { get; init; } = [];
}
