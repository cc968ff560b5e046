using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;

namespace Baton.Engine;

/// <summary>What people do to a lead. Each action checks everything first, then emits.</summary>
public sealed partial class Workspace
{
    private Outcome OnLead(LeadCommand command, Facts facts)
    {
        if (!_state.Leads.TryGetValue(command.Lead, out var lead))
        {
            return
                facts.Stored.TryGetValue(command.Lead, out var stored)
                && (command.OnBehalfOf is null || command.OnBehalfOf == stored.Owner)
                ? Refuse(ReasonCodes.Closed, $"the lead is {stored.Status}")
                : NoSuchLead();
        }

        if (Barred(lead, command) is { } barred)
        {
            return barred;
        }

        return command switch
        {
            AcceptOffer c => Accept(lead, c),
            DeclineOffer c => Decline(lead, c),
            ClaimLead c => Claim(lead, c.Rep),
            AssignLead c => Assign(lead, c),
            ReleaseLead c => Release(lead, c),
            RejectLead c => Reject(lead, c),
            ContactLead c => Contact(lead, c),
            CloseLead c => Close(lead, c),
            QualifyLead c => Qualify(lead, c),
            UpdateLead c => Update(lead, c),
            RecordActivity c => Record(lead, c),
            _ => throw new NotSupportedException($"nobody handles {command.GetType().Name}"),
        };
    }

    private Outcome Assign(LeadState lead, AssignLead command)
    {
        if (!_state.Reps.TryGetValue(command.Rep, out var rep))
        {
            return UnknownRep(command.Rep);
        }

        if (!Manages(command, lead))
        {
            return Refuse(ReasonCodes.ManagerOnly, "only a manager assigns by hand");
        }

        if (!rep.Active)
        {
            return Refuse(ReasonCodes.Inactive, $"{rep.Id} has left");
        }

        if (ReferenceEquals(lead.Owner, rep))
        {
            return Refuse(ReasonCodes.AlreadyOwned, $"{rep.Id} has this lead already");
        }

        if (command.From is { } from && from != (lead.Owner?.Id ?? ""))
        {
            return Refuse(
                ReasonCodes.AlreadyOwned,
                lead.Owner is { } owner
                    ? $"{owner.Id} has this lead by now"
                    : $"{from} does not have this lead any more"
            );
        }

        Hand(lead, rep, command.By, lead.Pool, reason: null);
        return Done(lead.Number);
    }

    private bool Manages(AssignLead command, LeadState lead)
    {
        if (command.ByRole || command.By is not { } by)
        {
            return true;
        }

        var desk = lead.Queue is { } queue ? _state.Queues.GetValueOrDefault(queue) : null;
        return desk is { Config.Mode: QueueMode.Manual, Manager: { } manager }
            ? _state.IsPerson(manager, by)
            : _state.IsManager(by);
    }

    // By hand: it counts towards limits and is never refused by them, but the manager is told.
    private void Hand(LeadState lead, RepState rep, string? by, string? pool, string? reason)
    {
        var demand = _state.DemandOf(lead, _now);
        var over = Eligibility.Gates.Flow(rep, null, Eligibility.Caps.None, _now);
        over = over.Passes ? Eligibility.Gates.Capacity(rep, lead.Effort) : over;
        Rescind(lead, "assigned");
        Emit(
            new LeadAssigned
            {
                Lead = lead.Number,
                Rep = rep.Id,
                How = "manual",
                From = lead.Owner?.Id,
                Pool = pool,
                Reason = reason,
                By = by,
                Charges = _router.SideCharges(lead, rep, demand, f => f.Manual),
            }
        );
        if (!over.Passes)
        {
            Emit(
                new CapWarned
                {
                    Lead = lead.Number,
                    Rep = rep.Id,
                    Code = ReasonCodes.Of(over.Gate),
                    Actual = over.Actual ?? 0,
                    Needed = over.Needed ?? 0,
                }
            );
        }
    }

    private Outcome Release(LeadState lead, ReleaseLead command)
    {
        if (lead.Owner is not { } owner)
        {
            return Refuse(ReasonCodes.Invalid, "nobody owns this lead, so nobody can give it back");
        }

        var (refunded, kept) = FateOf(lead, f => f.Decline);
        Emit(
            new LeadReleased
            {
                Lead = lead.Number,
                Rep = owner.Id,
                Reason = command.Reason,
                Refunded = refunded,
                Kept = kept,
                Note = command.Note,
            }
        );
        Rescore(lead, always: false);
        Route(lead);
        return Done(lead.Number);
    }

    private Outcome Reject(LeadState lead, RejectLead command)
    {
        var rep = lead.Owner?.Id;
        Rescind(lead, "rejected");
        Emit(
            new LeadRejected
            {
                Lead = lead.Number,
                Reason = command.Reason,
                By = command.By,
                Note = command.Note,
            }
        );
        if (rep is not null)
        {
            Emit(new LeadRefunded { Lead = lead.Number, Rep = rep });
        }

        return Done(lead.Number);
    }

    private Outcome Contact(LeadState lead, ContactLead command)
    {
        if (lead.Owner is not { } owner)
        {
            return Refuse(ReasonCodes.Invalid, "nobody owns this lead yet: a first response needs an owner");
        }

        Emit(
            new LeadContacted
            {
                Lead = lead.Number,
                By = command.By ?? owner.Id,
                First = !lead.Contacted,
            }
        );
        return Done(lead.Number);
    }

    private Outcome Close(LeadState lead, CloseLead command)
    {
        Rescind(lead, "closed");
        Emit(
            command.Won
                ? new LeadWon
                {
                    Lead = lead.Number,
                    Rep = lead.Owner?.Id,
                    Value = command.Value,
                }
                : new LeadLost
                {
                    Lead = lead.Number,
                    Rep = lead.Owner?.Id,
                    Reason = command.Reason,
                }
        );
        return Done(lead.Number);
    }

    private Outcome Update(LeadState lead, UpdateLead command)
    {
        var schema = _state.Policy!.Schema;
        var fields = (Value[])lead.Fields!.Clone();
        foreach (var (name, value) in command.Set)
        {
            var slot = schema.SlotOf(name);
            if (slot < 0 || LeadSchema.IsReserved(slot) || slot == LeadSlots.Id)
            {
                return Refuse(
                    ReasonCodes.Invalid,
                    slot < 0
                        ? $"unknown field '{name}'{NearestWord.Hint(name, schema.Fields.Select(f => f.Name))}"
                        : $"the field '{name}' cannot be set"
                );
            }

            fields[slot] = value;
        }

        var open = lead.Status is LeadStatus.Nurture or LeadStatus.Waiting;
        var place = PlaceOf(fields);
        var personal = command.Set.Where(s => schema.Fields[schema.SlotOf(s.Key)].Personal);
        Emit(
            new LeadUpdated
            {
                Lead = lead.Number,
                Fields = new FieldSet([.. command.Set.Except(personal)]),
                Personal = new FieldSet([.. personal]),
                Territory = place.Territory,
                AccountMatch = place.Account,
                Segments = place.Segments,
                By = command.By,
            }
        );
        Reconsider(lead, open);
        return Done(lead.Number);
    }

    // New facts about a lead: it is scored again, and where nobody has it it is qualified and routed again.
    private void Reconsider(LeadState lead, bool open)
    {
        Rescore(lead, always: false);
        if (open && Qualified(lead))
        {
            Route(lead, qualified: true);
        }
    }

    private static Outcome UnknownRep(string rep) => Refuse(ReasonCodes.UnknownRep, $"there is no rep '{rep}'");
}
