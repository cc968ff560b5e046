using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Trust.Tests.Checking;

/// <summary>A lead as its events tell it.</summary>
internal sealed class NaiveLead(long number)
{
    public long Number { get; } = number;
    public string Status { get; set; } = "new";
    public string? Owner { get; set; }
    public List<string> Offers { get; set; } = [];
    public string? Pool { get; set; }
    public string? Queue { get; set; }
    public RuleConfig? Rule { get; set; }
    public bool Contacted { get; set; }

    /// <summary>The queue that the present owner claimed it from.</summary>
    public string? ClaimedFrom { get; set; }

    /// <summary>Everybody who had it, in order.</summary>
    public List<NaiveAssignment> Assignments { get; } = [];

    /// <summary>The charges of the present offer or assignment.</summary>
    public List<NaiveCharge> Charges { get; set; } = [];

    /// <summary>After its last event nothing more can happen to it.</summary>
    public bool Closed { get; set; }

    public int Effort => Rule?.Effort ?? 1;

    /// <summary>It had ended and begins anew.</summary>
    public void Reopen()
    {
        (Status, Owner, Pool, Queue, Rule, Closed, Contacted) = ("new", null, null, null, null, false, false);
        (ClaimedFrom, Charges) = (null, []);
    }

    /// <summary>As a read model shows it.</summary>
    public string? ShownOwner => Status is "rejected" or "duplicate" ? null : Owner;
}

/// <summary>A rep: what was received when, and what is held now, by lead.</summary>
internal sealed class NaiveRep
{
    public List<Instant> Received { get; } = [];

    /// <summary>Effort of every open lead that is offered to the rep or owned.</summary>
    public Dictionary<long, int> Held { get; } = [];

    /// <summary>Claims by queue.</summary>
    public Dictionary<string, List<Instant>> Claims { get; } = [];

    /// <summary>Open offers.</summary>
    public int Reserved { get; set; }
}
