using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>Reads an <c>expect</c> or a <c>then</c>.</summary>
internal sealed class ExpectationReader(StrictMap map, ScenarioAction? action)
{
    private static readonly string[] Words =
    [
        "owner",
        "rule",
        "pool",
        "queue",
        "grade",
        "territory",
        "account",
        "status",
        "stage",
        "reason",
    ];

    private static readonly string[] Statuses =
    [
        "rejected",
        "duplicate",
        "nurture",
        "disqualified",
        "waiting",
        "queued",
        "offered",
        "assigned",
        "working",
        "won",
        "lost",
    ];

    private static readonly string[] Stages =
    [
        "new",
        "mql",
        "sql",
        "nurture",
        "disqualified",
        "working",
        "won",
        "lost",
    ];

    private static readonly string[] Slas = ["accept", "respond", "follow_up"];

    private readonly ImmutableArray<Check>.Builder _checks = ImmutableArray.CreateBuilder<Check>();
    private string? _lead;
    private string? _pool;

    public Expectation Read()
    {
        _lead = map.Text("lead");
        _pool = map.Text("pool");
        var error = map.Node("error") is null ? null : map.Text("error");
        ReadWords();
        ReadLeadChecks();
        ReadStepChecks();
        ReadWorkspaceChecks();
        map.Close();
        return new Expectation
        {
            Lead = _lead,
            Refused = ReadRefused(error),
            Error = error == "true" ? null : error,
            Checks = _checks.ToImmutable(),
        };
    }

    private bool ReadRefused(string? error)
    {
        if (error is null or "false" && map.Node("error") is not null)
        {
            map.Fault(map.PlaceOf("error"), "'error' is true or a part of the message");
        }

        if (error is not null && action is null or Restart)
        {
            map.Fault(map.PlaceOf("error"), "'error' needs an action that can be refused");
        }

        return error is not null;
    }

    private void ReadWords()
    {
        foreach (var key in Words)
        {
            // Beside a ledger or the next turns, the pool says whose they are.
            if (map.Node(key) is null || (key == "pool" && IsPoolOfLedger))
            {
                continue;
            }

            var word = map.Text(key);
            if (key == "status" && (word is null || !Statuses.Contains(word)))
            {
                Unknown(key, "status", word ?? "", Statuses);
            }

            if (key == "stage" && (word is null || !Stages.Contains(word)))
            {
                Unknown(key, "stage", word ?? "", Stages);
            }

            _checks.Add(OfLead(new WordCheck(key, map.PlaceOf(key), word)));
        }
    }

    private bool IsPoolOfLedger => map.Node("ledger") is not null || map.Node("next") is not null;

    private void ReadLeadChecks()
    {
        if (map.Node("score") is not null)
        {
            _checks.Add(OfLead(new ScoreCheck(map.PlaceOf("score"), map.Number("score"))));
        }

        if (map.Texts("offered_to") is { } reps)
        {
            _checks.Add(OfLead(new OfferedToCheck(map.PlaceOf("offered_to"), [.. reps.OfType<string>()])));
        }
        else if (map.Node("offered_to") is ScalarNode { IsNull: true })
        {
            _checks.Add(OfLead(new OfferedToCheck(map.PlaceOf("offered_to"), [])));
        }

        if (TextsByKey("passed_over", "a reason code") is { } codes)
        {
            _checks.Add(OfLead(new PassedOverCheck(map.PlaceOf("passed_over"), codes)));
        }

        ReadVisible();
    }

    private void ReadVisible()
    {
        if (map.Child("visible") is not { } visible)
        {
            return;
        }

        var lead = visible.Text("lead");
        var fields = visible.Texts("fields") ?? [];
        var check = new VisibleCheck(
            map.PlaceOf("visible"),
            visible.NeededText("rep"),
            lead,
            [.. fields.OfType<string>()]
        );
        _checks.Add(lead is null ? OfLead(check) : check);
        visible.Close();
    }

