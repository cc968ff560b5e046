using Baton.Engine.Eligibility;
using Baton.Engine.People;
using NodaTime;

namespace Baton.Engine.Assignment;

/// <summary>
/// The balances of one pool: positive = owed. They always sum to exactly zero. Members stand in the pool's order; a unit
/// of a split pool (a team or an inner pool) is a member too. Changed by <see cref="Ledgers"/> only.
/// </summary>
internal sealed class Ledger
{
    private readonly Dictionary<string, LedgerMember> _byId = new(StringComparer.Ordinal);

    public required string Id { get; set; }

    /// <summary>In the pool's order. Another list after every change of people or policy: <see cref="Take"/>.</summary>
    public List<LedgerMember> Members { get; private set; } = [];

    /// <summary>Automatic picks so far: the clock of "least recently assigned".</summary>
    public long Picks { get; set; }

    /// <summary>Counts the resets: a charge made before the last one is not refunded.</summary>
    public int Period { get; set; }

    /// <summary>When it starts anew next; null = never.</summary>
    public NodaTime.Instant? ResetAt { get; set; }

    /// <summary>Leads the pool received, for its own caps.</summary>
    public CapCounter Received { get; set; } = new();

    /// <summary>Open offers of the pool.</summary>
    public int Reserved { get; set; }

    /// <summary>
    /// Of a split pool, what came to each rep through it, from whichever unit, while it has <c>member_caps</c>. The members
    /// of a leaf count for themselves.
    /// </summary>
    public Dictionary<RepState, Inflow> Inflows { get; } = [];

    /// <summary>Winners of the last automatic picks, newest last, at most 100: what a <c>floor</c> looks at.</summary>
    public List<string> Recent { get; set; } = [];

    /// <summary>The pool of the policy in force that this ledger belongs to.</summary>
    public Routing.Pool? Pool { get; set; }
    public string Method { get; set; } = "";
    public string Unit { get; set; } = "";

    /// <summary>The earners of the latest charges, which alike charges share.</summary>
    public EarnerMemory Earners { get; } = new();

    /// <summary>Null = nobody follows it.</summary>
    public LedgerTrail? Trail { get; set; }

    public LedgerMember? Member(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The rep's, which begins with nothing.</summary>
    public Inflow InflowOf(RepState rep)
    {
        if (!Inflows.TryGetValue(rep, out var inflow))
        {
            Inflows[rep] = inflow = new Inflow();
        }

        return inflow;
    }

    /// <summary>Replaces the members.</summary>
    public void Take(List<LedgerMember> members)
    {
        Members = [];
        _byId.Clear();
        foreach (var member in members)
        {
            Join(member);
        }
    }

    /// <summary>A member goes on under another name, where he is one.</summary>
    public void Rename(string from, string to)
    {
        if (_byId.Remove(from, out var member))
        {
            member.Id = to;
            _byId[to] = member;
            Recent = [.. Recent.Select(r => r == from ? to : r)];
            Earners.Forget();
        }
    }

    /// <summary>One more member, the last in order.</summary>
    public void Join(LedgerMember member)
    {
        Members.Add(member);
        _byId[member.Id] = member;
        Earners.Forget();
    }
}

/// <summary>Leads that came to a rep through a split pool. It outlives his place in a team.</summary>
internal sealed class Inflow(CapCounter? received = null)
{
    public CapCounter Received { get; } = received ?? new CapCounter();
    public int Reserved { get; set; }
}

internal sealed class LedgerMember
{
    public required string Id { get; set; }

    /// <summary>Null for a unit of a split pool.</summary>
    public RepState? Rep { get; init; }

    /// <summary>0..1000; 0 = never by rotation.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>In 10⁻⁹ units.</summary>
    public long Balance { get; set; }

    /// <summary>The pool's pick counter at this member's last automatic pick; 0 = never.</summary>
    public long LastAssigned { get; set; }

    /// <summary>Leads received from this pool since the last reset, in 10⁻⁹ leads: what <c>max_ahead</c> compares.</summary>
    public long Received { get; set; }

    /// <summary>What came through this pool, for <c>member_caps</c> and <c>ramp</c>.</summary>
    public CapCounter Flow { get; set; } = new();
    public int Reserved { get; set; }

    /// <summary>What was earned in the absence that began at <see cref="OweSince"/>.</summary>
    public long OwedInAbsence { get; set; }
    public Instant OweSince { get; set; } = Instant.MinValue;

    /// <summary>Leads received since the return, with their instants: what a ramp counts.</summary>
    public Queue<Instant> Ramp { get; } = new();

    public bool IsActive => Rep is null || Rep.Active;

    /// <summary>He was inactive when the members were last set: active again, he joins anew.</summary>
    public bool HasLeft { get; set; }
}

/// <summary>
/// Who earned from a charge, and by which weights: members by id, since membership may have changed when a charge is
/// reversed. Immutable and shared between the charges of one eligible set.
/// </summary>
internal sealed record EarnerSet(string[] Members, int[] Weights)
{
    // Asked for every lead that remembers the set, and the same each time; null = not asked yet.
    private int? _hash;

    public bool Equals(EarnerSet? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && Members.AsSpan().SequenceEqual(other.Members)
            && Weights.AsSpan().SequenceEqual(other.Weights)
        );

    public override int GetHashCode() => _hash ??= Hash();

    private int Hash()
    {
        var hash = new HashCode();
        foreach (var member in Members)
        {
            hash.Add(member, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }
}

/// <summary>One charge as a lead remembers it, so that it can be reversed exactly.</summary>
internal readonly record struct LedgerEntry(string Ledger, int Period, string Winner, long Cost, EarnerSet Earners)
{
    public required (string Member, long Amount)[] Owed { get; init; }

    /// <summary>An automatic pick, which counts as received until it is given back.</summary>
    public bool Picked { get; init; }
}
