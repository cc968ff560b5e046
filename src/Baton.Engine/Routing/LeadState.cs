using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Conditions;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Qualification;
using Baton.Engine.Screening;
using NodaTime;

namespace Baton.Engine.Routing;

/// <summary>Where a lead is in distribution.</summary>
internal enum LeadStatus : byte
{
    New,
    Waiting,
    Queued,
    Offered,
    Assigned,
    Working,
    Nurture,
    Disqualified,
    Rejected,
    Duplicate,
    Won,
    Lost,
    Erased,
}

/// <summary>An open lead in brief: what future decisions need. A closed lead leaves the state.</summary>
internal sealed class LeadState
{
    // By slot; or packed, from some place on in bytes that never change. Then the array is kept for the next lead.
    private Value[]? _values;
    private byte[]? _packed;
    private int _from;

    public required long Number { get; set; }
    public LeadStatus Status { get; set; }
    public string Stage { get; set; } = Stages.New;

    /// <summary>Every field by slot. Asking unpacks them for good.</summary>
    public Value[]? Fields
    {
        get
        {
            if (_packed is not null)
            {
                Fields = PackedFields.Read(_packed.AsSpan(_from), CreatedAt);
            }

            return _values;
        }
        set => (_values, _packed) = (value, null);
    }

    public bool HasFields => _values is not null || _packed is not null;

    /// <summary>It stands among those that are looked at when the record ends.</summary>
    public bool IsLoose { get; set; }

    public required Instant CreatedAt { get; set; }
    public Instant? AssignedAt { get; set; }
    public Rule? Rule { get; set; }
    public string? Territory { get; set; }
    public AccountMatch? AccountMatch { get; set; }
    public string? Account => AccountMatch?.Id;

    /// <summary>Who owned the person or company when the lead arrived.</summary>
    public string? LastOwner { get; set; }
    public RepState? Owner { get; set; }
    public string? Pool { get; set; }
    public string? Queue { get; set; }
    public string? Reason { get; set; }

    /// <summary>The step of the route where the lead is parked, offered or waits.</summary>
    public int Step { get; set; } = -1;

    /// <summary>By step, the end of its <c>wait</c> or of its queue's <c>expires</c>: it does not start anew by itself.</summary>
    public Dictionary<int, Instant>? Deadlines
    {
        get => Way?.Deadlines;
        set => WayFor(value is not null)?.Deadlines = value;
    }

    /// <summary>More than any number of offers: a <c>wait</c> that cut an offer short ends the asking at its step.</summary>
    public const int AttemptsSpent = int.MaxValue;

    /// <summary>Offers made so far, by step.</summary>
    public Dictionary<int, int>? Attempts
    {
        get => Way?.Attempts;
        set => WayFor(value is not null)?.Attempts = value;
    }

    /// <summary>When one more member of a staggered shotgun is asked.</summary>
    public Instant? NextAt
    {
        get => Way?.NextAt;
        set => WayFor(value is not null)?.NextAt = value;
    }
    public Instant? WarnAt
    {
        get => Way?.WarnAt;
        set => WayFor(value is not null)?.WarnAt = value;
    }

    /// <summary>A clock that runs on because the lead stood at this pool or queue when the policy changed.</summary>
    public (string Target, Instant Until)? Carried
    {
        get => Way?.Carried;
        set => WayFor(value is not null)?.Carried = value;
    }

    /// <summary>Everybody this lead was ever offered to.</summary>
    public HashSet<string>? Asked
    {
        get => Way?.Asked;
        set => WayFor(value is not null)?.Asked = value;
    }

    /// <summary>Reps who declined, released, let lapse or missed this lead.</summary>
    public Dictionary<string, Gate>? Marks
    {
        get => Way?.Marks;
        set => WayFor(value is not null)?.Marks = value;
    }

    /// <summary>Open offers, in the order they were made.</summary>
    public List<Offer>? Offers
    {
        get => Way?.Offers;
        set => WayFor(value is not null)?.Offers = value;
    }

    /// <summary>The charges of the present offer or assignment, which a refund reverses.</summary>
    public ImmutableArray<LedgerEntry> Charges { get; set; } = [];
    public decimal? Score { get; set; }
    public string? Grade { get; set; }

