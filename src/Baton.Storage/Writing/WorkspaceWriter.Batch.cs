using Baton.Engine.Commands;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage.Writing;

// One batch: begin, facts, each command in order, commit.
internal sealed partial class WorkspaceWriter
{
    private void Commit(WorkspaceState state)
    {
        var now = state.Now(_clock);
        if (_batch.Count == 0 && state.Calls.NextDue() > now)
        {
            _timer.Set(state.Calls.NextDue());
            return;
        }

        _begunAt = state.Seq;
        state.Database.Begin();
        Prune(state, now);
        var facts = new BatchFacts(state.Database.Facts);
        Foresee(state, facts, now);
        var answers = new BatchAnswers(state.Database, now, _batch);
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

        _hooks.BeforeCommit();
        state.Database.Commit();
        _hooks.AfterCommit();
        Announce(state);
    }

    private void Foresee(WorkspaceState state, BatchFacts facts, Instant now)
    {
        foreach (var pending in _batch)
        {
            _deciding = pending;
            pending.Needs = state.Calls.Needs(pending.Submission.Command, now);
            _deciding = null;
        }

        facts.Fetch(_batch.Select(pending => pending.Needs));
    }

    private static Reply Decide(
        WorkspaceState state,
        Pending pending,
        BatchFacts facts,
        BatchAnswers answers,
        Instant now
    )
    {
        var (outcome, seq) = state.Decide(pending.Submission.Command, facts, now);
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

    private static string? PublicIdOf(WorkspaceState state, FactsNeeded needs, Outcome outcome) =>
        outcome.Lead is { } number
            ? needs.ClientId ?? state.Database.Facts.ClientIdOf(number) ?? PublicId.Of(number)
            : null;

    private void Prune(WorkspaceState state, Instant now)
    {
        if (now >= _pruneAt)
        {
            state.Database.Answers.Prune(now);
            _pruneAt = now + Duration.FromHours(1);
        }
    }
}
