using System.Collections.Immutable;
using Baton.Engine.Applying;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using NodaTime;
using NodaTime.Text;

namespace Baton.Engine;

/// <summary>What an owner's absence of a day or more does when it begins: <c>sla: { absence: return }</c>; and its early end.</summary>
public sealed partial class Workspace
{
    private HashSet<RepState> LongAbsent() => [.. _state.Reps.Values.Where(r => r.Absences.IsLong(_now))];

    // Whose absence a change of people has brought or moved to now.
    private void ReturnWhereAbsent(HashSet<RepState> before)
    {
        foreach (var rep in _state.RepsInOrder.Where(r => r.Absences.IsLong(_now) && !before.Contains(r)).ToArray())
        {
            ReturnUncontacted(rep);
        }
    }

    private Outcome Return(ReturnRep command)
    {
        if (!_state.Reps.TryGetValue(command.Rep, out var rep))
        {
            return UnknownRep(command.Rep);
        }

        if (!rep.Active)
        {
            return Refuse(ReasonCodes.Inactive, $"{rep.Id} has left");
        }

        var patch = Nodes.Map(("id", rep.Id), ("status", Choice.Word(RepStatus.Available)));
        return Change(
            new ChangeRep(
                rep.Absences.Contains(_now, out _, out _)
                    ? patch with
                    {
                        Entries = patch.Entries.Add(new Entry("absences", Position.None, CutShort(rep))),
                    }
                    : patch
            )
            {
                By = command.By,
            }
        );
    }

    // What is past of an absence stays, for the ramp after it; days become instants, since a day cannot end in its midst.
    private ListNode CutShort(RepState rep)
    {
        var kept = ImmutableArray.CreateBuilder<Node>();
        var nodes = (Applier.RepNode(_state.Document, rep.Id)!["absences"] as ListNode)?.Items ?? [];
        foreach (var (absence, node) in rep.Config.Absences.Zip(nodes))
        {
            var (start, end) = absence.Interval(rep.Zone);
            if (_now < start || end <= _now)
            {
                kept.Add(node);
            }
            else if (start < _now)
            {
                var cut = Nodes.Map(("from", Text(start)), ("to", Text(_now)));
                kept.Add(NodeMerge.Merge((MapNode)node, cut));
            }
        }

        return new ListNode(kept.ToImmutable(), Position.None);
    }

    private static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);

    // He did not miss them: no mark stays, and whether he pays is what an expiry costs.
    private void ReturnUncontacted(RepState rep)
    {
        foreach (var number in rep.Owned.Order().ToArray())
        {
            var lead = _state.Leads[number];
            if (lead.Contacted || lead.Rule?.Config.Sla?.Absence != SlaAbsence.Return)
            {
                continue;
            }

            var (refunded, kept) = FateOf(lead, f => f.Expire);
            Emit(
                new LeadReassigned
                {
                    Lead = number,
                    From = rep.Id,
                    Reason = "absence",
                    Refunded = refunded,
                    Kept = kept,
                    Blameless = true,
                }
            );
            Place(lead);
        }
    }
}
