using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Storage;
using NodaTime;

namespace Baton.Cli.Demo;

/// <summary>
/// The reps of the demo at work: they accept most of what they are offered, call everybody once, close a lead after a day or
/// so, and take one from the shared queue now and then. They follow the journal, as any program beside Baton would.
/// </summary>
internal sealed class DemoStaff(BatonStore store)
{
    private const string Queue = "shark-tank";

    private static readonly string[] Hunters = ["wes", "xena", "yan", "zoe"];
    private static readonly Duration TimeToClose = Duration.FromHours(20);

    private readonly SplitMix64 _chance = new(seed: 7);
    private readonly Queue<(Instant At, long Lead, string Rep)> _open = new();
    private long _seq;
    private int _hunter;

    /// <summary>Lets everybody do what is to be done now.</summary>
    public async Task Work(Instant now, CancellationToken cancellation)
    {
        var commands = new List<Command>();
        foreach (var record in store.Journal.Read(_seq))
        {
            _seq = record.Seq;
            foreach (var @event in record.Events)
            {
                Note(@event, record.At, commands);
            }
        }

        Close(now, commands);
        commands.Add(new ClaimNext(Queue, Hunters[_hunter++ % Hunters.Length]));

        // A refusal, such as of an offer that somebody else was quicker to accept, is part of the day.
        await Task.WhenAll(commands.Select(c => store.SubmitWhenRoom(new Submission(c), cancellation).AsTask()));
    }

    private void Note(Event @event, Instant at, List<Command> commands)
    {
        switch (@event)
        {
            case LeadOffered { Reps: [var rep, ..], Lead: var lead }:
                if (_chance.Chance(80))
                {
                    commands.Add(new AcceptOffer(lead, rep) { By = rep });
                }

                break;
            case LeadAssigned { Rep: var owner, Lead: var lead }:
                commands.Add(new ContactLead(lead) { By = owner });
                _open.Enqueue((at, lead, owner));
                break;
            case LeadClaimed { Rep: var owner, Lead: var lead }:
                _open.Enqueue((at, lead, owner));
                break;
            default:
                break;
        }
    }

    private void Close(Instant now, List<Command> commands)
    {
        while (_open.TryPeek(out var oldest) && oldest.At + TimeToClose <= now)
        {
            _open.Dequeue();
            var won = _chance.Chance(30);
            decimal? value = won ? _chance.Between(5, 90) * 100 : null;
            commands.Add(new CloseLead(oldest.Lead, won, value, won ? null : "not_interested") { By = oldest.Rep });
        }
    }
}