    private void ReadStepChecks()
    {
        if (map.MapOf<int>("owners", "a whole number", StrictMap.ReadWhole) is { } owners)
        {
            _checks.Add(OfItsLeads(new OwnersCheck(map.PlaceOf("owners"), owners)));
        }

        if (map.Texts("order") is { } order)
        {
            _checks.Add(OfItsLeads(new OrderCheck(map.PlaceOf("order"), order)));
        }

        if (map.Number("within_share") is { } limit)
        {
            _checks.Add(OfCaptures(new WithinShareCheck(map.PlaceOf("within_share"), limit)));
        }
    }

    private void ReadWorkspaceChecks()
    {
        if (map.MapOf<int>("totals", "a whole number", StrictMap.ReadWhole) is { } totals)
        {
            _checks.Add(new TotalsCheck(map.PlaceOf("totals"), totals));
        }

        if (map.Texts("next") is { } next)
        {
            _checks.Add(new NextCheck(map.PlaceOf("next"), PoolOf("next"), [.. next.OfType<string>()]));
        }

        if (map.MapOf<decimal>("ledger", "a number", StrictMap.ReadNumber) is { } balances)
        {
            _checks.Add(new LedgerCheck(map.PlaceOf("ledger"), PoolOf("ledger"), balances));
        }

        if (map.MapOf<int>("open", "a whole number", StrictMap.ReadWhole) is { } open)
        {
            _checks.Add(new OpenCheck(map.PlaceOf("open"), open));
        }

        ReadEvents();
        ReadBreaches();
    }

    private void ReadEvents()
    {
        if (map.Texts("events") is not { } events)
        {
            return;
        }

        ImmutableArray<string> types = [.. events.Select(e => e ?? "")];
        foreach (var type in types.Where(t => !EventTypes.ByName.ContainsKey(t)))
        {
            Unknown("events", "event type", type, EventTypes.ByName.Keys);
        }

        _checks.Add(new EventsCheck(map.PlaceOf("events"), types));
    }

    private void ReadBreaches()
    {
        if (map.MapOfNodes<ImmutableArray<string>>("breaches", "a list of leads", LeadList) is not { } breaches)
        {
            return;
        }

        foreach (var (sla, _) in breaches.Where(b => !Slas.Contains(b.Key)))
        {
            Unknown("breaches", "SLA", sla, Slas);
        }

        _checks.Add(new BreachesCheck(map.PlaceOf("breaches"), breaches));
    }

    private static ImmutableArray<string>? LeadList(Node node) =>
        node switch
        {
            ScalarNode { IsNull: false } one => [one.Text],
            ListNode list when list.Items.All(i => i is ScalarNode) =>
            [
                .. list.Items.Cast<ScalarNode>().Select(s => s.Text),
            ],
            _ => null,
        };

    private ImmutableArray<KeyValuePair<string, string>>? TextsByKey(string key, string what)
    {
        if (map.Map(key) is not { } child)
        {
            return null;
        }

        foreach (var entry in child.Entries.Where(e => e.Value is not ScalarNode))
        {
            map.Fault(entry.Value.At, $"'{key}.{entry.Key}' is not {what}", "wrong_type");
        }

        return
        [
            .. child
                .Entries.Where(e => e.Value is ScalarNode)
                .Select(e => KeyValuePair.Create(e.Key, ((ScalarNode)e.Value).Text)),
        ];
    }

    private string PoolOf(string key)
    {
        if (_pool is null)
        {
            map.Fault(map.PlaceOf(key), $"'{key}' needs 'pool' beside it", "missing");
        }

        return _pool ?? "";
    }

    private Check OfLead(Check check)
    {
        if (_lead is null && action is not (Capture or OnLead or ClaimOfQueue))
        {
            map.Fault(check.At, $"'{check.Key}' needs 'lead' beside it: the step has no lead of its own", "missing");
        }

        return check;
    }

    private Check OfItsLeads(Check check) => action is Reassign ? check : OfCaptures(check);

    private Check OfCaptures(Check check)
    {
        if (action is not (Capture or CaptureMany))
        {
            var what = check is WithinShareCheck ? "leads that its step captures" : "leads of its step";
            map.Fault(check.At, $"'{check.Key}' is about the {what}, and this one has none");
        }

        return check;
    }

    private void Unknown(string key, string what, string word, IEnumerable<string> known) =>
        map.Fault(map.PlaceOf(key), $"unknown {what} '{word}'{NearestWord.Hint(word, known)}", "dangling");
}
