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
}

/// <summary>An open lead in brief: what future decisions need. A closed lead leaves the state.</summary>
internal sealed class LeadState
{
    // By slot; or, packed, those alone that have a value, with their slots beside them.
    private Value[]? _values;
    private ushort[]? _slots;
    private int _width;

    public required long Number { get; init; }
    public LeadStatus Status { get; set; }
    public string Stage { get; set; } = Stages.New;

    /// <summary>Every field by slot. Asking unpacks them for good.</summary>
    public Value[]? Fields
    {
        get
        {
            Unpack();
            return _values;
        }
        set => (_values, _slots) = (value, null);
    }

    /// <summary>How many fields <see cref="Field"/> knows, empty ones among them unless they are packed.</summary>
    public int FieldCount => _values?.Length ?? 0;
    public required Instant CreatedAt { get; init; }
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
    public Dictionary<int, Instant>? Deadlines { get; set; }

    /// <summary>Offers made so far, by step.</summary>
    public Dictionary<int, int>? Attempts { get; set; }

    /// <summary>When one more member of a staggered shotgun is asked.</summary>
    public Instant? NextAt { get; set; }
    public Instant? WarnAt { get; set; }

    /// <summary>A clock that runs on because the lead stood at this pool or queue when the policy changed.</summary>
    public (string Target, Instant Until)? Carried { get; set; }

    /// <summary>Everybody this lead was ever offered to.</summary>
    public HashSet<string>? Asked { get; set; }

    /// <summary>Reps who declined, released, let lapse or missed this lead.</summary>
    public Dictionary<string, Gate>? Marks { get; set; }

    /// <summary>Open offers, in the order they were made.</summary>
    public List<Offer>? Offers { get; set; }

    /// <summary>The charges of the present offer or assignment, which a refund reverses.</summary>
    public ImmutableArray<LedgerEntry> Charges { get; set; } = [];
    public decimal? Score { get; set; }
    public string? Grade { get; set; }

    /// <summary>What the score is made of, so that it can be read at any later instant.</summary>
    public ImmutableArray<Scoring.LivePoints> Points { get; set; } = [];

    /// <summary>The times of the activities that scoring counts, by type, newest first; null = none.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Instant>>? Activities { get; set; }

    public bool Contacted { get; set; }
    public int Touches { get; set; }
    public SlaClocks? Sla { get; set; }

    /// <summary>The campaign that keeps in touch while the lead is nurtured.</summary>
    public string? Track { get; set; }
    public Instant? RevisitAt { get; set; }
    public Instant? GiveUpAt { get; set; }

    /// <summary>The group of waiting leads with the same fate that this one stands in.</summary>
    public WaitingClass? Waiting { get; set; }

    /// <summary>The queue that the lead was claimed from, for its limit of open claims.</summary>
    public string? ClaimedFrom { get; set; }

    public int Effort => Rule?.Config.Effort ?? 1;
    public int Priority => Rule?.Config.Priority ?? 0;
    public bool IsOwned => Status is LeadStatus.Assigned or LeadStatus.Working;

    /// <summary>A field and its slot, ascending, packed or not.</summary>
    public (int Slot, Value Value) Field(int index) => (_slots?[index] ?? index, _values![index]);

    /// <summary>
    /// Keeps the fields that have a value and drops the empty ones. An owned lead has mostly ten of forty, is asked for
    /// them seldom, and lives long: unpacked fields were half of what a lead costs in memory. Returns the array that is
    /// free now; null where the fields were packed already.
    /// </summary>
    public Value[]? Pack()
    {
        if (_values is not { } all || _slots is not null)
        {
            return null;
        }

        var count = 0;
        foreach (ref readonly var value in all.AsSpan())
        {
            count += value.IsNull ? 0 : 1;
        }

        (_values, _slots, _width) = (new Value[count], new ushort[count], all.Length);
        for (var (slot, to) = (0, 0); slot < all.Length; slot++)
        {
            if (!all[slot].IsNull)
            {
                (_values[to], _slots[to++]) = (all[slot], (ushort)slot);
            }
        }

        return all;
    }

    private void Unpack()
    {
        if (_slots is not { } slots)
        {
            return;
        }

        var all = new Value[_width];
        for (var i = 0; i < slots.Length; i++)
        {
            all[slots[i]] = _values![i];
        }

        (_values, _slots) = (all, null);
    }

    /// <summary>A step is over for the lead once its time has run out.</summary>
    public bool StepDone(int step, Instant now) =>
        Deadlines is { } all && all.TryGetValue(step, out var at) && at <= now;

    /// <summary>When the present step's time is over.</summary>
    public Instant? Until => Step >= 0 && Deadlines is { } all && all.TryGetValue(Step, out var at) ? at : null;

    public int AttemptsAt(int step) => Attempts?.GetValueOrDefault(step) ?? 0;

    public void Mark(string rep, Gate gate) => (Marks ??= [])[rep] = gate;

    /// <summary>The lead as it would be if its owner had missed it and it went back to its route: a copy for a question.</summary>
    public LeadState AsIfTakenBack()
    {
        var copy = (LeadState)MemberwiseClone();
        copy.Marks = Marks is null ? null : new Dictionary<string, Gate>(Marks);
        copy.StartAnew();
        copy.Waiting = null;
        copy.Offers = null;
        copy.Owner = null;
        copy.Mark(Owner!.Id, Gate.ExcludedPrevious);
        return copy;
    }

    /// <summary>A person's act on the lead: it may be tried anew everywhere, except by those who missed it.</summary>
    public void StartAnew()
    {
        Attempts = null;
        Deadlines = null;
        Carried = null;
        Step = -1;
        NextAt = null;
        WarnAt = null;
        if (Marks is { } marks)
        {
            foreach (var rep in marks.Where(m => m.Value != Gate.ExcludedPrevious).Select(m => m.Key).ToArray())
            {
                marks.Remove(rep);
            }
        }
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
}
