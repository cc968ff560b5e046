using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.People;
using Baton.Engine.Policies.Binding;
using Baton.Engine.Policies.Config;
using NodaTime;

namespace Baton.Engine.Policies;

/// <summary>
/// Turns a document into configuration, strictly: unknown keys, wrong types, ranges, missing and contradictory keys,
/// dangling references and cycles are faults, all reported at once, in the order of their positions, each with its
/// cure. Expressions stay text; compiling them is another step.
/// </summary>
public static class WorkspaceBinder
{
    private static readonly MapReader<WorkspaceConfig> Workspace = new("workspace", "a workspace", ReadWorkspace);

    private static readonly Reader<ImmutableArray<RepConfig>> Reps = new ListReader<RepConfig>(
        "a list of reps",
        PeopleReaders.Rep
    );

    private static readonly EntriesReader<TeamConfig> Teams = new(
        "a map of teams",
        Scalars.IdName,
        PeopleReaders.Team,
        Kind.Team
    );

    private static readonly EntriesReader<CalendarConfig> Calendars = new(
        "a map of calendars",
        Scalars.IdName,
        CalendarReaders.Calendar,
        Kind.Calendar
    );

    private static readonly TerritoriesReader Territories = new();

    /// <summary>
    /// The workspace, or null where there is any fault. The faults carry <paramref name="file"/>.
    /// </summary>
    public static WorkspaceConfig? Bind(Node document, ICollection<Fault> faults, string? file = null)
    {
        var before = faults.Count;
        var draft = Draft(document, faults, file);
        return faults.Count == before ? draft : null;
    }

    /// <summary>
    /// As <see cref="Bind"/>, but returns what could be read even where there are faults, so that the expressions in
    /// it can be checked in the same run. Nothing may be applied while there are faults. Null where the document is
    /// not a map.
    /// </summary>
    public static WorkspaceConfig? Draft(Node document, ICollection<Fault> faults, string? file = null)
    {
        var findings = new Findings();
        foreach (var field in LeadSchema.Standard.Fields)
        {
            findings.Know(Kind.Field, field.Name);
        }

        if (!Workspace.TryRead(document, Place.Root(findings, "", document.At), out var draft))
        {
            Report(findings, faults, file);
            return null;
        }

        PoolCycles.Refuse(draft.Policy.Pools, findings, document.At);
        findings.Settle();

        // What the text itself lacks is at fault nowhere in particular.
        var isTextBroken = faults.Any(f => f is { Path: "", Code: "syntax" or "duplicate" });
        Report(findings, faults, file);
        return faults.Count == 0 ? draft : draft with { Gaps = new Gaps(findings.Unread, isTextBroken) };
    }

    /// <summary>One rep by itself: names of calendars and territories are not checked. Null where there is a fault.</summary>
    public static RepConfig? BindRep(Node rep, ICollection<Fault> faults, string? file = null) =>
        BindAlone(PeopleReaders.Rep, "rep", rep, faults, file);

    /// <summary>One team by itself: names of reps are not checked. Null where there is a fault.</summary>
    public static TeamConfig? BindTeam(string name, Node team, ICollection<Fault> faults, string? file = null) =>
        BindAlone(PeopleReaders.Team, name, team, faults, file);

    /// <summary>The key table as a JSON Schema (2020-12) for editors.</summary>
    internal static Reader<WorkspaceConfig> Shape => Workspace;

    private static T? BindAlone<T>(Reader<T> reader, string name, Node node, ICollection<Fault> faults, string? file)
        where T : class
    {
        var findings = new Findings();
        reader.TryRead(node, Place.Root(findings, name, node.At), out var value);
        Report(findings, faults, file);
        return findings.Faults.Count == 0 ? value : null;
    }

    private static WorkspaceConfig ReadWorkspace(Keys keys)
    {
        var zone = keys.Take("timezone", Scalars.Zone, "IANA zone of days, calendars and reports; default UTC.");
        return new WorkspaceConfig
        {
            Name = keys.Take("workspace", Scalars.Id, "The workspace's name."),
            TimeZone = zone ?? DateTimeZone.Utc,
            Calendars = ReadCalendars(keys, zone ?? DateTimeZone.Utc),
            Reps = keys.Take("reps", Reps, [], "The people who take leads."),
            Teams = [.. keys.Take("teams", Teams, [], "Teams of reps, by name.").Select(t => t.Value)],
            Territories = keys.Take("territories", Territories, "The first that holds is the lead's.") ?? new(),
            Accounts = keys.Take("accounts", AccountReaders.Accounts, "Known companies and whose they are.") ?? new(),
            Policy = keys.Take("policy", PolicyReaders.Policy, "How leads are judged and routed.") ?? new(),
            Note = keys.Take("note", Scalars.Text, Notes.About),
        };
    }

    private static ImmutableArray<CalendarConfig> ReadCalendars(Keys keys, DateTimeZone zone) =>
        [
            .. keys.Take("calendars", Calendars, [], "Opening hours, by name.")
                .Select(c => c.Value.TimeZone.Length > 0 ? c.Value : c.Value with { TimeZone = zone.Id }),
        ];

    private static void Report(Findings findings, ICollection<Fault> faults, string? file)
    {
        foreach (var fault in findings.Faults.OrderBy(f => f.At.Line).ThenBy(f => f.At.Column))
        {
            faults.Add(fault with { File = file });
        }
    }
}
