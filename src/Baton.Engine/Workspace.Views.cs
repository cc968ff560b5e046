using System.Collections.Immutable;
using System.Globalization;
using Baton.Engine.Assignment;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using Baton.Engine.Scoring;
using NodaTime;

namespace Baton.Engine;

/// <summary>What readers ask of the state: answers are computed, nothing changes.</summary>
public sealed partial class Workspace
{
    private static readonly ImmutableArray<string> s_statuses =
    [
        .. Enum.GetValues<LeadStatus>().Select(s => EventTypes.SnakeCase(s.ToString())),
    ];

    /// <summary>The lead as it is now; null where the state does not keep it (closed, or unknown).</summary>
    public LeadView? Lead(long number) => _state.Leads.Look(number) is { } lead ? ViewOf(lead, true) : null;

    /// <summary>As <see cref="Lead(long)"/>, with what decays by itself, such as the score, as of <paramref name="now"/>.</summary>
    public LeadView? Lead(long number, Instant now)
    {
        if (_state.Leads.Look(number) is not { } lead)
        {
            return null;
        }

        var view = ViewOf(lead, true);
        if (lead.Points.IsEmpty)
        {
            return view;
        }

        var score = Scores.Total(lead.Points, now);
        return view with { Score = score, Grade = Scores.GradeOf(_state.Policy!, score) };
    }

    /// <summary>The numbers of the leads that a campaign keeps in touch with; null = no lead is or was to be on that track.</summary>
    public IReadOnlySet<long>? OnTrack(string track)
    {
        var leads = _state
            .Leads.Whole.Where(l => l.Status == LeadStatus.Nurture && l.Track == track)
            .Select(l => l.Number)
            .ToHashSet();
        return leads.Count > 0 || _state.Policy?.Config.Policy.Qualify?.Nurture.Track == track ? leads : null;
    }

    /// <summary>
    /// Who was passed over in the last decision on the lead: rep to the code of the first gate that failed. Of a lead
    /// that waits, as a decision now would say. Empty where the lead is unknown.
    /// </summary>
    public IReadOnlyDictionary<string, string> PassedOver(long number, Instant now)
    {
        var trace = _state.Leads.Look(number) is { Status: LeadStatus.Waiting } lead
            ? Looking(() => _router.Decide(lead, now).Trace)
            : _traces.Of(number);
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var passed in trace?.PassedOver ?? [])
        {
            codes[passed.Rep] = passed.Code;
        }

        return codes;
    }

    /// <summary>
    /// Who would get the pool's next <paramref name="count"/> leads, of cost 1 and with no fields, if they arrived now;
    /// shorter where nobody is eligible. Null for an unknown pool.
    /// </summary>
    public IReadOnlyList<string>? NextTurns(string pool, int count, Instant now) =>
        _state.Policy is not null && _state.Pools.TryGetValue(pool, out var known)
            ? Looking(() => new Preview(_state, known, now).Next(count))
            : null;

    /// <summary>
    /// A ledger's balances in its unit, positive = owed, by member (a rep, or a team or pool of a split pool), in the
    /// ledger's order. <paramref name="ledger"/> is a pool's id or a name that a charge bears. Null for an unknown one.
    /// </summary>
    public IReadOnlyDictionary<string, decimal>? Balances(string ledger) =>
        _state.Ledgers.TryGetValue(ledger, out var known)
            ? new Dictionary<string, decimal>(
                known.Members.Select(m => KeyValuePair.Create(m.Id, Nano.ToUnits(m.Balance))),
                StringComparer.Ordinal
            )
            : null;

    /// <summary>The members' weights as they are now, in the ledger's order. Null for an unknown ledger.</summary>
    public ImmutableArray<MemberWeight>? Weights(string ledger) =>
        _state.Ledgers.TryGetValue(ledger, out var known)
            ? [.. known.Members.Select(m => new MemberWeight(m.Id, m.Weight))]
            : null;

    /// <summary>Effort units of leads offered to or owned by the rep and not closed. Null for an unknown rep.</summary>
    public int? OpenOf(string rep) => _state.Reps.TryGetValue(rep, out var known) ? (int)known.Open : null;

    // Expressions are asked as of an instant; the last record's own stays what it was, or time that it has to look at is lost.
    private T Looking<T>(Func<T> look)
    {
        var last = _state.Now;
        try
        {
            return look();
        }
        finally
        {
            _state.Now = last;
        }
    }

    private LeadView ViewOf(LeadState lead, bool withFields) =>
        new()
        {
            Number = lead.Number,
            Status = s_statuses[(int)lead.Status],
            Stage = lead.Stage,
            Owner = lead.Status
                is LeadStatus.Rejected
                    or LeadStatus.Duplicate
                    or LeadStatus.Disqualified
                    or LeadStatus.Erased
                ? null
                : lead.Owner?.Id,
            OfferedTo = lead.Offers is { } offers ? [.. offers.Select(o => o.Rep.Id)] : [],
            Rule = lead.Rule?.Config.Name,
            Pool = lead.Pool,
            Queue = lead.Queue,
            Reason = lead.Reason,
            Score = lead.Score,
            Grade = lead.Grade,
            Territory = lead.Territory,
            AccountMatch = lead.AccountMatch,
            Version = lead.Rule?.Version ?? 0,
            Priority = lead.Priority,
            Effort = lead.Effort,
            CreatedAt = lead.CreatedAt,
            AssignedAt = lead.AssignedAt,
            Fields = withFields && lead.Packed is null ? _state.Policy!.Schema.Shown(lead.Look()) : null,
            Packed =
                withFields && lead.Packed is var (bytes, from)
                    ? new PackedView(bytes, from, _state.Policy!.Schema)
                    : null,
            Blocks = withFields ? _state.Policy!.BlocksOf(lead) : null,
        };
}

/// <summary>A member of a ledger and its weight; 0 takes no part in automatic picks.</summary>
public readonly record struct MemberWeight(string Member, int Weight);
