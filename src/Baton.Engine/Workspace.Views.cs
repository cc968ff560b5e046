using System.Collections.Immutable;
using Baton.Engine.Commands;
using NodaTime;

namespace Baton.Engine;

/// <summary>What readers ask of the state: answers are computed, nothing changes.</summary>
public sealed partial class Workspace
{
    /// <summary>As <see cref="Lead(long)"/>, with what decays by itself, such as the score, as of <paramref name="now"/>.</summary>
    public LeadView? Lead(long number, Instant now) => throw new NotSupportedException();

    /// <summary>
    /// Who was passed over in the last decision on the lead: rep to the code of the first gate that failed. Empty where
    /// the lead is unknown.
    /// </summary>
    public IReadOnlyDictionary<string, string> PassedOver(long number, Instant now) =>
        throw new NotSupportedException();

    /// <summary>
    /// Who would get the pool's next <paramref name="count"/> leads, of cost 1 and with no fields, if they arrived now;
    /// shorter where nobody is eligible. Null for an unknown pool.
    /// </summary>
    public IReadOnlyList<string>? NextTurns(string pool, int count, Instant now) => throw new NotSupportedException();

    /// <summary>
    /// A ledger's balances in its unit, positive = owed, by member (a rep, or a team or pool of a split pool), in the
    /// ledger's order. <paramref name="ledger"/> is a pool's id or a name that a charge bears. Null for an unknown one.
    /// </summary>
    public IReadOnlyDictionary<string, decimal>? Balances(string ledger) => throw new NotSupportedException();

    /// <summary>The members' weights as they are now, in the ledger's order. Null for an unknown ledger.</summary>
    public ImmutableArray<MemberWeight>? Weights(string ledger) => throw new NotSupportedException();

    /// <summary>Effort units of leads offered to or owned by the rep and not closed. Null for an unknown rep.</summary>
    public int? OpenOf(string rep) => throw new NotSupportedException();

    /// <summary>The names of the lead's fields that this rep may see now; empty where the rep may not see it at all.</summary>
    public IReadOnlyList<string> VisibleFields(string rep, long number, Instant now) =>
        throw new NotSupportedException();
}

/// <summary>A member of a ledger and its weight; 0 takes no part in automatic picks.</summary>
public readonly record struct MemberWeight(string Member, int Weight);
