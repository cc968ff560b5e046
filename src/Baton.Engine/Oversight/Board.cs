using System.Collections.Immutable;
using Baton.Engine.Eligibility;
using Baton.Engine.People;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Oversight;

/// <summary>
/// Makes a <see cref="BoardView"/> of the state. Asked on the writer's thread: of each column no more is kept than is shown, and
/// leads are named by number alone.
/// </summary>
internal sealed class Board(WorkspaceState state, Instant now, int most)
{
    // Of the whole board: many columns are shorter.
    private const int MostLeads = 5_000;

    private int _each;

    /// <param name="teams">Whose reps; null = of the teams that <paramref name="who"/> manages, and everybody where he manages none.</param>
    public BoardView Of(ImmutableArray<string>? teams, string? who, IReadOnlyList<RepView> reps)
    {
        var all = state.Policy!.Config.Teams.Select(t => TeamOf(t.Name, t.Manager, who)).ToImmutableArray();
        var shown = teams ?? [.. all.Where(t => t.Mine).Select(t => t.Id)];
        var members = all.Where(t => shown.Contains(t.Id)).SelectMany(t => t.Members).ToHashSet(StringComparer.Ordinal);
        bool IsShown(RepView rep) => (shown.IsEmpty || members.Contains(rep.Id)) && (rep.Active || rep.Owned > 0);
        var columns = reps.Where(IsShown).ToList();
        _each = Math.Clamp(MostLeads / Math.Max(1, columns.Count), 1, most);
        return new BoardView(all, shown, [.. columns.Select(ColumnOf)], Unowned());
    }

    private BoardTeam TeamOf(string id, string? manager, string? who) =>
        new(id, manager, who is not null && state.IsPerson(manager, who), state.Teams[id]);

    private BoardRep ColumnOf(RepView view)
    {
        var rep = state.Reps[view.Id];
        var absent = rep.Absences.Contains(now, out _, out var end);
        return new BoardRep(view)
        {
            AbsentUntil = absent ? Known(end) : null,
            HoursUntil = rep.Calendar is { } calendar ? Known(calendar.At(now).Until) : null,
            Full = FullOf(rep),
            Leads = Urgent(rep.Owned.Select(n => state.Leads.Look(n)!), rep.Owned.Count),
        };
    }

    private ImmutableArray<FullCap> FullOf(RepState rep)
    {
        var caps = rep.Config.Caps.IsEmpty
            ? []
            : rep
                .Received.AllFull(rep.Config.Caps, now, rep.Zone, rep.Reserved)
                .Select(f => new FullCap(f.Cap.Reason, f.Cap.Actual, f.Cap.Needed, Known(f.FreeAt)));
        return rep.Config.Capacity is { } capacity && rep.Open >= capacity
            ? [new FullCap(Explain.ReasonCodes.CapacityFull, rep.Open, capacity, null), .. caps]
            : [.. caps];
    }

    private ImmutableArray<BoardPlace> Unowned()
    {
        var offered = state
            .Reps.Values.SelectMany(r => r.OfferedLeads)
            .Distinct()
            .Select(n => state.Leads.Look(n)!)
            .ToList();
        var queues = state.Parked.Where(q => q.Value.Count > 0).OrderBy(q => q.Key, StringComparer.Ordinal);
        return
        [
            new BoardPlace("waiting", null, Urgent(state.Waiting.All, state.Waiting.Count)),
            .. queues.Select(q => new BoardPlace("queued", q.Key, Urgent(q.Value, q.Value.Count))),
            new BoardPlace("offered", null, Urgent(offered, offered.Count)),
        ];
    }

    private BoardLeads Urgent(IEnumerable<LeadState> leads, int count) =>
        new(
            count,
            [
                .. leads
                    .Select(l => (l.Number, l.CreatedAt, Due: Dues.Of(l)))
                    .OrderBy(l => l.Due?.At ?? Instant.MaxValue)
                    .ThenBy(l => l.CreatedAt)
                    .ThenBy(l => l.Number)
                    .Take(_each)
                    .Select(l => new BoardLead(l.Number, l.Due)),
            ]
        );

    private static Instant? Known(Instant end) => end < Instant.MaxValue ? end : null;
}
