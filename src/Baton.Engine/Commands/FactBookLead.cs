using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.Commands;

/// <summary>One lead of the <see cref="FactBook"/>: its fields, and what became of it, as its events tell.</summary>
internal sealed class FactBookLead
{
    // In order of first appearance, so that the stored fields keep the schema's order.
    private readonly OrderedDictionary<string, Value> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _personal = new(StringComparer.Ordinal);
    private readonly Instant _createdAt;
    private bool _contacted;

    public FactBookLead(LeadCaptured captured, Instant at)
    {
        Number = captured.Lead;
        ContentHash = captured.ContentHash;
        LastArrival = at;
        Account = captured.Account;
        _createdAt = captured.CreatedAt;
        Set(captured.Fields, captured.Personal);
    }

    public long Number { get; }
    public long ContentHash { get; private set; }
    public bool IsErased { get; private set; }
    public Instant LastArrival { get; private set; }

    /// <summary>Until something follows the capture a lead waits for it.</summary>
    public string Status { get; private set; } = "waiting";
    public string? Owner { get; private set; }
    public string? LastOwner { get; private set; }

    /// <summary>Orders ownerships over all leads: the larger is the later.</summary>
    public long OwnedSince { get; set; }
    public string? Account { get; private set; }
    public long? MergedInto => Merge?.Into;
    public KnownMerge? Merge { get; private set; }

    public string? Text(string field) => _fields.TryGetValue(field, out var value) ? value.TextOrNull : null;

    public Value Field(string field) => _fields.GetValueOrDefault(field);

    public SimilarLead ToSimilar() => new(Number, Status, Owner, LastArrival, [.. _fields]);

    public StoredLead ToStored() =>
        new(Number, Status, Owner, [.. _fields])
        {
            CreatedAt = _createdAt,
            LastOwner = LastOwner,
            IsErased = IsErased,
        };

    /// <summary>Somebody who was here before arrived again: what was empty is filled.</summary>
    public void Arrive(LeadMerged merged, Instant at)
    {
        LastArrival = Instant.Max(LastArrival, at);
        Set(merged.Fields, merged.Personal);
        Move(merged.Place);
    }

    public void Apply(LeadEvent @event)
    {
        switch (@event)
        {
            case LeadUpdated updated:
                Account = updated.Account;
                Set(updated.Fields, updated.Personal);
                break;
            case LeadQualified qualified:
                Answer(qualified.Answers);
                break;
            case LeadActivity activity:
                _fields["activities"] = Scoring.Activities.Counted(Field("activities"), activity.Activity);
                break;
            case LeadMerged merged:
                Merge = new KnownMerge(
                    merged.Into,
                    [.. merged.Fields.Items.Select(f => f.Key), .. merged.Personal.Items.Select(f => f.Key)]
                );
                (Status, Owner) = ("duplicate", null);
                break;
            case LeadRevived revived:
                Revive(revived);
                break;
            case PersonalDataErased:
                Erase();
                break;
            default:
                Move(@event);
                break;
        }
    }

    // Whoever was contacted stays so, whoever gets the lead next.
    private string Owned => _contacted ? "working" : "assigned";

    private void Move(LeadEvent @event)
    {
        _contacted |= @event is LeadContacted;
        (Status, Owner) = @event switch
        {
            LeadAssigned assigned => (Owned, assigned.Rep),
            LeadClaimed claimed => (Owned, claimed.Rep),
            LeadReassigned { To: { } to } => (Owned, to),
            LeadReassigned or LeadReleased or LeadWaiting => ("waiting", null),
            LeadQueued => ("queued", null),
            LeadOffered => ("offered", null),
            LeadNurtured => ("nurture", null),
            LeadDisqualified => ("disqualified", null),
            LeadRejected => ("rejected", null),
            LeadContacted => ("working", Owner),
            LeadWon won => ("won", won.Rep),
            LeadLost lost => ("lost", lost.Rep),
            _ => (Status, Owner),
        };
        LastOwner = Owner ?? LastOwner;
    }

    public void Rename(Rename rep)
    {
        Owner = Owner == rep.From ? rep.To : Owner;
        LastOwner = LastOwner == rep.From ? rep.To : LastOwner;
    }

    /// <summary>A merge was undone: what it had filled is empty again.</summary>
    public void Empty(LeadUnmerged unmerged)
    {
        foreach (var field in unmerged.Emptied)
        {
            _fields.Remove(field);
        }

        Move(unmerged.PlaceOfFirst);
    }

    private void Move(LeadPlace? place) => Account = place is null ? Account : place.Account;

    // It begins anew, whatever people had done with it before.
    private void Revive(LeadRevived revived)
    {
        (Merge, Status, Owner, _contacted) = (null, "waiting", null, false);
        Account = revived.Account;
        _fields.Clear();
        Set(revived.Fields, revived.Personal);
    }

    private void Set(FieldSet fields, FieldSet personal)
    {
        foreach (var (name, value) in fields.Items.Concat(personal.Items))
        {
            if (value.IsNull)
            {
                _fields.Remove(name);
            }
            else
            {
                _fields[name] = value;
            }
        }

        _personal.UnionWith(personal.Items.Select(i => i.Key));
    }

    private void Answer(FieldSet answers)
    {
        var known =
            _fields.TryGetValue("answers", out var value) && value.Kind == ValueKind.Map ? value : Value.EmptyMap;
        _fields["answers"] = Value.Of(known.AsMap().SetItems(answers.Items));
    }

    private void Erase()
    {
        foreach (var name in _fields.Keys.Where(f => _personal.Contains(f) || !ErasedFields.Keeps(f)).ToArray())
        {
            _fields.Remove(name);
        }

        (IsErased, ContentHash) = (true, 0);
        Merge = Merge is { } merge ? merge with { Filled = [] } : null;
        if (Status is not ("won" or "lost" or "rejected" or "duplicate" or "disqualified"))
        {
            (Status, Owner) = ("erased", null);
        }
    }
}
