using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Cli.Scenarios;

/// <summary>Reads the action of a step.</summary>
internal static class ActionReader
{
    private static readonly ImmutableArray<(string Key, Func<StrictMap, ScenarioAction?> Read)> Actions =
    [
        ("lead", step => step.Map("lead") is { } fields ? new Capture(fields) : null),
        ("leads", step => Inside(step, "leads", inner => ReadMany(inner, step.Span("every")))),
        ("accept", step => Inside(step, "accept", a => By(a, new Accept(Lead(a), Rep(a))))),
        ("decline", step => Inside(step, "decline", a => By(a, new Decline(Lead(a), Rep(a), Reason(a))))),
        ("claim", step => Inside(step, "claim", ReadClaim)),
        ("assign", step => Inside(step, "assign", a => By(a, new Assign(Lead(a), Rep(a))))),
        ("release", step => Inside(step, "release", a => By(a, new Release(Lead(a), Reason(a))))),
        ("reject", step => Inside(step, "reject", a => By(a, new Reject(Lead(a), Reason(a))))),
        ("contact", step => Inside(step, "contact", a => By(a, new Contact(Lead(a))))),
        ("outcome", step => Inside(step, "outcome", ReadOutcome)),
        ("qualify", step => Inside(step, "qualify", ReadQualify)),
        ("update", step => Inside(step, "update", a => By(a, new Update(Lead(a), NeededMap(a, "set"))))),
        ("merge", step => Inside(step, "merge", a => By(a, new MergeSuspected(Lead(a), a.Text("owner"))))),
        ("dismiss", step => Inside(step, "dismiss", a => By(a, new Dismiss(Lead(a))))),
        ("unmerge", step => Inside(step, "unmerge", a => By(a, new Unmerge(Lead(a))))),
        ("restore", step => Inside(step, "restore", a => By(a, new Restore(Lead(a))))),
        ("activity", step => Inside(step, "activity", ReadActivity)),
        ("reassign", step => Inside(step, "reassign", ReassignReader.Read)),
        ("rep", step => step.Map("rep") is { } patch ? new PatchRep(patch) : null),
        ("team", step => Inside(step, "team", ReadTeam)),
        ("policy", step => step.Map("policy") is { } patch ? new PatchPolicy(patch) : null),
        ("publish", step => step.Map("publish") is { } patch ? new PatchWorkspace(patch) : null),
        ("restart", ReadRestart),
        ("ledger", step => Inside(step, "ledger", ReadLedger)),
    ];

    /// <summary>The one action of the step, or null; a second one is a fault.</summary>
    public static ScenarioAction? Read(StrictMap step)
    {
        ScenarioAction? action = null;
        string? first = null;
        foreach (var (key, read) in Actions)
        {
            if (step.Node(key) is null)
            {
                continue;
            }

            if (first is not null)
            {
                step.Fault(step.PlaceOf(key), $"'{key}' is a second action beside '{first}'; a step has one");
            }

            (first, action) = (key, read(step));
        }

        CheckEvery(step, action);
        return action;
    }

    private static void CheckEvery(StrictMap step, ScenarioAction? action)
    {
        if (step.Node("every") is not null && action is not CaptureMany)
        {
            step.Fault(step.PlaceOf("every"), "'every' stands beside 'leads' only");
        }
    }

    private static ScenarioAction? Inside(StrictMap step, string key, Func<StrictMap, ScenarioAction> read)
    {
        if (step.Child(key) is not { } inner)
        {
            return null;
        }

        var action = read(inner);
        inner.Close();
        return action;
    }

    private static CaptureMany ReadMany(StrictMap leads, Duration? every)
    {
        var count = leads.Whole("count");
        if (count is null or < 0)
        {
            leads.Fault(leads.PlaceOf("count"), "'count' is a whole number from 0", "range");
        }

        return new CaptureMany(count ?? 0, leads.NeededText("id"), leads.Map("each"))
        {
            Every = every ?? Duration.Zero,
            Batch = leads.Flag("batch") ?? false,
        };
    }

    private static ScenarioAction ReadClaim(StrictMap claim)
    {
        if (claim.Node("queue") is null)
        {
            return By(claim, new Claim(Lead(claim), Rep(claim)));
        }

        if (claim.Node("lead") is not null)
        {
            claim.Fault(claim.PlaceOf("lead"), "a claim names a lead or a queue, not both");
        }

        return new ClaimOfQueue(claim.NeededText("queue"), Rep(claim), claim.Text("by"));
    }

    private static ScenarioAction ReadOutcome(StrictMap outcome)
    {
        var won = outcome.Flag("won");
        if (won is null)
        {
            outcome.Fault(outcome.At, "'won' is missing", "missing");
        }

        var (value, reason) = (outcome.Number("value"), outcome.Text("reason"));
        return By(outcome, new Close(Lead(outcome), won ?? false, value, reason));
    }

    // Whoever disqualifies a lead need not answer anything.
    private static ScenarioAction ReadQualify(StrictMap qualify)
    {
        var reason = qualify.Text("disqualify");
        var answers = reason is null ? NeededMap(qualify, "answers") : qualify.Map("answers");
        return By(qualify, new Qualify(Lead(qualify), answers, reason));
    }

    private static ScenarioAction ReadActivity(StrictMap activity) =>
        By(
            activity,
            new Activity(
                Lead(activity),
                activity.NeededText("type"),
                activity.Instant("at"),
                activity.Node("value") is ScalarNode value ? value.ToValue() : Value.Null
            )
        );

    private static ScenarioAction ReadTeam(StrictMap team) =>
        new PatchTeam(
            team.NeededText("id"),
            [.. (team.Texts("add") ?? []).OfType<string>()],
            [.. (team.Texts("remove") ?? []).OfType<string>()]
        );

    private static ScenarioAction ReadLedger(StrictMap ledger) =>
        new OpenLedger(
            ledger.NeededText("pool"),
            ledger.MapOf<long>("set", "a whole number", s => StrictMap.ReadWhole(s)) ?? []
        );

    private static Restart? ReadRestart(StrictMap step)
    {
        if (step.Flag("restart") is true)
        {
            return new Restart();
        }

        step.Fault(step.PlaceOf("restart"), "'restart' is true or absent");
        return null;
    }

    private static MapNode NeededMap(StrictMap action, string key)
    {
        if (action.Map(key) is { } map)
        {
            return map;
        }

        action.Fault(action.At, $"'{key}' is missing", "missing");
        return new MapNode([], action.At);
    }

    private static string Lead(StrictMap action) => action.NeededText("lead");

    private static string Rep(StrictMap action) => action.NeededText("rep");

    private static string Reason(StrictMap action) => action.Text("reason") ?? "";

    private static OnLead By(StrictMap action, OnLead onLead) => onLead with { By = action.Text("by") };
}
