using System.Globalization;
using System.Text.RegularExpressions;
using Baton.Engine.Assignment;
using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Explain;

/// <summary>
/// Looks for the smallest change of one number that would have given a lead to a rep, by changing it in a private copy of
/// the state, deciding again and putting it back.
/// </summary>
internal sealed partial class WhatIf(WorkspaceState state, Router router, LeadState lead, RepState rep, Instant at)
{
    /// <summary>The change that lifts the failed gate, if the rep then wins.</summary>
    public Flip? ForGate(string code, long? actual, Pool? pool) =>
        code switch
        {
            ReasonCodes.CapacityFull => Capacity(actual!.Value),
            ReasonCodes.CapHour => Cap("hour", c => c.Hour, (c, n) => c with { Hour = n }, pool),
            ReasonCodes.CapDay => Cap("day", c => c.Day, (c, n) => c with { Day = n }, pool),
            ReasonCodes.CapWeek => Cap("week", c => c.Week, (c, n) => c with { Week = n }, pool),
            ReasonCodes.CapMonth => Cap("month", c => c.Month, (c, n) => c with { Month = n }, pool),
            ReasonCodes.WeightZero => Weight(),
            ReasonCodes.Requirement => pool
                ?.Require.Select(r => Attribute(r.Source))
                .FirstOrDefault(f => f is not null),
            _ => null,
        };

    /// <summary>For an eligible rep who was outranked: by the figure that the pool's method ranks by.</summary>
    public Flip? ForRank(Pool pool) =>
        pool.Config.Method switch
        {
            PoolMethod.RoundRobin or PoolMethod.BestMatch => Balance(pool),
            PoolMethod.LeastLoaded => Open(),
            PoolMethod.MostAvailable => Open()
                ?? (rep.Config.Capacity is { } c ? Capacity(c + 1, most: c + 1000) : null),
            PoolMethod.Ranked => pool.Rank is { } rank ? Attribute(rank.Source) : null,
            _ => throw new ArgumentOutOfRangeException(nameof(pool), pool.Config.Method, null),
        };

    private bool Wins() =>
        router.Decide(lead, at) switch
        {
            ToOwner d => ReferenceEquals(d.Rep, rep),
            ToOffer d => d.Reps.Contains(rep.Id),
            _ => false,
        };

    private bool WinsAs(RepConfig config)
    {
        var before = rep.Config;
        Configure(config);
        try
        {
            return Wins();
        }
        finally
        {
            Configure(before);
        }
    }

    private void Configure(RepConfig config) =>
        rep.Configure(config, Presence.Of(config), config.Absences, state.Policy!.Zone, rep.Calendar);

    private Flip? Capacity(long needed, long? most = null)
    {
        for (var n = needed; n <= (most ?? needed); n++)
        {
            if (WinsAs(rep.Config with { Capacity = (int)n }))
            {
                return new Flip("capacity", rep.Config.Capacity ?? 0, n);
            }
        }

        return null;
    }

    // The rep's own cap, or the pool's cap of each member: whichever is full.
    private Flip? Cap(string period, Func<Caps, int?> read, Func<Caps, int, Caps> write, Pool? pool)
    {
        var caps = rep.Config.Caps;
        if (read(caps) is { } own && SmallestAs(own, n => rep.Config with { Caps = write(caps, n) }) is { } to)
        {
            return new Flip($"caps.{period}", own, to);
        }

        return null;
    }

    private int? SmallestAs(int from, Func<int, RepConfig> change)
    {
        for (var n = from + 1; n <= from + 100; n++)
        {
            if (WinsAs(change(n)))
            {
                return n;
            }
        }

        return null;
    }

    private Flip? Weight()
    {
        var members = state.Ledgers.Values.Select(l => l.Member(rep.Id)).OfType<LedgerMember>().ToArray();
        var before = members.Select(m => m.Weight).ToArray();
        try
        {
            foreach (var member in members)
            {
                member.Weight = Math.Max(member.Weight, 1);
            }

            return Wins() ? new Flip("weight", 0, 1) : null;
        }
        finally
        {
            for (var i = 0; i < members.Length; i++)
            {
                members[i].Weight = before[i];
            }
        }
    }

    // A higher balance never ranks lower, so the smallest one that wins is found by halving, to 10⁻⁶.
    private Flip? Balance(Pool pool)
    {
        if (pool.Ledger.Member(rep.Id) is not { } member)
        {
            return null;
        }

        var before = member.Balance;
        try
        {
            var (low, high) = (0L, 4 * Nano.One + pool.Ledger.Members.Max(m => Math.Abs(m.Balance)) * 2);
            member.Balance = before + high;
            if (!Wins())
            {
                return null;
            }

            while (high - low > 1000)
            {
                var middle = low + (high - low) / 2;
                member.Balance = before + middle;
                (low, high) = Wins() ? (low, middle) : (middle, high);
            }

            return new Flip($"balance in pool {pool.Id}", Nano.ToUnits(before), Nano.ToUnits(before + high));
        }
        finally
        {
            member.Balance = before;
        }
    }

    private Flip? Open()
    {
        var before = rep.Open;
        try
        {
            for (var open = before - 1; open >= 0; open--)
            {
                rep.Open = open;
                if (Wins())
                {
                    return new Flip("open effort units", before, open);
                }
            }

            return null;
        }
        finally
        {
            rep.Open = before;
        }
    }

    // Of an expression that reads one number of the rep: that number, raised until the rep wins.
    private Flip? Attribute(string source)
    {
        foreach (Match match in NumberOfRep().Matches(source))
        {
            var (group, key) = (match.Groups["group"].Value, match.Groups["key"].Value);
            var from = ValueOf(group, key);
            foreach (var to in Steps(from, group))
            {
                if (WinsAs(With(group, key, to)))
                {
                    return new Flip($"{group}.{key}", from, to);
                }
            }
        }

        return null;
    }

    private static IEnumerable<decimal> Steps(decimal from, string group)
    {
        if (group == "skills")
        {
            return Enumerable.Range((int)from + 1, Math.Max(0, 5 - (int)from)).Select(n => (decimal)n);
        }

        var fine =
            from == decimal.Floor(from)
                ? Enumerable.Empty<decimal>()
                : Enumerable.Range(1, 100).Select(n => from + n / 100m);
        return fine.Concat(Enumerable.Range(1, 1000).Select(n => decimal.Floor(from) + n));
    }

    private decimal ValueOf(string group, string key) =>
        group == "skills" ? rep.Config.Skills.GetValueOrDefault(key)
        : rep.Config.Attributes.AsMap().TryGetValue(key, out var value) && value.IsNumber ? (decimal)value.AsNumber()
        : 0;

    private RepConfig With(string group, string key, decimal to) =>
        group == "skills"
            ? rep.Config with
            {
                Skills = rep.Config.Skills.SetItem(key, (int)to),
            }
            : rep.Config with
            {
                Attributes = Value.Of(rep.Config.Attributes.AsMap().SetItem(key, NumberOf(to))),
            };

    private static Value NumberOf(decimal number) =>
        number == decimal.Floor(number)
            ? Value.Of((long)number)
            : Value.Of(double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    [GeneratedRegex(
        @"rep\.(?<group>skills|attributes)\.(?<key>[A-Za-z_]\w*)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NumberOfRep();
}