    /// <summary>What the score is made of, so that it can be read at any later instant.</summary>
    public ImmutableArray<Scoring.LivePoints> Points { get; set; } = [];

    /// <summary>The times of the activities that scoring counts, by type, newest first; null = none.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Instant>>? Activities
    {
        get => Way?.Activities;
        set => WayFor(value is not null)?.Activities = value;
    }

    public bool Contacted { get; set; }
    public int Touches { get; set; }
    public SlaClocks? Sla { get; set; }

    /// <summary>The campaign that keeps in touch while the lead is nurtured.</summary>
    public string? Track
    {
        get => Way?.Track;
        set => WayFor(value is not null)?.Track = value;
    }
    public Instant? RevisitAt
    {
        get => Way?.RevisitAt;
        set => WayFor(value is not null)?.RevisitAt = value;
    }
    public Instant? GiveUpAt
    {
        get => Way?.GiveUpAt;
        set => WayFor(value is not null)?.GiveUpAt = value;
    }

    /// <summary>The group of waiting leads with the same fate that this one stands in.</summary>
    public WaitingClass? Waiting
    {
        get => Way?.Waiting;
        set => WayFor(value is not null)?.Waiting = value;
    }

    /// <summary>The queue that the lead was claimed from, for its limit of open claims.</summary>
    public string? ClaimedFrom
    {
        get => Way?.ClaimedFrom;
        set => WayFor(value is not null)?.ClaimedFrom = value;
    }

    public int Effort => Rule?.Config.Effort ?? 1;
    public int Priority => Rule?.Config.Priority ?? 0;

    public bool IsOfferedTo(string rep) => Offers?.Exists(o => o.Rep.Id == rep) ?? false;

    public bool IsOwned => Status is LeadStatus.Assigned or LeadStatus.Working;

    /// <summary>What it gathered on its way to an owner; null while that is nothing: most leads get one at once.</summary>
    public LeadWay? Way { get; set; }

    /// <summary>Every field by slot, for a look: what is packed stays so.</summary>
    public ReadOnlySpan<Value> Look() =>
        _packed is null ? _values : PackedFields.Read(_packed.AsSpan(_from), CreatedAt);

    /// <summary>The bytes that the fields are read from, which never change, and where they begin; null = not packed.</summary>
    public (byte[] Bytes, int From)? Packed => _packed is null ? null : (_packed, _from);

    /// <summary>Reads the fields from these bytes from now on.</summary>
    public void Keep(byte[] packed, int from) => (_packed, _from) = (packed, from);

    /// <summary>
    /// Becomes another lead, with so many fields that are empty yet: nearly every lead that comes is an object for one
    /// record only, of more than a thousand bytes with its fields.
    /// </summary>
    public void Become(long number, Instant createdAt, int fields)
    {
        if (_values?.Length == fields)
        {
            Array.Clear(_values);
        }
        else
        {
            _values = new Value[fields];
        }

        (_packed, _from) = (null, 0);
        (Number, CreatedAt) = (number, createdAt);
        (Status, Stage, Step, IsLoose) = (LeadStatus.New, Stages.New, -1, false);
        (AssignedAt, Rule, Owner, LastOwner) = (null, null, null, null);
        (Territory, AccountMatch, Pool, Queue, Reason) = (null, null, null, null, null);
        (Charges, Points, Score, Grade) = ([], [], null, null);
        (Contacted, Touches, Sla, Way) = (false, 0, null, null);
    }

    private LeadWay? WayFor(bool isNeeded) => isNeeded ? Way ??= new LeadWay() : Way;

    /// <summary>A step is over for the lead once its time has run out.</summary>
    public bool StepDone(int step, Instant now) =>
        Deadlines is { } all && all.TryGetValue(step, out var at) && at <= now;

    /// <summary>When the present step's time is over.</summary>
    public Instant? Until => Step >= 0 && Deadlines is { } all && all.TryGetValue(Step, out var at) ? at : null;

    public int AttemptsAt(int step) => Attempts?.GetValueOrDefault(step) ?? 0;

