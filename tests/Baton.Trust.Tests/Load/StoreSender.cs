using System.Text.Json;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage;

namespace Baton.Trust.Tests.Load;

/// <summary>Takes requests to a store in this process, with the keys and stored answers that a server would use.</summary>
internal sealed class StoreSender(Func<BatonStore> store)
{
    public async Task<Answer?> Send(Request request)
    {
        if (CommandOf(request) is not { } command)
        {
            return new Answer(false) { Code = "unknown_lead" };
        }

        var reply = await store()
            .Submit(
                new Submission(command)
                {
                    IdempotencyKey = request.Key,
                    RequestHash = 1,
                    Answer = r =>
                        IsStale(r) ? null : new StoredAnswer(200, JsonSerializer.SerializeToUtf8Bytes(AnswerOf(r))),
                }
            );
        return reply.StoredAnswer is { } stored ? JsonSerializer.Deserialize<Answer>(stored.Body.Span)
            : reply.Status is ReplyStatus.Busy or ReplyStatus.Unavailable || IsStale(reply) ? null
            : AnswerOf(reply);
    }

    public static Answer AnswerOf(Reply reply) =>
        new(Done: reply.Status is ReplyStatus.Done or ReplyStatus.Repeated)
        {
            Code = reply.Outcome?.Refusal?.Code ?? reply.Code,
            Lead = reply.PublicId,
            Status = reply.Lead?.Status,
            Owner = reply.Lead?.Owner,
            OfferedTo = string.Join(',', reply.Lead?.OfferedTo ?? []),
        };

    // Read under a policy that was replaced meanwhile: it is read again.
    private static bool IsStale(Reply reply) => reply.Outcome?.Refusal?.Code == "stale_policy";

    public CaptureLead Capture(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var policy = store().CurrentPolicy!;
        var raw = new RawLead([.. fields.Select(f => KeyValuePair.Create(f.Key, Value.Of(f.Value)))]);
        var faults = new List<CaptureFault>();
        var lead = LeadNormaliser.Normalise(raw, policy.Schema, policy.Normaliser, faults)!;
        return new CaptureLead(lead.Fields, (long)ContentHash.Of(raw), policy.Version);
    }

    private Command? CommandOf(Request request)
    {
        return request.Ask switch
        {
            Ask.Capture => Capture(LeadText.FieldsOf(request.Lead!)),
            Ask.ClaimNext => new ClaimNext(request.Queue!, request.Rep!),
            Ask.Presence => new ChangeRep(LoadWorkspace.Read($"{{ id: {request.Rep}, status: {request.Value} }}")),
            Ask.Publish => new PublishWorkspace(LoadWorkspace.Read(LoadWorkspace.Variant(int.Parse(request.Value!)))),
            _ => store().Leads.NumberOf(request.Lead!) is { } lead ? CommandOn(lead, request) : null,
        };
    }

    private static Command CommandOn(long lead, Request request) =>
        request.Ask switch
        {
            Ask.Accept => new AcceptOffer(lead, request.Rep!),
            Ask.Decline => new DeclineOffer(lead, request.Rep!, "other"),
            Ask.Claim => new ClaimLead(lead, request.Rep!),
            Ask.Assign => new AssignLead(lead, request.Rep!),
            Ask.Release => new ReleaseLead(lead, "misrouted"),
            Ask.Contact => new ContactLead(lead),
            Ask.Reject => new RejectLead(lead, "bad_contact"),
            Ask.Won or Ask.Lost => new CloseLead(lead, request.Ask == Ask.Won, 100m, "price"),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Ask, null),
        };
}
