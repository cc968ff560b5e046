using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Storage;

namespace Baton.Cli.Demo;

/// <summary>One lead that was sent, and what became of it at once.</summary>
internal sealed record DemoLead(
    IReadOnlyList<KeyValuePair<string, Value>> Sent,
    Reply Reply,
    TimeSpan Took,
    DecisionWords Words
)
{
    public LeadView? View => Reply.Lead;

    public string? Rep =>
        View is { } view ? view.Owner ?? (view.OfferedTo.IsDefaultOrEmpty ? null : view.OfferedTo[0]) : null;

    public string Status =>
        View?.Status
        ?? Reply.Outcome?.Events.LastOrDefault() switch
        {
            LeadMerged => "duplicate",
            LeadRejected => "rejected",
            _ => Reply.Status.ToString().ToLowerInvariant(),
        };

    public string Company => Text("company") ?? Text("email")?.Split('@')[^1].Trim() ?? "somebody";

    public string? Country => Text("country");

    public string Why =>
        Reply.Outcome?.Events.LastOrDefault(DecisionWords.IsDecision) is { } decision
            ? Words.Of(decision)
            : Reply.Outcome?.Refusal?.Message ?? Reply.Message ?? "";

    private string? Text(string field)
    {
        foreach (var (name, value) in Sent)
        {
            if (name == field)
            {
                return value.TextOrNull?.Trim();
            }
        }

        return null;
    }
}
