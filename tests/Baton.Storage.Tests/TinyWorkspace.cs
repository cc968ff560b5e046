using System.Collections.Immutable;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Storage.Writing;
using NodaTime;

namespace Baton.Storage.Tests;

/// <summary>
/// The smallest state that a writer can own: leads of four fields (id, email, phone, source) go to two reps in turn;
/// the same person's merge; a lead from "later" waits an hour for a tick; one from "bug" throws.
/// </summary>
internal sealed class TinyWorkspace
{
    private readonly Dictionary<long, LeadView> _leads = [];
    private readonly SortedSet<(Instant At, long Lead)> _due = [];

    public static WorkspaceCalls Fresh()
    {
        var tiny = new TinyWorkspace();
        return new WorkspaceCalls
        {
            Workspace = new Workspace(),
            NextDue = () => tiny._due.Count == 0 ? Instant.MaxValue : tiny._due.Min.At,
            Needs = (command, _) => Needs(command),
            Handle = tiny.Handle,
            Apply = tiny.Apply,
            Lead = number => tiny._leads.GetValueOrDefault(number),
        };
    }

    public static CaptureLead Capture(
        string? id = null,
        string? email = null,
        string? phone = null,
        string? source = null
    ) =>
        new(
            [Value.Of(id), Value.Of(email), Value.Of(phone), Value.Of(source)],
            HashCode.Combine(email, phone, source),
            SchemaVersion: 1
        );

    private static FactsNeeded Needs(Command command) =>
        command switch
        {
            CaptureLead capture => new FactsNeeded
            {
                ClientId = capture.Fields[0].TextOrNull,
                Email = capture.Fields[1].TextOrNull,
                Phone = capture.Fields[2].TextOrNull,
            },
            ErasePerson erase => new FactsNeeded { Person = erase.Person },
            LeadCommand about => new FactsNeeded { Leads = [about.Lead] },
            _ => FactsNeeded.None,
        };

    private Outcome Handle(Command command, Facts facts, Instant now) =>
        command switch
        {
            CaptureLead capture => Capture(capture, facts, now),
            Tick => Due(now),
            CloseLead close => Close(close, facts, now),
            UpdateLead update => Update(update, facts, now),
            ErasePerson => Done(null, [.. facts.Person.Select(n => new PersonalDataErased { Lead = n })], now),
            _ => throw new InvalidOperationException("not in this tiny state"),
        };

    private Outcome Capture(CaptureLead capture, Facts facts, Instant now)
    {
        if (facts.SameId is { } same)
        {
            return same.ContentHash == capture.ContentHash
                ? new Outcome { Lead = same.Number, Repeated = true }
                : new Outcome { Refusal = new Refusal("conflict", "another lead has this id") };
        }

        if (capture.Fields[3].TextOrNull == "bug")
        {
            throw new InvalidOperationException("a bug");
        }

        var number = _leads.Count + 1;
        Event captured = new LeadCaptured
        {
            Lead = number,
            CreatedAt = now,
            ContentHash = capture.ContentHash,
            Fields = Named(("source", capture.Fields[3])),
            Personal = Named(("id", capture.Fields[0]), ("email", capture.Fields[1]), ("phone", capture.Fields[2])),
            LastOwner = facts.LastOwner,
        };
        Event next =
            facts.SamePerson.Length > 0
                ? new LeadMerged
                {
                    Lead = number,
                    Into = facts.SamePerson[^1].Number,
                    On = facts.SamePerson[^1].MatchedBy,
                }
            : capture.Fields[3].TextOrNull == "later"
                ? new LeadWaiting
                {
                    Lead = number,
                    Reason = "waiting_for_hours",
                    Until = now + Duration.FromHours(1),
                }
            : Assigned(number);
        return Done(number, [captured, next], now);
    }

    private Outcome Due(Instant now)
    {
        var due = _due.TakeWhile(d => d.At <= now).Select(d => Assigned(d.Lead)).ToImmutableArray();
        return due.IsEmpty ? new Outcome() : Done(null, due, now);
    }

    private Outcome Close(CloseLead close, Facts facts, Instant now) =>
        facts.Stored.TryGetValue(close.Lead, out var lead) && lead.Owner is { } owner
            ? Done(
                close.Lead,
                [
                    new LeadWon
                    {
                        Lead = close.Lead,
                        Rep = owner,
                        Value = close.Value,
                    },
                ],
                now
            )
            : new Outcome { Refusal = new Refusal("closed", "nobody owns this lead") };

    private Outcome Update(UpdateLead update, Facts facts, Instant now)
    {
        var set = update.Set.ToDictionary();
        var fields = facts.Stored[update.Lead].Fields.Where(f => !set.ContainsKey(f.Key)).Concat(update.Set);
        var done = Done(
            update.Lead,
            [new LeadUpdated { Lead = update.Lead, Personal = new FieldSet(update.Set) }],
            now
        );
        return done with { Touched = [done.Touched[0] with { Fields = [.. fields] }] };
    }

    private Outcome Done(long? lead, ImmutableArray<Event> events, Instant now)
    {
        Apply(events, now);
        var touched = events.OfType<LeadEvent>().Select(e => e.Lead).Distinct();
        return new Outcome
        {
            Lead = lead,
            Events = events,
            Touched = [.. touched.Select(n => _leads[n] with { Fields = Fields(n, events) })],
        };
    }

    private void Apply(ImmutableArray<Event> events, Instant at)
    {
        foreach (var @event in events.OfType<LeadEvent>())
        {
            Apply(@event, at);
        }
    }

    private void Apply(LeadEvent @event, Instant at)
    {
        var lead = _leads.GetValueOrDefault(@event.Lead)!;
        _leads[@event.Lead] = @event switch
        {
            LeadCaptured e => new LeadView
            {
                Number = e.Lead,
                Status = "new",
                Stage = "new",
                CreatedAt = e.CreatedAt,
            },
            LeadMerged => lead with { Status = "duplicate" },
            LeadAssigned e => lead with { Status = "assigned", Owner = e.Rep, AssignedAt = at, Rule = "all" },
            LeadWaiting e => lead with { Status = "waiting", Reason = e.Reason },
            LeadWon => lead with { Status = "won", Stage = "won" },
            _ => lead,
        };
        if (@event is LeadWaiting { Until: { } until })
        {
            _due.Add((until, @event.Lead));
        }
        else if (@event is LeadAssigned)
        {
            _due.RemoveWhere(d => d.Lead == @event.Lead);
        }
    }

    private static Event Assigned(long number) =>
        new LeadAssigned
        {
            Lead = number,
            Rep = number % 2 == 1 ? "ana" : "bob",
            How = "pool",
            Pool = "p",
            Step = 0,
        };

    private static ImmutableArray<KeyValuePair<string, Value>>? Fields(long number, ImmutableArray<Event> events) =>
        events[0] is LeadCaptured captured && captured.Lead == number
            ? [.. captured.Personal.Items, .. captured.Fields.Items]
            : null;

    private static FieldSet Named(params (string Name, Value Value)[] fields) =>
        new([.. fields.Where(f => !f.Value.IsNull).Select(f => KeyValuePair.Create(f.Name, f.Value))]);
}
