using Baton.Engine.Events;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Storage;
using NodaTime;

namespace Baton.Trust.Tests.Checking;

/// <summary>
/// A second, slow reading of the journal that shares nothing with the engine but the events and the reader of the
/// workspace file. It believes nothing: whatever contradicts what went before is a complaint.
/// </summary>
internal sealed partial class NaiveWorkspace(Action<string> complain)
{
    private readonly SortedDictionary<string, NaiveRep> _reps = new(StringComparer.Ordinal);
    private MapNode? _document;
    private JournalRecord _record = null!;

    public WorkspaceConfig Config { get; private set; } = new();
    public SortedDictionary<long, NaiveLead> Leads { get; } = [];
    public SortedDictionary<string, NaiveLedger> Ledgers { get; } = new(StringComparer.Ordinal);
    public IEnumerable<NaiveAssignment> Assignments => Leads.Values.SelectMany(l => l.Assignments);

    public void Apply(JournalRecord record)
    {
        _record = record;
        foreach (var @event in record.Events)
        {
            Apply(@event);
        }

        foreach (var ledger in Ledgers.Values.Where(l => !l.Sum.IsZero))
        {
            Complain($"the ledger {ledger.Id} sums to {ledger.Sum}");
        }
    }

    private Instant Now => _record.At;

    private void Complain(string what) => complain($"record {_record.Seq}: {what}");

    private NaiveRep Rep(string id)
    {
        if (Config.Reps.All(r => r.Id != id))
        {
            Complain($"there is no rep {id}");
        }

        if (!_reps.TryGetValue(id, out var rep))
        {
            _reps[id] = rep = new NaiveRep();
        }

        return rep;
    }

    private void Apply(Event @event)
    {
        switch (@event)
        {
            case LeadCaptured e when !Leads.TryAdd(e.Lead, new NaiveLead(e.Lead)):
                Complain($"lead {e.Lead} was captured a second time");
                break;
            case LeadCaptured:
                break;
            case LeadEvent e when Leads.TryGetValue(e.Lead, out var lead):
                Apply(lead, e);
                break;
            case LeadEvent e:
                Complain($"{EventTypes.NameOf(e)} of lead {e.Lead}, which was never captured");
                break;
            case PolicyPublished e:
                Publish(Kept(e));
                break;
            case RepChanged e:
                Publish(NodeMerge.WithRep(_document!, e.Patch));
                break;
            case TeamChanged e:
                Publish(NodeMerge.WithTeam(_document!, e.Team, e.Add, e.Remove)!);
                break;
            case LedgerAdjusted e:
                Adjust(e);
                break;
            case Paused:
                break;
            case LeadsHandedOver:
                break;
            default:
                Complain($"nobody knows {EventTypes.NameOf(@event)} here");
                break;
        }
    }

    // Presence and absences of known reps outlive a published file unless it says otherwise.
    private MapNode Kept(PolicyPublished e)
    {
        var document = e.Document;
        foreach (var rep in e.Runtime ? [] : Config.Reps)
        {
            if (document["reps"] is ListNode reps && reps.Items.OfType<MapNode>().Any(r => IdOf(r) == rep.Id))
            {
                document = NodeMerge.WithRep(document, Status(rep.Id, Choice.Word(rep.Status)));
            }
        }

        return document;
    }

    private static string? IdOf(MapNode rep) => (rep["id"] as ScalarNode)?.Text;

    private static MapNode Status(string id, string status) =>
        new(
            [
                new Entry("id", Position.None, new ScalarNode(id, Quoted: true, Position.None)),
                new Entry("status", Position.None, new ScalarNode(status, Quoted: true, Position.None)),
            ],
            Position.None
        );

    private void Publish(MapNode document)
    {
        var faults = new List<Fault>();
        if (WorkspaceBinder.Bind(document, faults) is not { } config)
        {
            Complain($"the workspace file has faults: {string.Join("; ", faults)}");
            return;
        }

        _document = document;
        Config = config;
        SetMembers();
    }

    private void Adjust(LedgerAdjusted e)
    {
        if (!Ledgers.TryGetValue(e.Ledger, out var ledger))
        {
            Complain($"there is no ledger {e.Ledger}");
            return;
        }

        if (e.Reason == "reset")
        {
            ledger.Reset();
        }

        foreach (var (member, nano) in e.Balances)
        {
            ledger.Member(member)?.Balance = nano;
        }
    }
}
