using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Engine.People;

/// <summary>
/// One rep as the engine sees him: what the workspace file says, compiled, and what moves: presence, absences, open work
/// and leads received. Lives as long as the rep is in the workspace; a changed file replaces <see cref="Config"/>.
/// </summary>
internal sealed class RepState
{
    private Instant _cachedFrom = Instant.MaxValue;
    private Instant _cachedUntil = Instant.MinValue;
    private Availability _cached;

    // The same for a decision, which asks every member of a pool: beside the open units, so that it looks at one line of
    // memory a member. In ticks since 1970; from the first to the second, exclusive, he is surely there.
    private long _thereFrom = long.MaxValue;
    private long _thereUntil = long.MinValue;
    private long _most = long.MaxValue;

    public required string Id { get; set; }
    public RepConfig Config { get; private set; } = null!;

    /// <summary>Position in the workspace file.</summary>
    public int Order { get; set; }
    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;
    public Calendar? Calendar { get; private set; }
    public AbsenceSet Absences { get; private set; } = AbsenceSet.None;
    public RepStatus Status { get; private set; }

    /// <summary>Until when, exclusive, he is not available; null = no end is set, or he is.</summary>
    public Instant? StatusUntil => Status == RepStatus.Available ? null : Config.StatusUntil;
    public bool Active { get; private set; }

    /// <summary>The rep as expressions read it: slots of <see cref="RepRecord.Type"/>.</summary>
    public Value[] Record { get; private set; } = [];

    /// <summary>As of the last refresh; null = there was none.</summary>
    public RepStats? Stats { get; private set; }

    /// <summary>What the next refresh is made of.</summary>
    public RepTally Tally { get; } = new();

    /// <summary>Effort units offered to or owned by the rep and not closed.</summary>
    public long Open { get; set; }

    /// <summary>There is a cap on what he receives.</summary>
    public bool IsCapped { get; private set; }

    /// <summary>Open offers: each reserves one of every cap.</summary>
    public int Reserved { get; set; }
    public CapCounter Received { get; set; } = new();

    /// <summary>Numbers of the open leads the rep owns.</summary>
    public LeadNumbers Owned { get; } = new();

    /// <summary>Numbers of the leads offered to the rep.</summary>
    public SortedSet<long> OfferedLeads { get; } = [];

    /// <summary>What is saved of a rep, before the file that he stands in is read.</summary>
    public void Preset(Presence presence, ImmutableArray<Absence> absences, int order)
    {
        Order = order;
        Status = presence.Status;
        Config = new RepConfig
        {
            Id = Id,
            Active = false,
            Status = presence.Status,
            StatusUntil = presence.Until,
            StatusReason = presence.Reason,
            Absences = absences,
        };
    }

    public void Configure(
        RepConfig config,
        Presence presence,
        ImmutableArray<Absence> absences,
        DateTimeZone workspaceZone,
        Calendar? calendar
    )
    {
        Config = config with
        {
            Status = presence.Status,
            StatusUntil = presence.Until,
            StatusReason = presence.Reason,
            Absences = absences,
        };
        Zone = config.TimeZone ?? workspaceZone;
        Calendar = calendar;
        Absences = absences.IsEmpty ? AbsenceSet.None : AbsenceSet.Build(absences, Zone);
        Status = presence.Status;
        Active = config.Active;
        IsCapped = !config.Caps.IsEmpty;
        Record = RepRecord.Of(Config, Stats);
        _most = config.Capacity ?? long.MaxValue;
        _cachedUntil = Instant.MinValue;
        _thereUntil = long.MinValue;
    }

    public void SetStats(RepStats? stats)
    {
        Stats = stats;
        Record = RepRecord.Of(Config, stats);
    }

    /// <summary>
    /// Which of the time-dependent gates bar the rep now, and until when (exclusive) that is sure. Cached: the answer
    /// changes only when a calendar or an absence turns.
    /// </summary>
    public ref readonly Availability AvailabilityAt(Instant now)
    {
        if (now < _cachedUntil && now >= _cachedFrom)
        {
            return ref _cached;
        }

        var absent = Absences.Contains(now, out var since, out var until);
        var hours = Calendar?.At(now) ?? new HoursState(true, false, Instant.MaxValue);
        _cached = new Availability(absent, since, hours.Open, hours.Holiday, Instant.Min(until, hours.Until));
        _cachedFrom = now;
        _cachedUntil = _cached.Until;
        var isThere = Active && Status == RepStatus.Available && !absent && hours.Open;
        _thereFrom = isThere ? TicksFrom(now) : long.MaxValue;
        _thereUntil = _cachedUntil.ToUnixTimeTicks();
        return ref _cached;
    }

    /// <summary>
    /// Whether he is active, available, in hours and not absent, and has room for so much more. False says nothing: it is
    /// also the answer where nobody has asked for <see cref="AvailabilityAt"/> since that turned.
    /// </summary>
    /// <param name="ticks">Now, since 1970, rounded down.</param>
    /// <param name="effort">0 or more.</param>
    public bool IsSurelyFree(long ticks, int effort) =>
        ticks >= _thereFrom && ticks < _thereUntil && Open <= _most - effort;

    // Rounded up: an earlier instant of the same tick is not covered.
    private static long TicksFrom(Instant at)
    {
        var ticks = at.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks) == at ? ticks : ticks + 1;
    }
}

/// <summary>Whether a rep is there, until when he is not, and why.</summary>
internal readonly record struct Presence(RepStatus Status, Instant? Until = null, StatusReason? Reason = null)
{
    public static Presence Of(RepConfig config) => new(config.Status, config.StatusUntil, config.StatusReason);
}

/// <param name="Absent">On an absence that began at <paramref name="Since"/>.</param>
/// <param name="Since">Where absent, the absence's start.</param>
/// <param name="Open">In hours.</param>
/// <param name="Holiday">Out of hours because the date is closed.</param>
/// <param name="Until">Exclusive: when any of this may change.</param>
internal readonly record struct Availability(bool Absent, Instant Since, bool Open, bool Holiday, Instant Until);
