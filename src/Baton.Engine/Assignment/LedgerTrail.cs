using System.Collections.Immutable;
using Baton.Engine.Events;

namespace Baton.Engine.Assignment;

/// <summary>
/// What moves a ledger while somebody looks: each movement with the balances that it changed, found by comparing. A
/// ledger has one only where the journal is read again for its lines; whoever decides pays nothing for it.
/// </summary>
internal sealed class LedgerTrail
{
    private readonly Ledger _ledger;
    private readonly Dictionary<LedgerMember, long> _balances = [];
    private readonly List<LedgerMovement> _movements = [];

    public LedgerTrail(Ledger ledger)
    {
        _ledger = ledger;
        foreach (var member in ledger.Members)
        {
            _balances[member] = member.Balance;
        }
    }

    /// <summary>A charge, or with the sign -1 its reversal.</summary>
    public void Charged(LedgerEntry entry, int sign) =>
        _movements.Add(new LedgerMovement(Moved()) { Entry = entry, Sign = sign });

    /// <summary>Another change of balances; nothing where it left all of them as they were.</summary>
    public void Changed(string reason)
    {
        if (Moved() is { IsEmpty: false } moves)
        {
            _movements.Add(new LedgerMovement(moves) { Reason = reason });
        }
    }

    /// <summary>The movements since the last call, in their order.</summary>
    public ImmutableArray<LedgerMovement> Take()
    {
        ImmutableArray<LedgerMovement> movements = [.. _movements];
        _movements.Clear();
        return movements;
    }

    private ImmutableArray<MemberBalance> Moved()
    {
        var moves = ImmutableArray.CreateBuilder<MemberBalance>();
        var members = _ledger.Members.ToHashSet();
        foreach (var gone in _balances.Keys.Where(m => !members.Contains(m)).ToArray())
        {
            _balances.Remove(gone, out var left);
            Add(moves, gone.Id, -left);
        }

        foreach (var member in _ledger.Members)
        {
            Add(moves, member.Id, member.Balance - _balances.GetValueOrDefault(member));
            _balances[member] = member.Balance;
        }

        return moves.DrainToImmutable();
    }

    private static void Add(ImmutableArray<MemberBalance>.Builder moves, string member, long nano)
    {
        if (nano != 0)
        {
            moves.Add(new MemberBalance(member, nano));
        }
    }
}

/// <summary>A charge (<see cref="Sign"/> 1) or a refund (-1) of an entry, or another change with its reason.</summary>
internal sealed record LedgerMovement(ImmutableArray<MemberBalance> Moves)
{
    public LedgerEntry? Entry { get; init; }
    public int Sign { get; init; }
    public string Reason { get; init; } = "";
}
