using Baton.Engine.Commands;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Baton.Server.Leads;

/// <summary>The answer <c>{ lead, decision }</c> that capturing and acting give.</summary>
internal sealed class LeadAnswers(BatonStore store, TimeProvider clock)
{
    /// <summary>201 for a new lead, 200 for one that was captured before under the same id.</summary>
    public int Captured(Reply reply, JsonBuffer answer)
    {
        Write(reply, answer, reply.Lead is { Fields: not null } ? null : Stored(reply));
        return reply.Status == ReplyStatus.Done ? StatusCodes.Status201Created : StatusCodes.Status200OK;
    }

    /// <summary>200. A reply to an action does not carry the fields that it left as they were: they come from the store.</summary>
    public int Acted(Reply reply, JsonBuffer answer)
    {
        Write(reply, answer, reply.Lead is { Fields: not null } ? null : Stored(reply));
        return StatusCodes.Status200OK;
    }

    private void Write(Reply reply, JsonBuffer answer, LeadRecord? stored)
    {
        var fields = stored is null ? null : (LeadView?)LeadWriter.ViewOf(stored);
        var lead = reply.Lead is { } now ? now with { Fields = now.Fields ?? fields?.Fields } : fields!;
        var id = reply.PublicId ?? stored!.PublicId;
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("lead"u8);
        LeadWriter.Lead(answer.Json, id, lead);
        answer.Json.WritePropertyName("decision"u8);
        LeadWriter.Decision(answer.Json, id, lead, At(reply, lead));
        answer.Json.WriteEndObject();
    }

    private Instant At(Reply reply, LeadView lead) =>
        reply.Status == ReplyStatus.Repeated
            ? lead.AssignedAt ?? lead.CreatedAt
            : Instant.FromDateTimeOffset(clock.GetUtcNow());

    private LeadRecord? Stored(Reply reply) => reply.Outcome?.Lead is { } number ? store.Leads.Get(number) : null;
}
