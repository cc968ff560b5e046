using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Routing;
using Baton.Engine.Screening;
using NodaTime;

namespace Baton.Engine.Commands;

/// <summary>
/// A lead as readers see it after a command: the row of the read model. <see cref="Fields"/> is null where the command
/// did not change them, else every field that has a value, personal ones too.
/// </summary>
public sealed record LeadView
{
    private readonly ImmutableArray<KeyValuePair<string, Value>>? _fields;
    private readonly PackedView? _packed;

    public required long Number { get; init; }

    /// <summary>rejected duplicate nurture disqualified waiting queued offered assigned working won lost erased.</summary>
    public required string Status { get; init; }

    /// <summary>new mql sql nurture disqualified working won lost.</summary>
    public required string Stage { get; init; }
    public string? Owner { get; init; }
    public ImmutableArray<string> OfferedTo { get; init; } = [];
    public string? Rule { get; init; }
    public string? Pool { get; init; }
    public string? Queue { get; init; }

    /// <summary>The lead's reason code, or null where it has an owner.</summary>
    public string? Reason { get; init; }
    public decimal? Score { get; init; }
    public string? Grade { get; init; }
    public string? Territory { get; init; }
    public AccountMatch? AccountMatch { get; init; }

    /// <summary>The matched account's name.</summary>
    public string? Account => AccountMatch?.Id;
    public int Version { get; init; }
    public int Priority { get; init; }
    public int Effort { get; init; } = 1;
    public required Instant CreatedAt { get; init; }
    public Instant? AssignedAt { get; init; }

    /// <summary>Of an owned lead they are unpacked at every call: few readers ask, and most leads get an owner at once.</summary>
    public ImmutableArray<KeyValuePair<string, Value>>? Fields
    {
        get => _packed is { } packed ? packed.Unpack(CreatedAt) : _fields;
        init => (_fields, _packed) = (value, null);
    }

    /// <summary>Whether <see cref="Fields"/> are given.</summary>
    public bool HasFields => _packed is not null || _fields is not null;

    internal PackedView? Packed
    {
        init => _packed = value;
    }

    /// <summary>
    /// With <see cref="Fields"/>: the keys under which it is found as perhaps the same person. Null where the policy
    /// compares nothing in that way, or the fields did not change.
    /// </summary>
    public ImmutableArray<string>? Blocks { get; init; }
}

/// <summary>The fields of an owned lead as the state keeps them: bytes that never change.</summary>
internal readonly record struct PackedView(byte[] Bytes, int From, LeadSchema Schema)
{
    public ImmutableArray<KeyValuePair<string, Value>> Unpack(Instant created) =>
        Schema.Shown(PackedFields.Read(Bytes.AsSpan(From), created));
}

/// <summary>Which facts a command needs before it can be decided; the shell fetches them for a whole batch at once.</summary>
public sealed record FactsNeeded
{
    public static FactsNeeded None { get; } = new();

    /// <summary>The client's id, to find a repetition.</summary>
    public string? ClientId { get; init; }

    /// <summary>Keys of the person: normalised e-mail and phone; set where duplicates or an owner step need them.</summary>
    public string? Email { get; init; }
    public string? Phone { get; init; }

    /// <summary>Where similar people are looked for; null = nowhere.</summary>
    public SimilarNeeded? Similar { get; init; }

    /// <summary>The matched account's name, where an owner step may need its last owner.</summary>
    public string? Account { get; init; }

    /// <summary>A lead whose suspicion is asked for.</summary>
    public long? Suspicion { get; init; }

    /// <summary>A duplicate of which it is asked what it was merged into.</summary>
    public long? Merge { get; init; }

    /// <summary>Whose leads are asked for; null = nobody's.</summary>
    public PersonSought? Person { get; init; }

    /// <summary>Leads whose stored fields are needed because the state does not keep them.</summary>
    public ImmutableArray<long> Leads { get; init; } = [];
}
