namespace Baton.Engine.Policies.Config;

// The closed choices of the workspace file. Each is written in snake_case: LeastLoaded is `least_loaded` (see Choice).

public enum RepStatus
{
    Available,
    Away,
    Offline,
}

/// <summary>Why a rep is not available, as far as he says: a choice, so that nothing about his person is written down.</summary>
public enum StatusReason
{
    Break,
    Meeting,
    Training,
    EndOfDay,
    Other,
}

public enum PoolMethod
{
    RoundRobin,
    LeastLoaded,
    MostAvailable,
    Ranked,
    BestMatch,
}

public enum PoolSplit
{
    ByRep,
    ByTeam,
}

/// <summary>Whether a gate of a pool counts.</summary>
public enum GateUse
{
    Required,
    Ignored,
}

/// <summary>What one lead costs in the ledger: one, a value in money, or the rule's effort.</summary>
public enum FairnessUnit
{
    Count,
    Value,
    Effort,
}

/// <summary>What an absence accrues.</summary>
public enum AbsenceFairness
{
    Skip,
    Owe,
}

/// <summary>Whether a turn that came to nothing is spent.</summary>
public enum TurnFate
{
    Charge,
    Refund,
}

/// <summary>Whether leads that came past the rotation move the ledger.</summary>
public enum SideCharge
{
    Free,
    Charge,
}

public enum LedgerReset
{
    Never,
    Monthly,
    Weekly,
}

public enum QueueMode
{
    CherryPick,
    Blind,
    Shotgun,
    Manual,
}

/// <summary>Whom an owner step means: the matched account's owner, or this person's last owner.</summary>
public enum OwnerSource
{
    Account,
    Last,
}

/// <summary>A gate that an owner step may be told to respect.</summary>
public enum OwnerGate
{
    Hours,
    Presence,
    Caps,
    Capacity,
}

public enum SlaClock
{
    Business,
    Wall,
    Team,
}

public enum SlaBreach
{
    Notify,
    Reassign,
    Escalate,
    SetAway,
}

/// <summary>What becomes of uncontacted leads when their owner's absence of a day or more begins.</summary>
public enum SlaAbsence
{
    Keep,
    Return,
}

public enum DuplicateAction
{
    Merge,
    Link,
    Allow,
}

public enum DisposableAddress
{
    Allow,
    Reject,
}

public enum MalformedAddress
{
    /// <summary>At the door: nothing is kept.</summary>
    Refuse,

    /// <summary>Kept as junk, with what was sent.</summary>
    Reject,
}

public enum ScoreModel
{
    None,
    NaiveBayes,
    Logistic,
}

public enum QualifyFramework
{
    Bant,
    Champ,
    Meddic,
    Custom,
}

public enum QualifyOtherwise
{
    Nurture,
    Disqualify,
}

/// <summary>The type of a custom lead field.</summary>
public enum FieldType
{
    String,
    Number,
    Bool,
    List,
    Timestamp,
}
