using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Routing;
using Baton.Engine.Snapshots;

namespace Baton.Engine;

/// <summary>Many leads given to others in one act: a leaver's, or those a manager has chosen.</summary>
public sealed partial class Workspace
{
    /// <summary>
    /// A copy in which the command can be tried: handled there at the same instant it does what it would do here. May be
    /// used on another thread; this workspace is only read.
    /// </summary>
    public Workspace Rehearsal(ReassignLeads command)
    {
        if (_state.Policy is null)
        {
            return new Workspace();
        }

        return Rehearsals.Of(
            _state,
            Chosen(command),
            snapshot =>
            {
                var copy = Load(snapshot);
                return (copy, copy._state);
            }
        );
    }

    private Outcome Reassign(ReassignLeads command)
    {
        if (Unfit(command) is { } refused)
        {
            return refused;
        }

        if (command.Expected is { } expected && Rehearsed(command).Hash != expected)
        {
            return Refuse(
                ReasonCodes.StalePreview,
                "it would come out otherwise than in the preview now; preview it again"
            );
        }

        var before = new HandoverLoads(_state);
        var first = _events.Count;
        var turns = new HandTurns(_state);
        var chosen = Chosen(command).ToList();
        var moves = chosen.Take(ReassignLeads.MostLeads).Select(n => Move(n, command, turns)).ToImmutableArray();
        var handover = before.After(moves, _events.Skip(first), chosen.Count - moves.Length);
        if (_events.Count > first)
        {
            Emit(
                new LeadsHandedOver
                {
                    To = command.To.ToString(),
                    From = command.Rep,
                    Reason = command.Reason,
                    Moved = moves.Count(m => m.Kept is null),
                    Note = command.Note,
                    By = command.By,
                }
            );
        }

        return Done() with
        {
            Handover = handover,
        };
    }

    private Handover Rehearsed(ReassignLeads command) =>
        Rehearsal(command).Handle(command with { Expected = null }, Facts.None, _now).Handover!;

    // A rep's go by age, and named ones as they are named.
    private IEnumerable<long> Chosen(ReassignLeads command) =>
        command.Rep is null ? command.Leads.Distinct()
        : _state.Reps.TryGetValue(command.Rep, out var rep) ? rep.Owned.Order()
        : [];

    private Outcome? Unfit(ReassignLeads command)
    {
        if (!command.ByRole && command.By is { } by && !_state.IsManager(by))
        {
            return Refuse(ReasonCodes.ManagerOnly, "only a manager assigns by hand");
        }

        if (command.Rep is null == command.Leads.IsDefaultOrEmpty)
        {
            return Refuse(ReasonCodes.Invalid, "name either the leads, or the rep whose open leads they are");
        }

        if (!command.Leads.IsDefault && command.Leads.Length > ReassignLeads.MostLeads)
        {
            return Refuse(ReasonCodes.Invalid, $"at most {ReassignLeads.MostLeads} leads at once; send them in parts");
        }

        return command.Rep is { } rep && !_state.Reps.ContainsKey(rep)
            ? UnknownRep(rep)
            : Unfit(command.To, command.Rep);
    }

    private Outcome? Unfit(HandoverTarget to, string? from)
    {
        switch (to.Kind)
        {
            case HandoverKind.Rep when !_state.Reps.TryGetValue(to.Id, out var rep):
                return UnknownRep(to.Id);
            case HandoverKind.Rep when !_state.Reps[to.Id].Active:
                return Refuse(ReasonCodes.Inactive, $"{to.Id} has left");
            case HandoverKind.Rep when to.Id == from:
                return Refuse(ReasonCodes.AlreadyOwned, $"{to.Id} has these leads already");
            case HandoverKind.Pool when !_state.Pools.ContainsKey(to.Id):
                var hint = NearestWord.Hint(to.Id, _state.Pools.Keys);
                return Refuse(ReasonCodes.UnknownPool, $"there is no pool '{to.Id}'{hint}");
            case HandoverKind.Team when !_state.Teams.ContainsKey(to.Id):
                return Refuse(
                    ReasonCodes.Invalid,
                    $"there is no team '{to.Id}'{NearestWord.Hint(to.Id, _state.Teams.Keys)}"
                );
            default:
                return null;
        }
    }

    private HandoverMove Move(long number, ReassignLeads command, HandTurns turns)
    {
        if (!_state.Leads.TryGetValue(number, out var lead))
        {
            return new HandoverMove(number, null) { Kept = ReasonCodes.Closed };
        }

        var from = lead.Owner?.Id;
        if (command.To.Kind == HandoverKind.Route)
        {
            Return(lead, command.Reason);
            return MoveOf(lead, from, null);
        }

        if (command.To.Kind == HandoverKind.Rep && from == command.To.Id)
        {
            return MoveOf(lead, from, ReasonCodes.AlreadyOwned);
        }

        var to = Receiver(lead, command, turns);
        if (to is null)
        {
            return MoveOf(lead, from, ReasonCodes.NoEligibleRep);
        }

        Hand(lead, to.Value.Rep, command.By, to.Value.Pool ?? lead.Pool, command.Reason);
        return MoveOf(lead, from, null);
    }

    // Nobody is given a lead that he has, nor the one whose leads are given away.
    private (RepState Rep, string? Pool)? Receiver(LeadState lead, ReassignLeads command, HandTurns turns)
    {
        var demand = _state.DemandOf(lead, _now);
        string[] but = [.. new[] { command.Rep, lead.Owner?.Id }.OfType<string>()];
        return command.To.Kind switch
        {
            HandoverKind.Rep => (_state.Reps[command.To.Id], null),
            HandoverKind.Team => turns.OfTeam(command.To.Id, demand, but) is { } rep ? (rep, null) : null,
            HandoverKind.Pool => turns.OfPool(_state.Pools[command.To.Id], demand, but) is var (rep, leaf)
                ? (rep, leaf.ReportedAs)
                : null,
            HandoverKind.Route => null,
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.To.Kind, null),
        };
    }

    // Back to its route from the top, without the one who had it.
    private void Return(LeadState lead, string reason)
    {
        if (lead.Owner is { } owner)
        {
            Emit(
                new LeadReassigned
                {
                    Lead = lead.Number,
                    From = owner.Id,
                    Reason = reason,
                    Refunded = true,
                    ByHand = true,
                }
            );
        }

        Rescind(lead, "reassigned");
        Rescore(lead, always: false);
        Route(lead);
    }

    private static HandoverMove MoveOf(LeadState lead, string? from, string? kept) =>
        new(lead.Number, from)
        {
            To = lead.Owner?.Id,
            Status = s_statuses[(int)lead.Status],
            OfferedTo = lead.Offers is { } offers ? [.. offers.Select(o => o.Rep.Id)] : [],
            Pool = lead.Pool,
            Queue = lead.Queue,
            Kept = kept,
        };
}
