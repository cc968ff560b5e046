using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.People;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>
/// A lead with an owner as one array of bytes that never changes: it is asked for seldom, lives long, and as objects it
/// would be most of what a collector has to go through. Names, reps and rules stand on shelves that all leads share.
/// Reading is in <c>LeadPacking.Read.cs</c>, part by part in the same order.
/// </summary>
/// <remarks>
/// These bytes are what a snapshot keeps of a lead, so they are read by other builds than the one that wrote them: whoever
/// changes their layout, or a number of <see cref="LeadStatus"/>, <see cref="Explain.Gate"/> or
/// <see cref="Conditions.ValueKind"/>, counts <see cref="Version"/> up. Snapshots of another version are passed over, and the
/// start replays the journal instead, once; nothing is lost by it.
/// </remarks>
internal sealed partial class LeadPacking
{
    /// <summary>Of the layout of the bytes, of <see cref="PackedFields"/> and of the shelves in a snapshot.</summary>
    public const ushort Version = 1;

    private readonly Shelf<string> _names;
    private readonly Shelf<RepState> _reps;
    private readonly Shelf<Rule> _rules;
    private readonly Shelf<EarnerSet> _earners;
    private readonly PackedWriter _to = new();

    public LeadPacking()
        : this([], [], [], []) { }

    private LeadPacking(
        IEnumerable<(string?, int)> names,
        IEnumerable<(RepState?, int)> reps,
        IEnumerable<(Rule?, int)> rules,
        IEnumerable<(EarnerSet?, int)> earners
    )
        : this(
            new Shelf<string>(StringComparer.Ordinal, names),
            new(ReferenceEqualityComparer.Instance, reps),
            new(ReferenceEqualityComparer.Instance, rules),
            new(ReferenceEqualityComparer.Instance, earners)
        ) { }

    private LeadPacking(Shelf<string> names, Shelf<RepState> reps, Shelf<Rule> rules, Shelf<EarnerSet> earners) =>
        (_names, _reps, _rules, _earners) = (names, reps, rules, earners);

