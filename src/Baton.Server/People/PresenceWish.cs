using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Server.Json;
using Baton.Server.Leads;
using NodaTime;
using NodaTime.Text;

namespace Baton.Server.People;

/// <summary>Whether a rep shall be there, until when not, and why not: the same of himself and of another.</summary>
internal sealed record PresenceWish(string Status, Instant? Until, string? Reason)
{
    private static readonly Duration Longest = Duration.FromDays(366);
    private static readonly ImmutableArray<string> Statuses = Choice.Words<RepStatus>();
    private static readonly ImmutableArray<string> Reasons = Choice.Words<StatusReason>();

    private bool IsAvailable => Status == Choice.Word(RepStatus.Available);

    /// <summary>What is wrong is noted in the body.</summary>
    public static PresenceWish Of(ActionBody body, Instant now)
    {
        var wish = new PresenceWish(body.Text("status"), body.Time("until"), body.OptionalText("reason"));
        if (wish.Status.Length > 0 && !Statuses.Contains(wish.Status))
        {
            var hint = NearestWord.Hint(wish.Status, Statuses);
            body.Fault("status", "unknown_word", $"unknown status '{wish.Status}'{hint}");
        }

        if (wish.Reason is { } reason && !Reasons.Contains(reason))
        {
            var known = string.Join(", ", Reasons);
            body.Fault("reason", "unknown_word", $"unknown reason '{reason}'; known: {known}");
        }

        if (wish.IsAvailable && wish.Until is not null)
        {
            body.Fault("until", "contradiction", "who is available needs no end of it; leave 'until' out");
        }
        else if (wish.Until is { } until && (until <= now || until > now + Longest))
        {
            body.Fault("until", "range", $"'until' lies in the future, at most {Longest.Days} days away");
        }

        return wish with
        {
            Reason = wish.IsAvailable ? null : wish.Reason,
        };
    }

    public RepStatus Wanted => Choice.TryParse<RepStatus>(Status, out var status) ? status : default;

    public ChangeRep For(string rep, string by)
    {
        var patch = ImmutableArray.CreateBuilder<Entry>();
        patch.Add(Key("id", rep));
        patch.Add(Key("status", Status));
        if (Until is { } until)
        {
            patch.Add(Key("status_until", InstantPattern.ExtendedIso.Format(until)));
        }

        if (Reason is not null)
        {
            patch.Add(Key("status_reason", Reason));
        }

        return new ChangeRep(new MapNode(patch.ToImmutable(), Position.None)) { By = by };
    }

    public void Write(Utf8JsonWriter json, string rep)
    {
        json.WriteString("id"u8, rep);
        json.WriteString("status"u8, Status);
        LeadWriter.Time(json, "until"u8, Until);
        json.WriteString("reason"u8, Reason);
    }

    private static Entry Key(string key, string text) =>
        new(key, Position.None, new ScalarNode(text, Quoted: true, Position.None));
}