    public void Mark(string rep, Gate gate) => (Marks ??= [])[rep] = gate;

    /// <summary>A copy that shares with it only what never changes.</summary>
    public LeadState Copy()
    {
        var copy = (LeadState)MemberwiseClone();
        copy._values = _packed is null ? (Value[]?)_values?.Clone() : null;
        copy.Way = Way?.Copy();
        copy.Sla = Sla?.Copy();
        return copy;
    }

    /// <summary>
    /// The lead as it would be if its owner, or who is offered it, had missed it and it went back to its route: a copy for a
    /// question.
    /// </summary>
    public LeadState AsIfTakenBack()
    {
        var copy = Copy();
        copy.StartAnew(keepMarks: true);
        copy.Waiting = null;
        copy.Offers = null;
        copy.Owner = null;
        foreach (var rep in Owner is { } owner ? [owner] : Offers?.Select(o => o.Rep) ?? [])
        {
            copy.Mark(rep.Id, Gate.ExcludedPrevious);
        }

        return copy;
    }

    /// <summary>The lead is tried anew everywhere, except by those who missed it.</summary>
    /// <param name="keepMarks">No person did it, so those who declined it or let it lapse are passed over still.</param>
    public void StartAnew(bool keepMarks = false)
    {
        Attempts = null;
        Deadlines = null;
        Carried = null;
        Step = -1;
        NextAt = null;
        WarnAt = null;
        if (!keepMarks && Marks is { } marks)
        {
            foreach (var rep in marks.Where(m => m.Value != Gate.ExcludedPrevious).Select(m => m.Key).ToArray())
            {
                marks.Remove(rep);
            }
        }
    }
}

/// <summary>
/// What a lead gathers on its way to an owner, and in nurture; the properties are those of <see cref="LeadState"/>. Apart,
/// because most leads have none of it.
/// </summary>
internal sealed class LeadWay
{
    public Dictionary<int, Instant>? Deadlines { get; set; }
    public Dictionary<int, int>? Attempts { get; set; }
    public Instant? NextAt { get; set; }
    public Instant? WarnAt { get; set; }
    public (string Target, Instant Until)? Carried { get; set; }
    public HashSet<string>? Asked { get; set; }
    public Dictionary<string, Gate>? Marks { get; set; }
    public List<Offer>? Offers { get; set; }
    public ImmutableSortedDictionary<string, ImmutableArray<Instant>>? Activities { get; set; }
    public string? Track { get; set; }
    public Instant? RevisitAt { get; set; }
    public Instant? GiveUpAt { get; set; }
    public WaitingClass? Waiting { get; set; }
    public string? ClaimedFrom { get; set; }

    public LeadWay Copy()
    {
        var copy = (LeadWay)MemberwiseClone();
        copy.Deadlines = Deadlines is null ? null : new(Deadlines);
        copy.Attempts = Attempts is null ? null : new(Attempts);
        copy.Asked = Asked is null ? null : new(Asked, Asked.Comparer);
        copy.Marks = Marks is null ? null : new(Marks);
        copy.Offers = Offers is null ? null : [.. Offers];
        return copy;
    }
}

/// <summary>One open offer. <see cref="ExpiresAt"/> is null in a shotgun.</summary>
internal sealed record Offer(RepState Rep, Instant MadeAt, Instant? ExpiresAt);

/// <summary>The running SLA clocks of one lead; null = not running.</summary>
internal sealed class SlaClocks
{
    /// <summary>The clock of <c>respond</c> has run since the lead was queued, so the claim does not start it.</summary>
    public bool SinceQueued { get; init; }

    public Instant? AcceptWarn { get; set; }
    public Instant? AcceptBreach { get; set; }
    public Instant? RespondWarn { get; set; }
    public Instant? RespondBreach { get; set; }
    public Instant? FollowUp { get; set; }
    public Instant? Recycle { get; set; }

    /// <summary>The last deadline that passed and what it asked for is not done yet: since when it is overdue.</summary>
    public (string Sla, Instant Due)? Missed { get; set; }

    public SlaClocks Copy() => (SlaClocks)MemberwiseClone();
}
