using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using Baton.Engine.Screening;
using Baton.Engine.Screening.Fuzzy;
using NodaTime;

namespace Baton.Engine;

/// <summary>Capture, screening, scoring and qualification: the first half of a lead's way.</summary>
public sealed partial class Workspace
{
    /// <summary>What the shell must fetch before it passes this command.</summary>
    public FactsNeeded Needs(Command command, Instant now)
    {
        if (command is CaptureLead capture && _state.Policy is { } policy)
        {
            var person = policy.MatchesDuplicates || policy.AsksLastOwner;
            return new FactsNeeded
            {
                ClientId = capture.Fields[LeadSlots.Id].TextOrNull,
                Email = person ? capture.Fields[LeadSlots.Email].TextOrNull : null,
                Phone = person ? capture.Fields[LeadSlots.Phone].TextOrNull : null,
                Similar = policy.SimilarTo(capture.Fields),
                Account = policy.AsksLastOwner ? policy.Accounts.Find(capture.Fields)?.Name : null,
            };
        }

        return command switch
        {
            LeadCommand { Lead: var lead } when !_state.Leads.Contains(lead) => new FactsNeeded { Leads = [lead] },
            MergeDuplicate c => new FactsNeeded { Suspicion = c.Lead },
            DismissDuplicate c => new FactsNeeded { Suspicion = c.Lead },
            UnmergeLead c => new FactsNeeded { Leads = [c.Lead], Merge = c.Lead },
            RestoreLead c => new FactsNeeded { Leads = [c.Lead] },
            ErasePerson c => new FactsNeeded { Person = c.Person },
            _ => FactsNeeded.None,
        };
    }

    private Outcome Capture(CaptureLead command, Facts facts)
    {
        if (facts.SameId is { } same)
        {
            return same.ContentHash == command.ContentHash
                ? new Outcome { Lead = same.Number, Repeated = true }
                : Refuse(ReasonCodes.Conflict, "a lead with this id was captured before with other content");
        }

        if (command.SchemaVersion != _state.Policy!.Version)
        {
            return Refuse(ReasonCodes.StalePolicy, "the policy changed while the lead was read; read it again");
        }

        var lead = Captured(command, facts);
        if (Screened(lead, command, facts))
        {
            Score(lead);
            if (Qualified(lead))
            {
                Route(lead, qualified: true);
            }
        }

        return Done(lead.Number);
    }

    private LeadState Captured(CaptureLead command, Facts facts)
    {
        var policy = _state.Policy!;
        var place = PlaceOf(command.Fields);
        var fields = command.Fields;
        var (plain, personal) = Apart(policy.Schema, fields);
        Emit(
            new LeadCaptured
            {
                Lead = _state.LastLead + 1,
                CreatedAt = fields[LeadSlots.CreatedAt] is { Kind: ValueKind.Timestamp } at ? at.AsTimestamp() : _now,
                ContentHash = command.ContentHash,
                Fields = plain,
                Personal = personal,
                Original = command.Original.IsEmpty ? FieldSet.Empty : new FieldSet(command.Original),
                Territory = place.Territory,
                AccountMatch = place.Account,
                Segments = place.Segments,
                LastOwner = policy.AsksLastOwner ? facts.LastOwner : null,
            }
        );
        return _state.Leads[_state.LastLead];
    }

    // Junk and duplicates end here, kept but never routed.
    private bool Screened(LeadState lead, CaptureLead command, Facts facts)
    {
        if (JunkReason(lead, command) is { } reason)
        {
            Emit(new LeadRejected { Lead = lead.Number, Reason = reason });
            return false;
        }

        var duplicates = _state.Policy!.Config.Policy.Screen.Duplicates;
        if (
            duplicates is null
            || duplicates.Action == DuplicateAction.Allow
            || (FirstOf(duplicates, facts) ?? LikeOf(lead, duplicates, facts)) is not { } first
        )
        {
            return true;
        }

        if (duplicates.Action == DuplicateAction.Link)
        {
            Emit(
                new LeadLinked
                {
                    Lead = lead.Number,
                    To = first.Number,
                    On = first.On,
                    Score = first.Likeness?.Score,
                    Evidence = first.Likeness?.Evidence ?? [],
                }
            );
            return true;
        }

        if (Merge(lead, first) is { } filled)
        {
            Requalify(filled);
        }

        return false;
    }

    // The first reject condition that holds, else what is wrong with the address; null = no junk.
    private string? JunkReason(LeadState lead, CaptureLead command)
    {
        var policy = _state.Policy!;
        var input = _state.InputOf(lead, _now);
        foreach (var (text, when) in policy.Reject)
        {
            if (when.Holds(input))
            {
                return text;
            }
        }

        var email = command.Fields[LeadSlots.Email].TextOrNull;
        if (email is null)
        {
            // What was sent is kept apart from the fields only where it did not read as an address.
            var name = policy.Schema.Fields[LeadSlots.Email].Name;
            return policy.RejectsMalformed && command.Original.Any(o => o.Key == name) ? "malformed address" : null;
        }

        return policy.Disposable?.Contains(EmailAddress.DomainOf(email)) == true ? "disposable address" : null;
    }

