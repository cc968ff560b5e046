using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Baton.Engine.Assignment;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Screening;
using NodaTime;

namespace Baton.Engine.Routing;

internal sealed partial class LeadPacking
{
    /// <summary>A copy of the lead to look at.</summary>
    public LeadState Look(long number, byte[] packed) => Read(number, packed, isLast: false);

    /// <summary>The lead to go on with; the bytes are given up with all that they refer to.</summary>
    public LeadState Unpack(long number, byte[] packed) => Read(number, packed, isLast: true);

    /// <summary>The queue that the lead was claimed from: asked of all leads of a rep at every claim.</summary>
    public string? ClaimedFrom(byte[] packed)
    {
        var from = new PackedReader(packed);
        from.Count();
        from.Count();
        return Name(ref from, isLast: false);
    }

    private LeadState Read(long number, byte[] packed, bool isLast)
    {
        var from = new PackedReader(packed);
        var status = (LeadStatus)from.Count();
        var parts = (Parts)from.Count();
        var claimedFrom = Name(ref from, isLast);
        var stage = Name(ref from, isLast)!;
        var createdAt = from.Time();
        var lead = new LeadState
        {
            Number = number,
            Status = status,
            Stage = stage,
            Contacted = parts.HasFlag(Parts.Contacted),
            CreatedAt = createdAt,
            AssignedAt = createdAt + Span(ref from),
            Rule = Rule(ref from, isLast),
            Owner = Rep(ref from, isLast),
            Territory = Name(ref from, isLast),
            LastOwner = Name(ref from, isLast),
            Pool = Name(ref from, isLast),
            Queue = Name(ref from, isLast),
            Reason = Name(ref from, isLast),
            Step = (int)from.Number(),
            Touches = (int)from.Count(),
            Charges = Charges(ref from, isLast),
        };
        ReadParts(lead, parts, ref from, isLast);
        lead.ClaimedFrom = claimedFrom;
        if (parts.HasFlag(Parts.Fields))
        {
            lead.Keep(packed, packed.Length - from.Left);
        }

        return lead;
    }

    private void ReadParts(LeadState lead, Parts parts, ref PackedReader from, bool isLast)
    {
        if (parts.HasFlag(Parts.AccountMatch))
        {
            lead.AccountMatch = Match(ref from);
        }

        if (parts.HasFlag(Parts.Score))
        {
            lead.Score = Number(ref from);
            lead.Grade = Name(ref from, isLast);
            lead.Points = Points(ref from, isLast);
        }

        if (parts.HasFlag(Parts.Sla))
        {
            lead.Sla = Sla(ref from, isLast);
        }

        if (parts.HasFlag(Parts.Way))
        {
            lead.Way = Way(ref from, isLast);
        }
    }