    // What most leads lack is left out whole.
    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Contacted = 1,
        AccountMatch = 2,
        Score = 4,
        Sla = 8,
        Way = 16,
        Fields = 32,
    }

    /// <summary>The rules that packed leads refer to.</summary>
    public IEnumerable<Rule> Rules => _rules.All.Select(r => r.Thing).OfType<Rule>();

    /// <summary>Reads what is packed by now, on another thread while leads come and go here.</summary>
    public LeadPacking Copy() => new(_names.Copy(), _reps.Copy(), _rules.Copy(), _earners.Copy());

    /// <summary>The lead as bytes, and where in them its fields begin.</summary>
    public (byte[] Bytes, int Fields) Pack(LeadState lead)
    {
        _to.Clear();
        var parts = PartsOf(lead);
        _to.Count((ulong)lead.Status);
        _to.Count((ulong)parts);
        Name(lead.ClaimedFrom);
        Name(lead.Stage);
        _to.Time(lead.CreatedAt);
        Time(lead.AssignedAt - lead.CreatedAt);
        Rule(lead.Rule);
        Rep(lead.Owner);
        Name(lead.Territory);
        Name(lead.LastOwner);
        Name(lead.Pool);
        Name(lead.Queue);
        Name(lead.Reason);
        _to.Number(lead.Step);
        _to.Count(lead.Touches);
        Charges(lead.Charges);
        WriteParts(lead, parts);
        var fields = _to.Length;
        if (parts.HasFlag(Parts.Fields))
        {
            Fields(lead);
        }

        return (_to.ToArray(), fields);
    }

    private static Parts PartsOf(LeadState lead) =>
        (lead.Contacted ? Parts.Contacted : Parts.None)
        | (lead.AccountMatch is null ? Parts.None : Parts.AccountMatch)
        | (lead.Score is null && lead.Grade is null && lead.Points.IsDefaultOrEmpty ? Parts.None : Parts.Score)
        | (lead.Sla is null ? Parts.None : Parts.Sla)
        | (lead.Way is null ? Parts.None : Parts.Way)
        | (lead.HasFields ? Parts.Fields : Parts.None);

    private void WriteParts(LeadState lead, Parts parts)
    {
        if (parts.HasFlag(Parts.AccountMatch))
        {
            Match(lead.AccountMatch!);
        }

        if (parts.HasFlag(Parts.Score))
        {
            Score(lead);
        }

        if (parts.HasFlag(Parts.Sla))
        {
            Sla(lead.Sla!);
        }

        if (parts.HasFlag(Parts.Way))
        {
            Way(lead.Way!);
        }
    }

    private void Fields(LeadState lead)
    {
        if (lead.Packed is var (bytes, from))
        {
            _to.Bytes(bytes.AsSpan(from));
        }
        else
        {
            PackedFields.Write(lead.Look(), lead.CreatedAt, _to);
        }
    }

    private void Charges(ImmutableArray<LedgerEntry> charges)
    {
        _to.Count(charges.Length);
        foreach (var entry in charges)
        {
            Name(entry.Ledger);
            _to.Count(entry.Period);
            Name(entry.Winner);
            _to.Number(entry.Cost);
            _to.Count(_earners.Put(entry.Earners));
            _to.Count((entry.Owed.Length << 1) + (entry.Picked ? 1 : 0));
            foreach (var (member, amount) in entry.Owed)
            {
                Name(member);
                _to.Number(amount);
            }
        }
    }

    private void Match(Screening.AccountMatch match)
    {
        _to.Text(match.Id);
        Text(match.MatchedBy);
        Number(match.Score);
        Text(match.Evidence);
        _to.Count(match.RunnerUp is null ? 0 : 1);
        if (match.RunnerUp is { } other)
        {
            _to.Text(other.Id);
            _to.Number(other.Score);
            _to.Text(other.Evidence);
        }
    }

    private void Score(LeadState lead)
    {
        Number(lead.Score);
        Name(lead.Grade);
        _to.Count(lead.Points.Length);
        foreach (var points in lead.Points)
        {
            Name(points.Rule);
            _to.Number(points.Points);
            _to.Time(points.Since);
            Time(points.HalfLife);
            Number(points.AtMost);
        }
    }

    private void Sla(SlaClocks sla)
    {
        _to.Count(sla.SinceQueued ? 1 : 0);
        Time(sla.AcceptWarn);
        Time(sla.AcceptBreach);
        Time(sla.RespondWarn);
        Time(sla.RespondBreach);
        Time(sla.FollowUp);
        Time(sla.Recycle);
        Name(sla.Missed?.Sla);
        Time(sla.Missed?.Due);
    }

    private void Way(LeadWay way)
    {
        _to.Count(way.Deadlines?.Count ?? 0);
        foreach (var (step, at) in way.Deadlines ?? [])
        {
            _to.Number(step);
            _to.Time(at);
        }

        _to.Count(way.Attempts?.Count ?? 0);
        foreach (var (step, attempts) in way.Attempts ?? [])
        {
            _to.Number(step);
            _to.Count(attempts);
        }

        Time(way.NextAt);
        Time(way.WarnAt);
        Name(way.Carried?.Target);
        Time(way.Carried?.Until);
        WriteReps(way);
        WriteActivities(way);
        Name(way.Track);
        Time(way.RevisitAt);
        Time(way.GiveUpAt);
    }

    private void WriteReps(LeadWay way)
    {
        _to.Count(way.Asked?.Count ?? 0);
        foreach (var rep in way.Asked ?? [])
        {
            Name(rep);
        }

        _to.Count(way.Marks?.Count ?? 0);
        foreach (var (rep, mark) in way.Marks ?? [])
        {
            Name(rep);
            _to.Count((ulong)mark);
        }

        _to.Count(way.Offers?.Count ?? 0);
        foreach (var offer in way.Offers ?? [])
        {
            Rep(offer.Rep);
            _to.Time(offer.MadeAt);
            Time(offer.ExpiresAt);
        }
    }

    private void WriteActivities(LeadWay way)
    {
        _to.Count(way.Activities?.Count ?? 0);
        if (way.Activities is { } activities)
        {
            foreach (var (type, times) in activities)
            {
                Name(type);
                _to.Count(times.Length);
                foreach (var at in times)
                {
                    _to.Time(at);
                }
            }
        }
    }

    // Of what may be absent, 0 says that it is.
    private void Name(string? name) => _to.Count(name is null ? 0 : _names.Put(name) + 1);

    private void Rep(RepState? rep) => _to.Count(rep is null ? 0 : _reps.Put(rep) + 1);

    private void Rule(Rule? rule) => _to.Count(rule is null ? 0 : _rules.Put(rule) + 1);

    private void Time(Instant? time)
    {
        _to.Count(time is null ? 0 : 1);
        if (time is { } at)
        {
            _to.Time(at);
        }
    }

    private void Time(Duration? time)
    {
        _to.Count(time is null ? 0 : 1);
        if (time is { } span)
        {
            _to.Time(span);
        }
    }

    private void Number(decimal? number)
    {
        _to.Count(number is null ? 0 : 1);
        if (number is { } some)
        {
            _to.Number(some);
        }
    }

    private void Text(string? text)
    {
        _to.Count(text is null ? 0 : 1);
        if (text is not null)
        {
            _to.Text(text);
        }
    }
}
