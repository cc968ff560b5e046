using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Routing;
using Baton.Engine.Screening.Fuzzy;

namespace Baton.Engine;

/// <summary>What people decide about screening: whether two are one, and whether junk is junk.</summary>
public sealed partial class Workspace
{
    private Outcome Merge(MergeDuplicate command, Facts facts)
    {
        if (Undecided(facts) is { } refused)
        {
            return refused;
        }

        var pair = facts.Suspicion!;
        if (!_state.Leads.TryGetValue(command.Lead, out var lead))
        {
            return Refuse(ReasonCodes.Closed, "the later lead is closed");
        }

        if (!_state.Leads.Contains(pair.Of) && pair.OfStatus is "rejected" or "duplicate")
        {
            return Refuse(ReasonCodes.Closed, $"the earlier lead is {pair.OfStatus}");
        }

        if (lead.Owner?.Id != command.Owner)
        {
            return lead.Owner is { } owner
                ? Refuse(
                    ReasonCodes.AlreadyOwned,
                    $"{owner.Id} has this lead; name him as its owner to merge it all the same"
                )
                : Refuse(ReasonCodes.Conflict, $"{command.Owner} does not have this lead");
        }

        // As with a rejected lead: the room is free, the charge is reversed, caps stay as they are.
        Rescind(lead, "merged");
        var charged = lead.Charges.Length > 0;
        var filled = Merge(
            lead,
            new Earlier(pair.Of, "person", new FuzzyLikeness(pair.Score, pair.Evidence)),
            command.By
        );
        if (charged && command.Owner is { } rep)
        {
            Emit(new LeadRefunded { Lead = lead.Number, Rep = rep });
        }

        if (filled is not null)
        {
            Requalify(filled);
        }

        return Done(lead.Number);
    }

    private Outcome Dismiss(DismissDuplicate command, Facts facts)
    {
        if (Undecided(facts) is { } refused)
        {
            return refused;
        }

        Emit(
            new DuplicateDismissed
            {
                Lead = command.Lead,
                Of = facts.Suspicion!.Of,
                By = command.By,
            }
        );
        return Done(command.Lead);
    }

    private static Outcome? Undecided(Facts facts) =>
        facts.Suspicion is not { } pair ? Refuse(ReasonCodes.UnknownLead, "this lead is under no suspicion")
        : pair.State != SuspectedPair.Open ? Refuse(ReasonCodes.Closed, $"this suspicion was {pair.State} already")
        : null;

    private Outcome Unmerge(UnmergeLead command, Facts facts)
    {
        if (NotEnded(command.Lead, facts, "duplicate") is { } refused)
        {
            return refused;
        }

        if (facts.Merge is not { } merge)
        {
            return Refuse(ReasonCodes.Invalid, "it is not known what this lead was merged into");
        }

        var fields = FieldsOf(facts.Stored[command.Lead]);
        var place = PlaceOf(fields);
        var (plain, personal) = ApartWithAnswers(fields);
        var emptied = StillAsFilled(merge, fields);
        Emit(
            new LeadUnmerged
            {
                Lead = command.Lead,
                Of = merge.Into,
                CreatedAt = facts.Stored[command.Lead].CreatedAt,
                Fields = plain,
                Personal = personal,
                Territory = place.Territory,
                AccountMatch = place.Account,
                Segments = place.Segments,
                Emptied = emptied,
                PlaceOfFirst = emptied.IsEmpty ? null : PlaceWithout(emptied, _state.Leads[merge.Into]),
                By = command.By,
            }
        );
        if (_state.Leads.TryGetValue(merge.Into, out var first))
        {
            Rescore(first, always: false);
        }

        return Revived(command.Lead);
    }

    private Outcome Restore(RestoreLead command, Facts facts)
    {
        if (NotEnded(command.Lead, facts, "rejected") is { } refused)
        {
            return refused;
        }

        var stored = facts.Stored[command.Lead];
        var fields = FieldsOf(stored);
        var place = PlaceOf(fields);
        var (plain, personal) = ApartWithAnswers(fields);
        Emit(
            new LeadRestored
            {
                Lead = command.Lead,
                CreatedAt = stored.CreatedAt,
                Fields = plain,
                Personal = personal,
                Territory = place.Territory,
                AccountMatch = place.Account,
                Segments = place.Segments,
                LastOwner = _state.Policy!.AsksLastOwner ? stored.LastOwner : null,
                By = command.By,
            }
        );
        return Revived(command.Lead);
    }

    // What follows the screening of a new lead.
    private Outcome Revived(long number)
    {
        var lead = _state.Leads[number];
        Score(lead);
        if (Qualified(lead))
        {
            Route(lead, qualified: true);
        }

        return Done(number);
    }

    private Outcome? NotEnded(long number, Facts facts, string how)
    {
        if (_state.Leads.TryGetValue(number, out var open))
        {
            return Refuse(ReasonCodes.Invalid, $"the lead is {s_statuses[(int)open.Status]}, not {how}");
        }

        if (!facts.Stored.TryGetValue(number, out var stored))
        {
            return Refuse(ReasonCodes.UnknownLead, "there is no such lead");
        }

        if (stored.IsErased)
        {
            return Refuse(ReasonCodes.Closed, "the personal data of this lead was erased");
        }

        return stored.Status == how ? null : Refuse(ReasonCodes.Invalid, $"the lead is {stored.Status}, not {how}");
    }

    private Value[] FieldsOf(StoredLead stored)
    {
        var schema = _state.Policy!.Schema;
        var fields = new Value[schema.Count];
        foreach (var (name, value) in stored.Fields)
        {
            var slot = schema.SlotOf(name);
            if (slot >= 0)
            {
                fields[slot] = value;
            }
        }

        fields[LeadSlots.CreatedAt] = Value.Of(stored.CreatedAt);
        return fields;
    }

    private (FieldSet Plain, FieldSet Personal) ApartWithAnswers(Value[] fields)
    {
        var (plain, personal) = Apart(_state.Policy!.Schema, fields);
        return fields[LeadSlots.Answers].IsNull
            ? (plain, personal)
            : (new FieldSet(plain.Items.Add(new("answers", fields[LeadSlots.Answers]))), personal);
    }

    private LeadPlace? PlaceWithout(ImmutableArray<string> emptied, LeadState lead)
    {
        var fields = (Value[])lead.Fields!.Clone();
        foreach (var name in emptied)
        {
            fields[_state.Policy!.Schema.SlotOf(name)] = Value.Null;
        }

        return Moved(lead, fields);
    }

    // Fields of the first lead that hold what the duplicate had brought; of a closed one, nothing is touched.
    private ImmutableArray<string> StillAsFilled(KnownMerge merge, Value[] brought)
    {
        if (!_state.Leads.TryGetValue(merge.Into, out var first))
        {
            return [];
        }

        var schema = _state.Policy!.Schema;
        return
        [
            .. merge.Filled.Where(name =>
                schema.SlotOf(name) is >= 0 and var slot
                && !brought[slot].IsNull
                && first.Fields![slot].Equals(brought[slot])
            ),
        ];
    }
}
