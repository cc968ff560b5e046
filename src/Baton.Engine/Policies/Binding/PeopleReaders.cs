using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Eligibility;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies.Binding;

/// <summary>Reps and teams.</summary>
internal static class PeopleReaders
{
    private const int MostWeight = 1000;

    public static Reader<int> Weight { get; } = Scalars.Whole(0, MostWeight);

    public static Reader<Value> Attributes { get; } = new AttributesReader();

    public static Reader<Caps> Caps { get; } =
        new MapReader<Caps>(
            "caps",
            "a map of caps such as { day: 10 }",
            keys => new Caps
            {
                Hour = keys.TakeValue("hour", Scalars.Whole(0), "Most leads received in any 60 minutes."),
                Day = keys.TakeValue("day", Scalars.Whole(0), "Most leads received in a calendar day."),
                Week = keys.TakeValue("week", Scalars.Whole(0), "Most leads received in a week, from Monday."),
                Month = keys.TakeValue("month", Scalars.Whole(0), "Most leads received in a calendar month."),
            }
        );

    private static Reader<Absence> Absence { get; } =
        new MapReader<Absence>("absence", "an absence such as { from: 2026-08-01, to: 2026-08-14 }", ReadAbsence);

    private static Reader<ImmutableArray<Named<int>>> Skills { get; } =
        new EntriesReader<int>("a map of skills such as { spanish: 5 }", Scalars.IdName, Scalars.Whole(1, 5));

    public static Reader<RepConfig> Rep { get; } =
        new MapReader<RepConfig>("rep", "a rep such as { id: ana }", ReadRep);

    public static Reader<TeamConfig> Team { get; } =
        new MapReader<TeamConfig>("team", "a team such as { members: [ana] }", ReadTeam);

    private static Reader<TeamMembers> Members { get; } =
        new ShapeReader<TeamMembers>(
            "a list of reps, or { where: … }",
            list: Scalars.Refs(Kind.Rep).As(reps => new TeamMembers(reps, null)),
            map: new MapReader<TeamMembers>(
                "team_members",
                "a map",
                keys => new TeamMembers(
                    [],
                    keys.Need(
                        "where",
                        Scalars.Expression,
                        "an expression over rep; every rep for whom it holds is a member"
                    )
                )
            )
        );

    private static RepConfig ReadRep(Keys keys)
    {
        var id = keys.Need("id", Scalars.Id, "the rep's id, unique in the workspace");
        if (id is not null)
        {
            keys.Place.Findings.Declare(Kind.Rep, id, keys.At, keys.Place);
        }

        var email = keys.Take("email", Scalars.Mail, "Where notifications go.");
        return new RepConfig
        {
            Id = id ?? "",
            Name = keys.Take("name", Scalars.Name, "The name that people see."),
            Email = email,
            TimeZone = keys.Take(
                "timezone",
                Scalars.Zone,
                "IANA zone of days, caps and absences; default the workspace's."
            ),
            Calendar = keys.Take("calendar", Scalars.Ref(Kind.Calendar), "Working hours; absent = always in hours."),
            User = keys.Take("user", Scalars.Name, "The sign-in this rep acts as; default the e-mail.") ?? email,
            Skills = keys.Take("skills", Skills, [], "Skill → proficiency 1..5.").Sorted(),
            Territories = keys.Take("territories", Scalars.Refs(Kind.Territory), [], "Territories this rep serves."),
            Attributes = keys.Take("attributes", Attributes, Value.EmptyMap, "Free attributes for expressions."),
            Weight = keys.Take("weight", Weight, 1, "Share of a rotation, 0..1000, default 1; 0 = never by rotation."),
            Capacity = keys.TakeValue(
                "capacity",
                Scalars.Whole(0),
                "Open effort units held at once; absent = unlimited."
            ),
            Caps = keys.Take(
                "caps",
                Caps,
                Eligibility.Caps.None,
                "Most leads received in a period; the tightest wins."
            ),
            Status = keys.Take("status", Scalars.Word<RepStatus>(), default, "Presence when the rep is first applied."),
            StatusUntil = keys.TakeValue("status_until", Scalars.Time, "The instant at which he is available again."),
            StatusReason = keys.TakeValue("status_reason", Scalars.Word<StatusReason>(), "Why he is not available."),
            Active = keys.Take("active", Scalars.Bool, true, "false = left the company: never receives."),
            Absences = keys.Take(
                "absences",
                new ListReader<Absence>("a list of absences", Absence),
                [],
                "Whole days, both inclusive, in the rep's zone, or instants, half-open."
            ),
            Was = keys.Take("was", Scalars.Id, "The id this rep had before; history moves along."),
            Note = keys.Take("note", Scalars.Text, Notes.About),
            At = keys.At,
        };
    }

    private static TeamConfig ReadTeam(Keys keys)
    {
        var members = keys.Take("members", Members, "Rep ids in their order, or { where: expression }.");
        return new TeamConfig
        {
            Name = keys.Name,
            Manager = keys.Take("manager", Scalars.Ref(Kind.Manager), "A rep's id or a user's e-mail."),
            Members = members?.Reps ?? [],
            Where = members?.Where,
            Note = keys.Take("note", Scalars.Text, Notes.About),
            At = keys.At,
        };
    }

    private static Absence ReadAbsence(Keys keys)
    {
        var from = keys.Need("from", Scalars.Moment, "the first day, or the instant it begins");
        var to = keys.Need("to", Scalars.Moment, "the last day, included, or the instant it ends");
        _ = keys.Take("note", Scalars.Text, Notes.About);
        if ((from.Day is not null && to.Instant is not null) || (from.Instant is not null && to.Day is not null))
        {
            keys.Place.Fault(
                keys.AtKey("to"),
                "contradiction",
                "'from' and 'to' must both be days or both be instants"
            );
        }
        else if (from.Day > to.Day || from.Instant >= to.Instant)
        {
            keys.Place.Fault(keys.AtKey("to"), "range", "'to' lies before 'from'");
        }

        return new Absence
        {
            FromDate = from.Day,
            ToDate = to.Day,
            From = from.Instant,
            To = to.Instant,
        };
    }

    private static ImmutableSortedDictionary<string, int> Sorted(this ImmutableArray<Named<int>> entries) =>
        entries.ToImmutableSortedDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal);

    private sealed record TeamMembers(ImmutableArray<string> Reps, ExpressionConfig? Where);
}
