using Baton.Engine.Events;
using Baton.Engine.Routing;
using NodaTime;

namespace Baton.Engine.Explain;

/// <summary>Explains why a lead was nurtured or disqualified, on the state as it was just before.</summary>
internal sealed class NotRouted(WorkspaceState state, LeadState lead, LeadEvent @event, Instant at)
{
    public Explanation Why() =>
        new()
        {
            Lead = lead.Number,
            At = at,
            Event = EventTypes.NameOf(@event),
            Version = state.Policy!.Version,
            Reason = Code,
            Account = lead.AccountMatch,
            Score = LeadStanding.ScoreOf(state, lead, at),
            Qualification = LeadStanding.VerdictOf(state, lead, at),
            Sentences = [.. LeadStanding.Sentences(state, lead, at), Sentence],
        };

    public WhyNot WhyNot(string rep) =>
        state.Reps.ContainsKey(rep)
            ? Not(rep, Code, Sentence)
            : Not(rep, ReasonCodes.UnknownRep, $"there is no rep '{rep}'");

    private string Code => @event is LeadNurtured ? ReasonCodes.Nurture : ReasonCodes.Disqualified;

    private string Sentence =>
        @event switch
        {
            LeadNurtured e => "it is nurtured"
                + (e.Track is { } track ? $" on '{track}'" : "")
                + (e.RevisitAt is { } revisit ? $", looked at again at {revisit}" : "")
                + (e.GiveUpAt is { } end ? $", given up at {end}" : ""),
            LeadDisqualified { By: { } by } e => $"{by} disqualified it: {e.Reason}",
            LeadDisqualified e => $"it was disqualified: {e.Reason}",
            _ => throw new NotSupportedException($"{EventTypes.NameOf(@event)} routes the lead"),
        };

    private WhyNot Not(string rep, string code, string sentence) =>
        new()
        {
            Lead = lead.Number,
            Rep = rep,
            Code = code,
            Sentence = sentence,
        };
}
