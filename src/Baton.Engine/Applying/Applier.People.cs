using System.Collections.Immutable;
using Baton.Engine.Assignment;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Engine.Applying;

internal sealed partial class Applier
{
    private void Apply(PolicyPublished e, Instant at)
    {
        var faults = new List<Fault>();
        if (PolicyCompiler.Compile(e.Document, e.Version, faults) is not { } policy)
        {
            throw new InvalidOperationException($"version {e.Version} of the policy does not compile: {faults[0]}");
        }

        Publish(policy, e, at);
    }

    /// <summary>The same for a policy that has just been compiled, so that publishing compiles once.</summary>
    public void Publish(Policy policy, PolicyPublished published, Instant at)
    {
        foreach (var rename in published.Renames)
        {
            Rename(rename);
        }

        Publish(policy, published.Document, published.Runtime, at);
    }

    private void Publish(Policy policy, MapNode document, bool runtime, Instant at)
    {
        state.Now = at;
        var before = state.Policy;
        state.Policy = policy;
        SetDocument(document);
        RemapFields(before, policy);
        var order = 0;
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var config in policy.Config.Reps)
        {
            listed.Add(config.Id);
            var kept = runtime ? null : KeptOf(config.Id);
            SetRep(config, order++, kept, keepAbsences: !runtime);
        }

        foreach (var gone in state.RepsInOrder.Where(r => !listed.Contains(r.Id)))
        {
            Configure(gone, gone.Config with { Active = false }, Presence.Of(gone.Config), gone.Config.Absences);
        }

        _membership.Refresh(at);
        SetResets(at);
        foreach (var rep in state.Reps.Values)
        {
            SetAbsences(rep, at);
            SetReturn(rep);
        }

        SetStatsTimer(at);
        state.Stirred = true;
    }

    // Strictly later ones: what has begun has been seen to.
    private void SetAbsences(RepState rep, Instant at)
    {
        foreach (var start in rep.Absences.LongStarts.Where(s => s > at))
        {
            state.Timers.Set(start, TimerKind.AbsenceBegins, 0, rep.Id);
        }
    }

    private void SetReturn(RepState rep)
    {
        if (rep.StatusUntil is { } until)
        {
            state.Timers.Set(until, TimerKind.PresenceReturns, 0, rep.Id);
        }
    }

    private void Apply(RepChanged e, Instant at)
    {
        SetDocument(NodeMerge.WithRep(state.Document, e.Patch));
        var config = WorkspaceBinder.BindRep(RepNode(state.Document, e.Rep)!, [])!;
        var order = state.Reps.TryGetValue(e.Rep, out var rep) ? rep.Order : state.Reps.Count;

        SetRep(config, order, PresenceAfter(e, config), keepAbsences: e.Patch["absences"] is null);
        SetAbsences(state.Reps[e.Rep], at);
        SetReturn(state.Reps[e.Rep]);
        _membership.Refresh(at);
        state.Stirred = true;
    }

    // What a file says of presence is only where it starts: a change of something else leaves it where it is.
    private Presence? PresenceAfter(RepChanged e, RepConfig config)
    {
        if (KeptOf(e.Rep) is not { } kept)
        {
            return null;
        }

        var before = e.Patch["status"] is null ? kept : new Presence(config.Status);
        return before with
        {
            Until = e.Patch["status_until"] is null ? before.Until : config.StatusUntil,
            Reason = e.Patch["status_reason"] is null ? before.Reason : config.StatusReason,
        };
    }

    private Presence? KeptOf(string rep) =>
        state.Reps.TryGetValue(rep, out var known) ? Presence.Of(known.Config) : null;

    private void Apply(TeamChanged e, Instant at)
    {
        SetDocument(NodeMerge.WithTeam(state.Document, e.Team, e.Add, e.Remove)!);
        state.Policy = state.Policy! with
        {
            Teams =
            [
                .. state.Policy.Teams.Select(t =>
                    t.Config.Name != e.Team
                        ? t
                        : t with
                        {
                            Config = t.Config with
                            {
                                Members =
                                [
                                    .. t.Config.Members.Where(m => !e.Remove.Contains(m)),
                                    .. e.Add.Where(a => !t.Config.Members.Contains(a) || e.Remove.Contains(a)),
                                ],
                            },
                        }
                ),
            ],
        };
        _membership.Refresh(at);
        state.Stirred = true;
    }

    private void Apply(LedgerAdjusted e, Instant at)
    {
        var ledger = state.Ledgers[e.Ledger];
        if (e.Reason == "reset")
        {
            Ledgers.Reset(ledger);
            SetReset(ledger, at);
        }

        foreach (var balance in e.Balances)
        {
            if (ledger.Member(balance.Member) is { } member)
            {
                member.Balance = balance.Nano;
            }
        }

        ledger.Trail?.Changed(e.Reason);

        // The last one named is the member whose claim lapsed.
        if (e.Reason == "lapse" && ledger.Member(e.Balances[^1].Member) is { } lapsed)
        {
            lapsed.OwedInAbsence = 0;
        }

        foreach (var received in e.Received)
        {
            if (ledger.Member(received.Member) is { } member)
            {
                member.Received = received.Nano;
            }
        }

        state.Stirred = true;
    }

    private void SetDocument(MapNode document)
    {
        state.Document = document;
        state.Documents[state.Policy!.Version] = document;
    }

    /// <summary>A rep's node in a workspace document.</summary>
    public static MapNode? RepNode(MapNode document, string id) =>
        (document["reps"] as ListNode)
            ?.Items.OfType<MapNode>()
            .FirstOrDefault(r => r["id"] is ScalarNode { Text: var text } && text == id);

    // Presence and absences in a file are initial values: a rep who is here already keeps his own.
    private void SetRep(RepConfig config, int order, Presence? kept, bool keepAbsences)
    {
        var known = state.Reps.TryGetValue(config.Id, out var rep);
        if (!known)
        {
            state.Reps[config.Id] = rep = new RepState { Id = config.Id };
        }

        rep!.Order = order;
        Configure(
            rep,
            config,
            kept ?? Presence.Of(config),
            known && keepAbsences ? rep.Config.Absences : config.Absences
        );
    }

    private void Configure(RepState rep, RepConfig config, Presence presence, ImmutableArray<Absence> absences) =>
        rep.Configure(config, presence, absences, state.Policy!.Zone, state.CalendarOf(config));

    // A new version may have other custom fields: values keep their names, not their slots.
    private void RemapFields(Policy? before, Policy after)
    {
        if (before is null || before.Schema.Fields.SequenceEqual(after.Schema.Fields))
        {
            return;
        }

        state.Leads.Change(lead =>
        {
            var fields = new Value[after.Schema.Count];
            var old = lead.Look();
            for (var slot = 0; slot < old.Length; slot++)
            {
                var to = after.Schema.SlotOf(before.Schema.Fields[slot].Name);
                if (to >= 0)
                {
                    fields[to] = old[slot];
                }
            }

            lead.Fields = fields;
        });
    }

    private void SetResets(Instant at)
    {
        foreach (var ledger in state.Ledgers.Values)
        {
            SetReset(ledger, at);
        }
    }

    private void SetReset(Ledger ledger, Instant at)
    {
        if (ledger.Pool is { } pool && Resets.NextAfter(pool.Config.Fairness.Reset, at, state.Policy!.Zone) is { } next)
        {
            ledger.ResetAt = next;
            state.Timers.Set(next, TimerKind.LedgerReset, 0, ledger.Id);
        }
        else
        {
            ledger.ResetAt = null;
        }
    }
}