    private Earlier? FirstOf(DuplicatesConfig duplicates, Facts facts)
    {
        foreach (var known in facts.SamePerson)
        {
            if (duplicates.Match.Contains(known.MatchedBy) && Counts(duplicates, known.Status, known.LastArrival))
            {
                return new Earlier(known.Number, known.MatchedBy, null);
            }
        }

        return null;
    }

    // The most similar person, where no key is equal. One who is not similar enough is only noted, for a person to look.
    private Earlier? LikeOf(LeadState lead, DuplicatesConfig duplicates, Facts facts)
    {
        if (facts.SimilarPeople.IsEmpty)
        {
            return null;
        }

        var candidates = new List<SimilarLead>();
        foreach (var similar in facts.SimilarPeople)
        {
            if (Counts(duplicates, similar.Status, similar.LastArrival))
            {
                candidates.Add(similar);
            }
        }

        if (candidates.Count == 0 || _state.Policy!.LikeOf(lead.Fields!, candidates) is not { } found)
        {
            return null;
        }

        if (found.Acts)
        {
            return new Earlier(found.Lead.Number, "fuzzy", found.Likeness);
        }

        Emit(
            new LeadSuspected
            {
                Lead = lead.Number,
                Of = found.Lead.Number,
                Score = found.Likeness.Score,
                Evidence = found.Likeness.Evidence,
            }
        );
        return null;
    }

    private bool Counts(DuplicatesConfig duplicates, string status, Instant lastArrival) =>
        status is not ("rejected" or "duplicate")
        && (duplicates.Within is not { } within || _now < lastArrival + within);

    // The earlier lead of a duplicate, and how it was found.
    private sealed record Earlier(long Number, string On, FuzzyLikeness? Likeness);

    // The earlier lead where it is open: what was filled may qualify it now, or match it with another rule.
    private LeadState? Merge(LeadState lead, Earlier into, string? by = null)
    {
        var first = _state.Leads.TryGetValue(into.Number, out var open) ? open : null;
        var filled = first is null ? new Value[lead.Fields!.Length] : Filling(first, lead);

        var (plain, personal) = Apart(_state.Policy!.Schema, filled);
        Emit(
            new LeadMerged
            {
                Lead = lead.Number,
                Into = into.Number,
                On = into.On,
                Score = into.Likeness?.Score,
                Evidence = into.Likeness?.Evidence ?? [],
                Fields = plain,
                Personal = personal,
                Place = first is null ? null : PlaceWith(filled, first),
                By = by,
            }
        );
        if (first is not null)
        {
            Rescore(first, always: false);
        }

        return first;
    }

    // What the later lead says where the first is silent.
    private static Value[] Filling(LeadState first, LeadState later)
    {
        var filled = new Value[later.Fields!.Length];
        for (var slot = 0; slot < filled.Length; slot++)
        {
            filled[slot] = first.Fields![slot].IsNull && !LeadSchema.IsReserved(slot) ? later.Fields[slot] : Value.Null;
        }

        filled[LeadSlots.Id] = Value.Null;
        return filled;
    }

    // Where nothing is filled the lead stays where it is, as one that nobody changes does.
    private LeadPlace? PlaceWith(Value[] filled, LeadState lead)
    {
        if (!Array.Exists(filled, v => !v.IsNull))
        {
            return null;
        }

        return Moved(lead, [.. filled.Select((value, slot) => value.IsNull ? lead.Fields![slot] : value)]);
    }

    // Where the lead belongs with these fields; null = where it is already.
    private LeadPlace? Moved(LeadState lead, Value[] fields)
    {
        var (territory, account, segments) = PlaceOf(fields);
        var known = lead.Fields![LeadSlots.Segments];
        var stays =
            territory == lead.Territory
            && account == lead.AccountMatch
            && (segments.IsEmpty ? known.IsNull : known.Equals(Value.OfList(segments)));
        return stays
            ? null
            : new LeadPlace
            {
                Territory = territory,
                AccountMatch = account,
                Segments = segments,
            };
    }

    private (string? Territory, AccountMatch? Account, ImmutableArray<string> Segments) PlaceOf(Value[] fields)
    {
        var policy = _state.Policy!;
        var match = policy.Accounts.Match(fields);
        var account = _state.AccountOf(match?.Id);
        var input = _state.InputOf(fields, account, _now);
        var territory = policy.TerritoryOf(input);
        if (policy.Segments.IsEmpty)
        {
            return (territory, match, []);
        }

        // Segments may ask for the territory. The sender's fields stay as they are: a command may be decided again.
        var placed = (Value[])fields.Clone();
        placed[LeadSlots.Territory] = Value.Of(territory);
        return (territory, match, SegmentsOf(_state.InputOf(placed, account, _now)));
    }

    private ImmutableArray<string> SegmentsOf(ConditionInput input) =>
        [.. _state.Policy!.Segments.Where(s => s.When.Holds(input)).Select(s => s.Name)];

    // Splits what has a value into what may stand in the journal's payload and what is personal.
    private static (FieldSet Plain, FieldSet Personal) Apart(LeadSchema schema, Value[] fields) =>
        (new FieldSet(schema.Plain(fields)), new FieldSet(schema.Personal(fields)));
}
