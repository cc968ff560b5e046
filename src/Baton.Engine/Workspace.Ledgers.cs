using Baton.Engine.Assignment;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies;

namespace Baton.Engine;

/// <summary>Ledgers moved by a person.</summary>
public sealed partial class Workspace
{
    // Far above any balance, and far below where adding could overflow.
    private const decimal MostAdjusted = 1_000_000m;

    private Outcome Adjust(AdjustLedger command)
    {
        if (!_state.Ledgers.TryGetValue(command.Pool, out var ledger) || ledger.Pool is null)
        {
            var hint = NearestWord.Hint(command.Pool, _state.Pools.Keys);
            return Refuse(ReasonCodes.UnknownPool, $"there is no pool '{command.Pool}'{hint}");
        }

        if (Unfit(command, ledger) is { } refused)
        {
            return refused;
        }

        Emit(
            new LedgerAdjusted
            {
                Ledger = ledger.Id,
                Reason = "adjusted",
                Balances =
                [
                    .. command.Adjust.Select(a => new MemberBalance(
                        a.Key,
                        ledger.Member(a.Key)!.Balance + Nano.FromUnits(a.Value)
                    )),
                ],
                By = command.By,
                Note = command.Note,
            }
        );
        return Done();
    }

    private static Outcome? Unfit(AdjustLedger command, Ledger ledger)
    {
        if (command.Adjust.FirstOrDefault(a => ledger.Member(a.Key) is null).Key is { } unknown)
        {
            var hint = NearestWord.Hint(unknown, ledger.Members.Select(m => m.Id));
            return Refuse(ReasonCodes.NotAMember, $"'{unknown}' is no member of the pool '{command.Pool}'{hint}");
        }

        if (command.Adjust.FirstOrDefault(a => !ledger.Member(a.Key)!.IsActive).Key is { } gone)
        {
            return Refuse(ReasonCodes.Inactive, $"{gone} has left, and his balance was shared out");
        }

        if (command.Adjust.Select(a => a.Key).Distinct(StringComparer.Ordinal).Count() < command.Adjust.Length)
        {
            return Refuse(ReasonCodes.Invalid, "each member is named once");
        }

        if (command.Adjust.Any(a => Math.Abs(a.Value) > MostAdjusted || decimal.Round(a.Value, 3) != a.Value))
        {
            return Refuse(
                ReasonCodes.Invalid,
                "an adjustment has at most 3 decimals and is at most 1,000,000 either way"
            );
        }

        var sum = command.Adjust.Sum(a => a.Value);
        return command.Adjust.Length == 0
                ? Refuse(ReasonCodes.Invalid, "name who is given what, and from whom it is taken")
            : sum != 0
                ? Refuse(
                    ReasonCodes.Invalid,
                    FormattableString.Invariant(
                        $"the adjustments sum to {sum}, not to 0: what one is given another gives"
                    )
                )
            : string.IsNullOrWhiteSpace(command.Note)
                ? Refuse(ReasonCodes.Invalid, "a note says why; it is kept for the record")
            : null;
    }
}
