using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Policies.Config;
using Baton.Storage;
using NodaTime;

namespace Baton.Cli.Demo;

/// <summary>
/// The people of the demo at work: they answer offers, claim what they like from the queues, call, forget to call, ask
/// questions and close; the manager gives out what lies on the desk. They follow the journal, as any program beside Baton
/// would, and do everything some minutes later, as people would. The same journal makes them do the same.
/// </summary>
internal sealed class DemoStaff(BatonStore store)
{
    private const string Manager = "maude";

    // Yan is quick with the mouse.
    private static readonly string[] Hunters = ["wes", "xena", "yan", "yan", "yan", "zoe"];
    private static readonly string[] Callers = ["wes", "xena", "yan", "zoe"];
    private static readonly string[] KeyAccounts = ["ada", "ben", "chloe", "dario"];

    private static readonly ImmutableArray<KeyValuePair<string, Value>> Budget = [new("budget", Value.Of("yes"))];

    private readonly SplitMix64 _chance = new(seed: 7);
    private readonly PriorityQueue<Command, (Instant At, int Order)> _diary = new();
    private readonly Dictionary<long, string> _owners = [];
    private readonly Dictionary<long, string?> _grades = [];
    private long _seq;
    private int _order;

    /// <summary>How long a minute takes them; shorter where somebody watches.</summary>
    public Duration Minute { get; set; } = Duration.FromMinutes(1);

    /// <summary>Lets everybody do what is to be done now.</summary>
    public async Task Work(Instant now, CancellationToken cancellation)
    {
        foreach (var record in store.Journal.Read(_seq))
        {
            _seq = record.Seq;
            foreach (var @event in record.Events)
            {
                Note(@event, record.At);
            }
        }

        // Where nobody has anything to do, time passes all the same: offers lapse and clocks run out.
        var due = Due(now);
        if (due.Count == 0)
        {
            due.Add(new Tick());
        }

        // A refusal, such as of an offer that somebody else was quicker to accept, is part of the day.
        await Task.WhenAll(due.Select(c => store.SubmitWhenRoom(new Submission(c), cancellation).AsTask()));
    }

    private List<Command> Due(Instant now)
    {
        var due = new List<Command>();
        while (_diary.TryPeek(out _, out var when) && when.At <= now)
        {
            var command = _diary.Dequeue();
            if (command is not (ContactLead or CloseLead) || IsTheirs((LeadCommand)command))
            {
                due.Add(command);
            }
        }

        return due;
    }

    // Whoever lost a lead to another leaves it alone.
    private bool IsTheirs(LeadCommand command) => _owners.GetValueOrDefault(command.Lead) == command.By;

    private void Note(Event @event, Instant at)
    {
        switch (@event)
        {
            case LeadScored e:
                _grades[e.Lead] = e.Grade;
                break;
            case LeadOffered { Queue: not null } e:
                Race(e, at);
                break;
            case LeadOffered e:
                Answer(e.Lead, e.Reps[0], at);
                break;
            case LeadQueued e:
                LookAt(e, at);
                break;
            case LeadNurtured e when _chance.Chance(35):
                Later(at, 300, 3000, new QualifyLead(e.Lead, Budget) { By = _chance.Pick(Callers) });
                break;
            case LeadAssigned e:
                Own(e.Lead, e.Rep, at);
                break;
            case LeadClaimed e:
                Own(e.Lead, e.Rep, at);
                break;
            case LeadReassigned { To: { } to } e:
                Own(e.Lead, to, at);
                break;
            default:
                break;
        }
    }

    // Some accept, some decline, some are at lunch.
    private void Answer(long lead, string rep, Instant at)
    {
        var mood = _chance.Below(100);
        if (mood < 78)
        {
            Later(at, 1, 1, new AcceptOffer(lead, rep) { By = rep });
        }
        else if (mood < 90)
        {
            Later(at, 1, 1, new DeclineOffer(lead, rep, "busy") { By = rep });
        }
    }

    // Everybody was asked: two may be quick, and one of them is too late.
    private void Race(LeadOffered offer, Instant at)
    {
        foreach (var percent in (int[])[85, 40])
        {
            var rep = _chance.Pick(offer.Reps);
            if (_chance.Chance(percent))
            {
                Later(at, 1, 4, new AcceptOffer(offer.Lead, rep) { By = rep });
            }
        }
    }

    private void LookAt(LeadQueued queued, Instant at)
    {
        switch (store.CurrentPolicy!.Config.Policy.Queues.First(q => q.Name == queued.Queue).Mode)
        {
            case QueueMode.CherryPick:
                Pick(queued.Lead, at);
                break;
            case QueueMode.Blind:
                var caller = _chance.Pick(Callers);
                Later(at, 2, 30, new ClaimNext(queued.Queue, caller) { By = caller });
                break;
            case QueueMode.Manual when _chance.Chance(85):
                Later(at, 5, 30, new AssignLead(queued.Lead, _chance.Pick(KeyAccounts)) { By = Manager });
                break;
            default:
                break;
        }
    }

    // The good ones go at once, the others perhaps.
    private void Pick(long lead, Instant at)
    {
        var (percent, least, most) = _grades.GetValueOrDefault(lead) switch
        {
            "A" or "B" => (95, 1, 10),
            "C" => (70, 5, 30),
            _ => (35, 60, 360),
        };
        var rep = _chance.Pick(Hunters);
        if (_chance.Chance(percent))
        {
            Later(at, least, most, new ClaimLead(lead, rep) { By = rep });
        }
    }

    // Most call soon; one in twelve forgets for an hour or three.
    private void Own(long lead, string rep, Instant at)
    {
        _owners[lead] = rep;
        var (least, most) = _chance.Chance(92) ? (2, 10) : (70, 180);
        Later(at, least, most, new ContactLead(lead) { By = rep });
        var won = _chance.Chance(30);
        decimal? value = won ? _chance.Between(5, 90) * 100 : null;
        Later(at, 1100, 1700, new CloseLead(lead, won, value, won ? null : "not_interested") { By = rep });
    }

    private void Later(Instant at, int least, int most, Command command) =>
        _diary.Enqueue(command, (at + (Minute * _chance.Between(least, most)), _order++));
}
