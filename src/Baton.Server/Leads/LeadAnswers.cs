using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.People;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Baton.Server.Leads;

/// <summary>The answer <c>{ lead, decision }</c> that capturing and acting give.</summary>
internal sealed class LeadAnswers(BatonStore store, TimeProvider clock)
{
    /// <summary>201 for a new lead, 200 for one that was captured before under the same id.</summary>
    /// <param name="notes">What of the request could not be understood and was left empty: its sender is told.</param>
    public Rendering CapturedWith(IReadOnlyList<CaptureFault> notes) =>
        (reply, answer) =>
        {
            Write(reply, answer, reply.Lead is { HasFields: true } ? null : Stored(reply), notes);
            return reply.Status == ReplyStatus.Done ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        };

    /// <summary>
    /// 200, with what the actor sees of the lead after it: a decline or a release may have taken it out of his sight. A
    /// reply to an action does not carry the fields that it left as they were: they come from the store.
    /// </summary>
    public Rendering ActedFor(Sight sight) => ActedFor(sight, []);

    /// <param name="notes">As for <see cref="CapturedWith"/>.</param>
    public Rendering ActedFor(Sight sight, IReadOnlyList<CaptureFault> notes) =>
        (reply, answer) =>
        {
            var stored = reply.Lead is { HasFields: true } ? null : Stored(reply);
            var seen =
                reply.Lead is { } now ? sight.Of(now)
                : stored is not null ? Visibility.Of(sight, stored)
                : Visible.Nothing;
            if (seen == Visible.Everything)
            {
                Write(reply, answer, stored, notes);
            }
            else
            {
                WriteLost(reply, answer, seen);
            }

            return StatusCodes.Status200OK;
        };

    private void Write(Reply reply, JsonBuffer answer, LeadRecord? stored, IReadOnlyList<CaptureFault> notes)
    {
        // A reply unpacks its fields whenever it is asked for them: the writer asks, once.
        var lead =
            reply.Lead is not { } now ? LeadWriter.ViewOf(stored!)
            : now.HasFields || stored is null ? now
            : now with { Fields = LeadWriter.FieldsOf(stored) };
        var id = reply.PublicId ?? stored!.PublicId;
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("lead"u8);
        LeadWriter.Lead(answer.Json, id, lead);
        answer.Json.WritePropertyName("decision"u8);
        LeadWriter.Decision(answer.Json, id, lead, At(reply, lead));
        CaptureNotes.Write(answer.Json, notes);
        answer.Json.WriteEndObject();
    }

    // He knows that the lead is there, for he had it: no more is said of where it went.
    private void WriteLost(Reply reply, JsonBuffer answer, Visible seen)
    {
        var json = answer.Json;
        json.WriteStartObject();
        json.WritePropertyName("lead"u8);
        if (seen == Visible.Handle && reply.Lead is { } lead)
        {
            LeadWriter.Handle(json, lead.Number, lead.CreatedAt, lead.Grade, Now);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("id"u8, reply.PublicId);
            json.WriteEndObject();
        }

        json.WriteNull("decision"u8);
        json.WriteEndObject();
    }

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private Instant At(Reply reply, LeadView lead) =>
        reply.Status == ReplyStatus.Repeated ? lead.AssignedAt ?? lead.CreatedAt : Now;

    private LeadRecord? Stored(Reply reply) => reply.Outcome?.Lead is { } number ? store.Leads.Get(number) : null;
}
