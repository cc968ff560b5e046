using System.Collections.Immutable;
using Baton.Engine.Applying;
using Baton.Engine.Assignment;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Explain;
using Baton.Engine.Policies;
using Baton.Engine.Routing;

namespace Baton.Engine;

/// <summary>Changes of people, policy and ledgers. A document with a fault changes nothing.</summary>
public sealed partial class Workspace
{
    /// <summary>Whether a workspace file could be published: its compiled form, or null and every fault.</summary>
    public static Policy? Check(MapNode document, ICollection<Fault> faults) =>
        PolicyCompiler.Compile(document, 1, faults);

    /// <summary>What a further file can rename.</summary>
    public KnownNames KnownNames => KnownNames.Of(_state);

    private Outcome Publish(PublishPolicy command)
    {
        var policy = _state.Document["policy"] as MapNode ?? Nodes.Map();
        var merged = NodeMerge.With(_state.Document, NodeMerge.Merge(policy, command.Patch), "policy");
        return Publish(new PublishWorkspace(merged) { By = command.By });
    }

    private Outcome Publish(PublishWorkspace command)
    {
        var faults = new List<Fault>();
        var known = KnownNames;
        var policy =
            command.Compiled?.Version == known.NextVersion
                ? command.Compiled
                : Compiled(command.Document, known, faults);
        var renames = policy is null ? [] : Renames.Of(known, policy.Config, faults);
        if (policy is null || faults.Count > 0)
        {
            return Refuse(faults);
        }

        var published = new PolicyPublished
        {
            Version = policy.Version,
            Document = command.Document,
            Runtime = command.Runtime,
            Renames = renames,
            By = command.By,
        };

        var absent = LongAbsent();

        // As Emit, but for the policy that was compiled already.
        _applier.Publish(policy, published, _now);
        _events.Add(published);
        RescindLeavers();
        ReturnWhereAbsent(absent);
        Rematch();
        return Done();
    }

    // Null where there is a fault, with those of the names that a faulty file changes.
    private Policy? Compiled(MapNode document, KnownNames known, List<Fault> faults)
    {
        if (WorkspaceBinder.Draft(document, faults) is not { } draft)
        {
            return null;
        }

        var policy = PolicyCompiler.Compile(draft, known.NextVersion, faults);
        if (policy is null)
        {
            known.Check(draft, faults);
        }

        return policy;
    }

    private Outcome Change(ChangeRep command)
    {
        if (command.Patch["id"] is not ScalarNode { IsNull: false, Text: { Length: > 0 } id })
        {
            return Refuse(ReasonCodes.Invalid, "a change of a rep names the rep's id");
        }

        var faults = new List<Fault>();
        var patch = WithPresence(id, command.Patch);
        var document = NodeMerge.WithRep(_state.Document, patch);
        WorkspaceBinder.BindRep(Applier.RepNode(document, id)!, faults);
        if (faults.Count == 0)
        {
            WorkspaceBinder.Bind(document, faults);
        }

        if (faults.Count > 0)
        {
            return Refuse(faults);
        }

        var absent = LongAbsent();
        Emit(
            new RepChanged
            {
                Rep = id,
                Patch = patch,
                By = command.By,
            }
        );
        RescindLeavers();
        ReturnWhereAbsent(absent);
        return Done();
    }

    private Outcome Change(ChangeTeam command)
    {
        var team = _state.Policy!.Teams.FirstOrDefault(t => t.Config.Name == command.Team);
        if (team is null || team.Where is not null)
        {
            var names = _state.Policy.Teams.Select(t => t.Config.Name);
            return Refuse(
                ReasonCodes.Invalid,
                team is null
                    ? $"there is no team '{command.Team}'{NearestWord.Hint(command.Team, names)}"
                    : $"the team '{command.Team}' keeps itself current by its condition"
            );
        }

        if (command.Add.FirstOrDefault(a => !_state.Reps.ContainsKey(a)) is { } unknown)
        {
            return UnknownRep(unknown);
        }

        Emit(
            new TeamChanged
            {
                Team = command.Team,
                Add = command.Add,
                Remove = command.Remove,
                By = command.By,
            }
        );
        return Done();
    }

    private Outcome Set(SetLedger command)
    {
        if (!_state.Ledgers.TryGetValue(command.Pool, out var ledger) || ledger.Pool is null)
        {
            return Refuse(ReasonCodes.UnknownPool, $"there is no pool '{command.Pool}'");
        }

        if (command.Counts.FirstOrDefault(c => ledger.Member(c.Key) is null).Key is { } unknown)
        {
            return Refuse(ReasonCodes.NotAMember, $"'{unknown}' is no member of the pool '{command.Pool}'");
        }

        if (command.Counts.Any(c => c.Value is < 0 or > 1_000_000_000))
        {
            return Refuse(ReasonCodes.Invalid, "an opening count is a whole number from 0 to 1,000,000,000");
        }

        var (balances, received) = Ledgers.Opening(ledger, command.Counts);
        Emit(
            new LedgerAdjusted
            {
                Ledger = ledger.Id,
                Reason = "opening",
                Balances = balances,
                Received = received,
                By = command.By,
            }
        );
        return Done();
    }

    private Outcome Set(Pause command)
    {
        var id = command.Kind == PauseKinds.Workspace ? "" : command.Id;
        var known = command.Kind switch
        {
            PauseKinds.Workspace or PauseKinds.Source => true,
            PauseKinds.Pool => _state.Pools.ContainsKey(id),
            PauseKinds.Rule => _state.Policy!.RulesByName.ContainsKey(id),
            _ => false,
        };
        if (!known)
        {
            return command.Kind switch
            {
                PauseKinds.Pool => Refuse(
                    ReasonCodes.UnknownPool,
                    $"there is no pool '{id}'{NearestWord.Hint(id, _state.Pools.Keys)}"
                ),
                PauseKinds.Rule => Refuse(
                    ReasonCodes.Invalid,
                    $"there is no rule '{id}'{NearestWord.Hint(id, _state.Policy!.RulesByName.Keys)}"
                ),
                _ => Refuse(
                    ReasonCodes.Invalid,
                    $"there is no {command.Kind} '{id}' to pause; known kinds: workspace, pool, rule, source"
                ),
            };
        }

        if (_state.Paused.Contains((command.Kind, id)) == command.On)
        {
            return Done();
        }

        Emit(
            new Paused
            {
                Kind = command.Kind,
                Id = id,
                On = command.On,
                Reason = command.Reason,
                By = command.By,
            }
        );
        return Done();
    }

    // Who has left cannot accept any more: his open offers go to the next.
    private void RescindLeavers()
    {
        foreach (var rep in _state.RepsInOrder.Where(r => !r.Active && r.OfferedLeads.Count > 0).ToArray())
        {
            foreach (var number in rep.OfferedLeads.ToArray())
            {
                var lead = _state.Leads[number];
                Emit(
                    new OfferRescinded
                    {
                        Lead = number,
                        Rep = rep.Id,
                        Reason = ReasonCodes.Inactive,
                    }
                );
                AfterOffer(lead);
            }
        }
    }

    private static Outcome Refuse(List<Fault> faults) =>
        new() { Refusal = new Refusal(ReasonCodes.Invalid, string.Join("; ", faults)) { Faults = [.. faults] } };
}