    private ImmutableArray<LedgerEntry> Charges(ref PackedReader from, bool isLast)
    {
        var charges = new LedgerEntry[(int)from.Count()];
        for (var i = 0; i < charges.Length; i++)
        {
            var ledger = Name(ref from, isLast)!;
            var period = (int)from.Count();
            var winner = Name(ref from, isLast)!;
            var cost = from.Number();
            var earners = (int)from.Count();
            var coded = (int)from.Count();
            var owed = coded >> 1 == 0 ? [] : new (string, long)[coded >> 1];
            for (var k = 0; k < owed.Length; k++)
            {
                owed[k] = (Name(ref from, isLast)!, from.Number());
            }

            charges[i] = new LedgerEntry(ledger, period, winner, cost, Of(_earners, earners, isLast))
            {
                Owed = owed,
                Picked = (coded & 1) != 0,
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(charges);
    }

    private static AccountMatch Match(ref PackedReader from) =>
        new(from.Text())
        {
            MatchedBy = Text(ref from),
            Score = Number(ref from),
            Evidence = Text(ref from),
            RunnerUp = from.Count() == 0 ? null : new AccountRunnerUp(from.Text(), from.Decimal(), from.Text()),
        };

    private ImmutableArray<Scoring.LivePoints> Points(ref PackedReader from, bool isLast)
    {
        var points = new Scoring.LivePoints[(int)from.Count()];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = new Scoring.LivePoints(
                Name(ref from, isLast)!,
                from.Decimal(),
                from.Time(),
                Span(ref from),
                Number(ref from)
            );
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(points);
    }

    private SlaClocks Sla(ref PackedReader from, bool isLast) =>
        new()
        {
            SinceQueued = from.Count() != 0,
            AcceptWarn = Time(ref from),
            AcceptBreach = Time(ref from),
            RespondWarn = Time(ref from),
            RespondBreach = Time(ref from),
            FollowUp = Time(ref from),
            Recycle = Time(ref from),
            Missed = Timed(ref from, isLast),
        };

    private LeadWay Way(ref PackedReader from, bool isLast)
    {
        var way = new LeadWay();
        for (var left = from.Count(); left > 0; left--)
        {
            (way.Deadlines ??= [])[(int)from.Number()] = from.Time();
        }

        for (var left = from.Count(); left > 0; left--)
        {
            (way.Attempts ??= [])[(int)from.Number()] = (int)from.Count();
        }

        way.NextAt = Time(ref from);
        way.WarnAt = Time(ref from);
        way.Carried = Timed(ref from, isLast);
        ReadReps(way, ref from, isLast);
        ReadActivities(way, ref from, isLast);
        way.Track = Name(ref from, isLast);
        way.RevisitAt = Time(ref from);
        way.GiveUpAt = Time(ref from);
        return way;
    }

    private void ReadReps(LeadWay way, ref PackedReader from, bool isLast)
    {
        for (var left = from.Count(); left > 0; left--)
        {
            (way.Asked ??= new HashSet<string>(StringComparer.Ordinal)).Add(Name(ref from, isLast)!);
        }

        for (var left = from.Count(); left > 0; left--)
        {
            (way.Marks ??= [])[Name(ref from, isLast)!] = (Gate)from.Count();
        }

        for (var left = from.Count(); left > 0; left--)
        {
            (way.Offers ??= []).Add(new Offer(Rep(ref from, isLast)!, from.Time(), Time(ref from)));
        }
    }

    private void ReadActivities(LeadWay way, ref PackedReader from, bool isLast)
    {
        var types = from.Count();
        if (types == 0)
        {
            return;
        }

        var all = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<Instant>>(StringComparer.Ordinal);
        for (; types > 0; types--)
        {
            var type = Name(ref from, isLast)!;
            var times = new Instant[(int)from.Count()];
            for (var i = 0; i < times.Length; i++)
            {
                times[i] = from.Time();
            }

            all[type] = ImmutableCollectionsMarshal.AsImmutableArray(times);
        }

        way.Activities = all.ToImmutable();
    }

    private (string, Instant)? Timed(ref PackedReader from, bool isLast) =>
        (Name(ref from, isLast), Time(ref from)) is ({ } name, { } at) ? (name, at) : null;

    private string? Name(ref PackedReader from, bool isLast) => Of(_names, ref from, isLast);

    private RepState? Rep(ref PackedReader from, bool isLast) => Of(_reps, ref from, isLast);

    private Rule? Rule(ref PackedReader from, bool isLast) => Of(_rules, ref from, isLast);

    private static T? Of<T>(Shelf<T> shelf, ref PackedReader from, bool isLast)
        where T : class => (int)from.Count() is > 0 and var place ? Of(shelf, place - 1, isLast) : null;

    private static T Of<T>(Shelf<T> shelf, int place, bool isLast)
        where T : class => isLast ? shelf.Take(place) : shelf[place];

    private static Instant? Time(ref PackedReader from) => from.Count() == 0 ? null : from.Time();

    private static Duration? Span(ref PackedReader from) => from.Count() == 0 ? null : from.Span();

    private static decimal? Number(ref PackedReader from) => from.Count() == 0 ? null : from.Decimal();

    private static string? Text(ref PackedReader from) => from.Count() == 0 ? null : from.Text();
}
