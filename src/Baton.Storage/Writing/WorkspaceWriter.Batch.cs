using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Writing;

// One batch: begin, facts, each command in order, commit.
internal sealed partial class WorkspaceWriter
{
    private void Commit(WorkspaceState state)
    {
        var mayFly = MayFly(state);
        var before = Flying(state, mayFly);
        var now = state.Now(_clock);
        if (_batch.Count == 0 && state.Calls.NextDue() > now)
        {
            _timer.Set(state.Calls.NextDue());
            return;
        }

        var begun = _clock.GetTimestamp();
        _begunAt = state.Seq;
        var facts = new BatchFacts(() => state.Settled().Facts);
        var answers = Begin(state, facts, before, now);
        foreach (var pending in _batch)
        {
            state.PassTime(facts, now);
            _deciding = pending;
            pending.Reply ??= answers.Known(pending.Submission) ?? Decide(state, pending, facts, answers, now);
            _deciding = null;
        }

        if (_batch.Count == 0)
        {
            state.PassTime(facts, now);
        }

        if (mayFly)
        {
            Fly(state, new Flight(_batch, _begunAt, state.Seq, facts, answers), begun);
            return;
        }

        answers.Write(state.Settled());
        _hooks.BeforeCommit();
        state.Commit();
        _hooks.AfterCommit();
        if (state.HasErased)
        {
            _snapshots.Dropped(state.Seq);
            _erased();
        }

        Announce(state);
        _committed?.Invoke(state.Batch with { Took = _clock.GetElapsedTime(begun) });
    }

    private BatchAnswers Begin(WorkspaceState state, BatchFacts facts, Flight? before, Instant now)
    {
        if (before is not null)
        {
            state.BeginBehind(_batch.Count);
            var needs = Foresee(state, now);
            if (!facts.FetchBeside(needs, state.Beside, before.Facts))
            {
                facts.Fetch(needs);
            }

            return new BatchAnswers(() => state.Settled().Facts, () => state.Beside, before.Answers, now, _batch);
        }

        state.Begin(_batch.Count);
        Prune(state, now);
        facts.Fetch(Foresee(state, now));
        return new BatchAnswers(() => state.Settled().Facts, now, _batch);
    }

    private IEnumerable<(FactsNeeded, TextKeys)> Foresee(WorkspaceState state, Instant now)
    {
        foreach (var pending in _batch)
        {
            _deciding = pending;
            pending.Needs = state.Calls.Needs(pending.Submission.Command, now);
            pending.ForeseenUnder = state.Calls.Workspace.Policy;
            _deciding = null;
        }

        return _batch.Select(pending => (pending.Needs, pending.Keys));
    }

    private static Reply Decide(
        WorkspaceState state,
        Pending pending,
        BatchFacts facts,
        BatchAnswers answers,
        Instant now
    )
    {
        if (pending.Submission.Command is not CaptureLead)
        {
            // It may erase what an answer kept in this batch holds.
            answers.Write(state.Settled());
        }

        var command = pending.Submission.Command;
        var needs = IsForeseen(state, pending) ? pending.Needs : state.Calls.Needs(command, now);
        var (outcome, seq) = pending.Submission.Guard?.Invoke(StandingOf(state)) is { } refusal
            ? (new Outcome { Refusal = refusal }, 0)
            : state.Decide(command, needs, pending.Keys, facts, now);
        var reply = new Reply
        {
            Status =
                outcome.Refusal is not null ? ReplyStatus.Refused
                : outcome.Repeated ? ReplyStatus.Repeated
                : ReplyStatus.Done,
            Outcome = outcome,
            Lead = LeadOf(state, outcome),
            PublicId = PublicIdOf(state, pending.Needs, outcome),
            Seq = seq,
        };
        answers.Keep(pending.Submission, reply);
        return reply;
    }

    private static Standing StandingOf(WorkspaceState state) =>
        new(state.Calls.Workspace, number => state.Settled().Lead(number));

    // What a capture needs hangs on the policy alone; what other commands need, on what the batch has done so far too.
    private static bool IsForeseen(WorkspaceState state, Pending pending) =>
        pending.Submission.Command is CaptureLead && pending.ForeseenUnder == state.Calls.Workspace.Policy;

    private static LeadView? LeadOf(WorkspaceState state, Outcome outcome)
    {
        foreach (var view in outcome.Touched)
        {
            if (view.Number == outcome.Lead)
            {
                return view;
            }
        }

        return outcome.Lead is { } number ? state.Calls.Lead(number) : null;
    }

    // A lead that was captured just now has the id that it came with, or none.
    private static string? PublicIdOf(WorkspaceState state, FactsNeeded needs, Outcome outcome) =>
        outcome.Lead is not { } number ? null
        : needs.ClientId is { } id ? id
        : outcome.Events is [LeadCaptured captured, ..] && captured.Lead == number ? PublicId.Of(number)
        : state.Settled().Facts.ClientIdOf(number) ?? PublicId.Of(number);

    private void Prune(WorkspaceState state, Instant now)
    {
        if (now >= _pruneAt)
        {
            state.Settled().Answers.Prune(now);
            _pruneAt = now + Duration.FromHours(1);
        }
    }
}
