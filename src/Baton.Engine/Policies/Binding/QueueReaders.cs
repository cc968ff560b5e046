using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>Queues.</summary>
internal static class QueueReaders
{
    private static Reader<ClaimsConfig> Claims { get; } =
        new MapReader<ClaimsConfig>(
            "claims",
            "a map such as { hour: 5, open: 10 }",
            keys => new ClaimsConfig
            {
                Hour = keys.TakeValue("hour", Scalars.Whole(0), "Most claims of a rep in any 60 minutes."),
                Day = keys.TakeValue("day", Scalars.Whole(0), "Most claims of a rep in a calendar day."),
                Week = keys.TakeValue("week", Scalars.Whole(0), "Most claims of a rep in a week, from Monday."),
                Month = keys.TakeValue("month", Scalars.Whole(0), "Most claims of a rep in a calendar month."),
                Open = keys.TakeValue("open", Scalars.Whole(0), "Most leads claimed here that a rep holds open."),
            }
        );

    private static Reader<QueueConfig> Queue { get; } =
        new MapReader<QueueConfig>("queue", "a queue such as { team: west, mode: cherry_pick }", ReadQueue);

    public static EntriesReader<QueueConfig> Queues { get; } =
        new("a map of queues", Scalars.IdName, Queue, Kind.Queue);

    private static QueueConfig ReadQueue(Keys keys)
    {
        var queue = new QueueConfig
        {
            Name = keys.Name,
            Mode = keys.Need("mode", Scalars.Word<QueueMode>(), "cherry_pick, blind, shotgun or manual"),
            Team = keys.Take("team", Scalars.Ref(Kind.Team), "Whose queue it is."),
            Members = keys.Take("members", Scalars.Refs(Kind.Rep), [], "Whose queue it is, rep by rep."),
            Manager = keys.Take(
                "manager",
                Scalars.Ref(Kind.Manager),
                "A rep's id or a user's e-mail; default the team's manager."
            ),
            Require = keys.Take(
                "require",
                Scalars.Expressions,
                [],
                "All must hold for a rep to claim or be offered a lead."
            ),
            Claims = keys.Take("claims", Claims, "Limits of each rep.") ?? new(),
            Warn = keys.TakeValue("warn", Scalars.Span, "After this long the manager is told."),
            Expires = keys.TakeValue(
                "expires",
                Scalars.Span,
                "After this long the lead moves to the next step of its route."
            ),
            Stagger = keys.TakeValue(
                "stagger",
                Scalars.Span,
                "For shotgun: one more member is offered the lead after each such time."
            ),
            Acknowledge = keys.Take("acknowledge", Scalars.Refs(Kind.Field), [], Notes.Acknowledge),
            Was = keys.Take("was", Scalars.Id, Notes.Was),
            Note = keys.Take("note", Scalars.Text, Notes.About),
            At = keys.At,
        };
        RefuseWithoutPeople(keys, queue);
        return queue;
    }

    private static void RefuseWithoutPeople(Keys keys, QueueConfig queue)
    {
        var hasMembers = keys.CountExclusive("team", "members") > 0;
        if (queue.Mode == QueueMode.Manual && !hasMembers && !keys.Has("manager"))
        {
            keys.Place.Fault(keys.At, "missing", "a manual queue needs 'manager' or 'team'");
        }
        else if (queue.Mode != QueueMode.Manual && !hasMembers)
        {
            keys.Place.Fault(keys.At, "missing", "a queue needs 'team' or 'members'");
        }
    }
}
