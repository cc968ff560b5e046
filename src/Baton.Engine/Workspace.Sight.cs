using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine;

/// <summary>Who sees what, and who may act on what: asked by readers, and checked again where a command is decided.</summary>
public sealed partial class Workspace
{
    /// <summary>
    /// The rep that a user is: whose <c>user</c> (else <c>email</c>) it is, or whose id. Null = none, or the rep has left.
    /// </summary>
    public string? RepOf(string user)
    {
        var rep =
            _state
                .RepsInOrder.OrderBy(r => r.Order)
                .FirstOrDefault(r =>
                    string.Equals(r.Config.User ?? r.Config.Email, user, StringComparison.OrdinalIgnoreCase)
                )
            ?? _state.Reps.GetValueOrDefault(user);
        return rep is { Active: true } ? rep.Id : null;
    }

    /// <summary>What the rep sees now; <see cref="Sight.None"/> where there is no such rep.</summary>
    public Sight SightOf(string rep) =>
        _state.Policy is not null && _state.Reps.ContainsKey(rep)
            ? new Sight
            {
                Rep = rep,
                Manages = _state.IsManager(rep),
                Queues = _state
                    .Queues.Values.Where(q => q.Members.Contains(rep))
                    .ToFrozenDictionary(q => q.Id, q => q.Config.Mode, StringComparer.Ordinal),
                Pools = _state
                    .AllPools()
                    .Where(p => IsIn(p, rep))
                    .Select(p => p.Ledger.Id)
                    .ToFrozenSet(StringComparer.Ordinal),
            }
            : Sight.None;

    /// <summary>
    /// The names of the lead's fields that this rep may see now; empty where the rep may not see it at all. A blind lead
    /// shows <c>age</c> and <c>grade</c> to the queue's members; managers see everything.
    /// </summary>
    public IReadOnlyList<string> VisibleFields(string rep, long number, Instant now)
    {
        if (_state.Leads.Look(number) is not { } lead)
        {
            return [];
        }

        return SeenBy(SightOf(rep), lead) switch
        {
            Visible.Nothing => [],
            Visible.Handle => ["age", "grade"],
            _ => [.. _state.Policy!.Schema.Named(lead.Look()).Select(f => f.Key)],
        };
    }

    // Why a rep who acts for himself may not do this to the lead; null = he may try. A lead that he cannot know of is
    // refused in the words of one that is not there.
    private Outcome? Barred(LeadState lead, LeadCommand command)
    {
        if (command.OnBehalfOf is not { } rep)
        {
            return null;
        }

        if (!Knows(rep, lead, command.ByOpaqueId))
        {
            return NoSuchLead();
        }

        return command switch
        {
            AcceptOffer { Rep: var who } when who != rep => ForOneselfAlone(rep),
            DeclineOffer { Rep: var who } when who != rep => ForOneselfAlone(rep),
            ClaimLead { Rep: var who } when who != rep => ForOneselfAlone(rep),
            AcceptOffer or DeclineOffer or ClaimLead or AssignLead => null,
            _ => lead.Owner?.Id == rep ? null : Refuse(ReasonCodes.Forbidden, "only the lead's owner may do this"),
        };
    }

    // Also who was asked before or had it, and the members of the queue that it was taken from: who comes second is told so.
    private bool Knows(string rep, LeadState lead, bool byOpaqueId)
    {
        var sight = SightOf(rep);
        var seen = SeenBy(sight, lead);
        if (seen == Visible.Everything || lead.Asked?.Contains(rep) == true || lead.Marks?.ContainsKey(rep) == true)
        {
            return true;
        }

        var taken =
            lead.IsOwned && (lead.Queue ?? ParkedAt(lead)) is { } from && sight.Queues.TryGetValue(from, out var mode)
                ? mode
                : QueueMode.Manual;
        return taken is QueueMode.CherryPick or QueueMode.Shotgun
            || (byOpaqueId && (seen == Visible.Handle || taken == QueueMode.Blind));
    }

    // The queue at whose step of the route the lead was assigned by hand.
    private static string? ParkedAt(LeadState lead) =>
        lead.Rule?.Route.ElementAtOrDefault(lead.Step) is QueueStep step ? step.Queue : null;

    private static Visible SeenBy(Sight sight, LeadState lead) =>
        sight.Of(
            s_statuses[(int)lead.Status],
            lead.Queue,
            lead.Status is LeadStatus.Rejected or LeadStatus.Duplicate ? null : lead.Owner?.Id,
            lead.Offers is { } offers ? [.. offers.Select(o => o.Rep.Id)] : []
        );

    private static bool IsIn(Pool pool, string rep) =>
        pool.IsSplit ? pool.Units.Any(u => IsIn(u.Pool, rep)) : pool.Ledger.Member(rep) is { IsActive: true };

    private static Outcome NoSuchLead() => Refuse(ReasonCodes.UnknownLead, "there is no such lead");

    private static Outcome ForOneselfAlone(string rep) =>
        Refuse(ReasonCodes.Forbidden, $"{rep} acts for no other rep; only a manager does");
}
